import { createHmac } from 'node:crypto';
import type { TestServer } from './test-server.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Null for a body that is not JSON. */
  readonly json: Readonly<Record<string, unknown>> & {
    readonly error?: Readonly<Record<string, unknown>>;
    readonly data?: readonly Readonly<Record<string, unknown>>[];
  };
}

interface ApiOptions {
  readonly mode?: 'test' | 'live';
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser on the dashboard: it keeps cookies, and its requests come from the server's own pages. */
export class DashboardBrowser {
  readonly #server: TestServer;
  readonly #cookies = new Map<string, string>();
  /** As the last answers set them. */
  readonly setCookies: string[] = [];

  constructor(server: TestServer) {
    this.#server = server;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Makes a call under `/dashboard/auth`. */
  auth(target: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const [method = 'GET', path = ''] = target.split(' ');
    return this.#send(method, `/dashboard/auth${path}`, {
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
  }

  /** Makes an API call as the dashboard does. */
  api(
    target: string,
    form: Readonly<Record<string, string>> = {},
    options: ApiOptions = {},
  ): Promise<Answer> {
    const [method = 'GET', path = ''] = target.split(' ');
    const text = new URLSearchParams(form).toString();
    return this.#send(method, path, {
      headers: {
        'onfile-dashboard': '1',
        'onfile-mode': options.mode ?? 'test',
        ...(method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...options.headers,
      },
      body: method === 'GET' ? null : text,
    });
  }

  boot(): Promise<Answer> {
    return this.#send('GET', '/dashboard/boot', { headers: {}, body: null });
  }

  async #send(
    method: string,
    path: string,
    { headers, body }: { headers: Readonly<Record<string, string>>; body: string | null },
  ): Promise<Answer> {
    const response = await fetch(`${this.#server.url}${path}`, {
      method,
      headers: { origin: this.#server.url, cookie: this.cookie, ...headers },
      body,
    });
    for (const cookie of response.headers.getSetCookie()) {
      this.setCookies.push(cookie);
      const [pair = ''] = cookie.split(';', 1);
      const [name = '', ...value] = pair.split('=');
      if (/max-age=0/i.test(cookie)) this.#cookies.delete(name);
      else this.#cookies.set(name, value.join('='));
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: JSON.parse(text) };
  }
}

export const password = 'correct horse battery';

/** Sets up the server through its link; returns the first owner's browser. */
export async function owner(server: TestServer, email = 'jenny@example.com'): Promise<DashboardBrowser> {
  const browser = new DashboardBrowser(server);
  const token = tokenOf(server.setUpUrl ?? '');
  const joined = await browser.auth('POST /set-up', { token, name: 'Jenny Rosen', email, password });
  if (joined.status !== 200) throw new Error(`Set-up failed: ${JSON.stringify(joined.json)}`);
  return browser;
}

/** Invites somebody; returns their browser. */
export async function colleague(
  server: TestServer,
  by: DashboardBrowser,
  role: string,
  email = `${role}@example.com`,
): Promise<DashboardBrowser> {
  const invited = await by.api('POST /v1/onfile/team/invitations', { email, role });
  const browser = new DashboardBrowser(server);
  const token = tokenOf(String(invited.json.url));
  const joined = await browser.auth('POST /invitation', { token, name: `Jenny ${role}`, password });
  if (joined.status !== 200) throw new Error(`An invitation failed: ${JSON.stringify(joined.json)}`);
  return browser;
}

export function tokenOf(link: string): string {
  return new URL(link).searchParams.get('token') ?? '';
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that an authenticator app shows now for an `otpauth:` URI (RFC 6238, based on RFC 4226). */
export function totpCode(uri: string, at = Date.now()): string {
  const bits = [...(new URL(uri).searchParams.get('secret') ?? '').replaceAll('=', '')]
    .map((character) => alphabet.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
