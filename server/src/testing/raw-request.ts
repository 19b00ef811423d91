import type { TestServer } from './test-server.ts';

interface RawRequest {
  /** A key for Bearer authentication; null for none. */
  readonly key: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body parsed as JSON. */
  readonly json: Record<string, unknown> & { readonly error?: Readonly<Record<string, unknown>> };
}

/** Sends a request byte by byte, for what the official client does not send. `target` is `POST /v1/customers`. */
export async function rawRequest(
  server: TestServer,
  target: string,
  request: RawRequest,
): Promise<RawAnswer> {
  const [method = 'GET', path = '/'] = target.split(' ');
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      ...(request.key === null ? {} : { authorization: `Bearer ${request.key}` }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}
