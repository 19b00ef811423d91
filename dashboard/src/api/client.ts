import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import type Stripe from 'stripe';
import { authorizationOf, type Connection } from './connection.ts';

interface ErrorBody {
  readonly type?: string;
  readonly code?: string;
  readonly message?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly payment_intent?: Stripe.PaymentIntent;
}

/** An answer that is an error in Stripe's form, or none at all (status 0). */
export class RequestFailed extends Error {
  readonly status: number;
  readonly requestId: string | null;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody, requestId: string | null) {
    super(body.message ?? '');
    this.name = 'RequestFailed';
    this.status = status;
    this.body = body;
    this.requestId = requestId;
  }
}

export type Method = 'GET' | 'POST' | 'DELETE';

export interface Api {
  get<Answer>(path: string, params?: FormGroup, signal?: AbortSignal): Promise<Answer>;
  post<Answer>(path: string, params?: FormGroup): Promise<Answer>;
  delete<Answer>(path: string): Promise<Answer>;
  /** An answer that is read as it comes in. */
  stream(path: string, signal: AbortSignal): Promise<Response>;
}

export function createApi(connection: Connection): Api {
  const headers = {
    'Onfile-Dashboard': '1',
    ...authorizationOf(connection),
    'Stripe-Version': connection.version,
  };

  async function ask<Answer>(
    method: Method,
    path: string,
    params: FormGroup = {},
    signal?: AbortSignal,
  ): Promise<Answer> {
    const form = encodeForm(params);
    const query = method === 'GET' && form.size > 0 ? `?${form}` : '';
    const response = await fetch(path + query, {
      method,
      headers: method === 'POST' ? { ...headers, 'Idempotency-Key': crypto.randomUUID() } : headers,
      ...(method === 'POST' ? { body: form } : {}),
      ...(signal === undefined ? {} : { signal }),
    }).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new RequestFailed(0, {}, null);
    });
    const body = await response.json().catch(() => ({}));
    if (!response.ok) {
      throw new RequestFailed(response.status, body?.error ?? {}, response.headers.get('Request-Id'));
    }
    return body;
  }

  return {
    get: (path, params, signal) => ask('GET', path, params, signal),
    post: (path, params) => ask('POST', path, params),
    delete: (path) => ask('DELETE', path),
    stream: async (path, signal) => {
      const response = await fetch(path, { headers, signal });
      if (!response.ok) {
        await response.body?.cancel();
        throw new RequestFailed(response.status, {}, null);
      }
      return response;
    },
  };
}
