import type { Form, FormValue } from '../../params/form.ts';
import { withoutCards } from '../../redaction/without-cards.ts';

const textMax = 500;
const bytesMax = 8000;

/** Groups and texts that are never kept, wherever they are. */
const withheld = new Set([
  'bank_account',
  'card',
  'client_secret',
  'customer_session_client_secret',
  'cvc',
  'key',
  'number',
  'person',
  'pii',
  'secret',
  'source',
]);

/** A request's parameters as its log keeps them, without anything that is, or looks like, card data; null if too long. */
export function loggedParameters(form: Form): object | null {
  const kept = withoutSecrets(form);
  return JSON.stringify(kept).length > bytesMax ? null : kept;
}

function withoutSecrets(form: Form): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      withoutCards(name),
      withheld.has(name) ? '[redacted]' : kept(value),
    ]),
  );
}

function kept(value: FormValue): unknown {
  return typeof value === 'string' ? withoutCards(value).slice(0, textMax) : withoutSecrets(value);
}
