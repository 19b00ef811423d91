import { intentInSecret } from '@onfile/shared/client-secret.ts';
import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import { Intentions, leavesOpen } from '@onfile/shared/intentions.ts';
import type {
  ConfirmationToken,
  PaymentIntent,
  PaymentMethod,
  SetupIntent,
  StripeError,
  Token,
} from '@stripe/stripe-js';
import { IntegrationError } from '../../integration-error.ts';

export interface Access {
  readonly origin: string;
  readonly publishableKey: string;
}

export type Intent = PaymentIntent | SetupIntent;
export type Answer = { readonly object: unknown } | { readonly error: StripeError };

const unreachable =
  'The server did not answer. Check your connection and try again: nothing will be done twice.';

const intentions = new Intentions();

interface Sent {
  /** 0 if no complete answer arrived. */
  readonly status: number;
  readonly body: unknown;
}

/** Calls the API with the publishable key. No card data passes here: only the frames have it. */
export async function callApi(
  { origin, publishableKey }: Access,
  method: 'GET' | 'POST',
  path: string,
  params: FormGroup,
): Promise<Answer> {
  const form = encodeForm({ key: publishableKey, ...params }).toString();
  const url = origin + path;
  const { status, body } = await (method === 'GET'
    ? ask(`${url}?${form}`, {}).then((answer) => (answer.status === 0 ? ask(`${url}?${form}`, {}) : answer))
    : intentions.send(`${url} ${form}`, (key) =>
        ask(url, {
          method,
          headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Idempotency-Key': key },
          body: form,
        }),
      ));
  if (status >= 200 && status < 300) return { object: body };
  if (!leavesOpen(status, false)) return { error: errorOf(body) };
  return { error: { type: status === 0 ? 'api_connection_error' : 'api_error', message: unreachable } };
}

async function ask(url: string, init: RequestInit): Promise<Sent> {
  try {
    const response = await fetch(url, { ...init, credentials: 'omit' });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: null };
  }
}

/** The `error` of a refused call's answer. */
export function errorOf(body: unknown): StripeError {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : body;
  return isStripeError(error) ? error : { type: 'api_error', message: unreachable };
}

function isStripeError(value: unknown): value is StripeError {
  return typeof value === 'object' && value !== null && 'message' in value && 'type' in value;
}

/** An intent's id, and the path of its calls. Throws IntegrationError for anything but a client secret. */
export function addressOf(clientSecret: unknown, expected?: 'payment' | 'setup') {
  const text = typeof clientSecret === 'string' ? clientSecret : '';
  const intent = intentInSecret(text);
  if (intent === null || (expected !== undefined && intent.mode !== expected)) {
    throw new IntegrationError(
      `Invalid value for client_secret: it should be a client secret of the form \${id}_secret_\${secret}. You specified: ${String(clientSecret)}.`,
    );
  }
  const { id, mode } = intent;
  return {
    id,
    mode,
    clientSecret: text,
    path: `/v1/${mode}_intents/${encodeURIComponent(id)}`,
  } as const;
}

export type IntentAddress = ReturnType<typeof addressOf>;

export function isPaymentIntent(value: unknown): value is PaymentIntent {
  return kindOf(value) === 'payment_intent';
}

export function isSetupIntent(value: unknown): value is SetupIntent {
  return kindOf(value) === 'setup_intent';
}

export function isPaymentMethod(value: unknown): value is PaymentMethod {
  return kindOf(value) === 'payment_method';
}

export function isConfirmationToken(value: unknown): value is ConfirmationToken {
  return kindOf(value) === 'confirmation_token';
}

export function isToken(value: unknown): value is Token {
  return kindOf(value) === 'token';
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'object' in value ? value.object : undefined;
}

export const unexpected: StripeError = {
  type: 'api_error',
  message: 'The server gave an unexpected answer.',
};
