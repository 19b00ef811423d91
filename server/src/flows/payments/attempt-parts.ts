import { errors } from '@onfile/shared/errors.ts';
import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { customers } from '../../resources/customers/table.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { type SetupAttemptRow, setupAttempts } from '../../resources/setup-attempts/table.ts';
import { type SetupIntentRow, setupIntents } from '../../resources/setup-intents/table.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/store.ts';
import type { Ground } from './attempt-terms.ts';

interface Held extends Ground {
  readonly services: Services;
  readonly transaction: Transaction;
  readonly now: number;
}

/** An attempt and everything it involves, locked by one transaction. */
export interface AttemptParts extends Held {
  readonly attempt: AttemptRow;
  readonly intent: PaymentIntentRow;
}

/** What was read or created when an attempt began; its outcome is committed on top of it if nothing has changed. */
export type AttemptRows = Pick<AttemptParts, 'intent' | 'card' | 'session'>;

/** The same for an attempt to set up a card. */
export interface SetupParts extends Held {
  readonly attempt: SetupAttemptRow;
  readonly intent: SetupIntentRow;
}

export async function lockParts(
  services: Services,
  transaction: Transaction,
  now: number,
  id: string,
): Promise<AttemptParts> {
  const known = there(await attempts.find(transaction, id), id);
  const session = await lockSession(transaction, known.checkout_session);
  const intent = there(await paymentIntents.lock(transaction, known.payment_intent), known.payment_intent);
  const ground = { session, ...(await lockOwned(transaction, known)) };
  const attempt = there(await attempts.lock(transaction, id), id);
  return { services, transaction, now, attempt, intent, ...ground };
}

/**
 * The same for an attempt whose rows are known from its beginning: reads only the customer, and replaces each row only if
 * it is unchanged. A customer is not deleted while a payment is with the network.
 */
export async function heldParts(
  services: Services,
  transaction: Transaction,
  now: number,
  attempt: AttemptRow,
  { intent, card, session }: AttemptRows,
): Promise<AttemptParts> {
  const customer =
    attempt.customer === null
      ? null
      : there(await customers.find(transaction, attempt.customer), attempt.customer);
  return { services, transaction, now, attempt, intent, card, session, customer };
}

export async function lockSetupParts(
  services: Services,
  transaction: Transaction,
  now: number,
  id: string,
): Promise<SetupParts> {
  const known = there(await setupAttempts.find(transaction, id), id);
  const { checkout_session } = there(
    await setupIntents.find(transaction, known.setup_intent),
    known.setup_intent,
  );
  const session = await lockSession(transaction, checkout_session);
  const intent = there(await setupIntents.lock(transaction, known.setup_intent), known.setup_intent);
  const ground = { session, ...(await lockOwned(transaction, known)) };
  const attempt = there(await setupAttempts.lock(transaction, id), id);
  return { services, transaction, now, attempt, intent, ...ground };
}

async function lockSession(transaction: Transaction, id: string | null) {
  return id === null ? null : there(await checkoutSessions.lock(transaction, id), id);
}

async function lockOwned(transaction: Transaction, known: AttemptRow | SetupAttemptRow) {
  return {
    card: there(await paymentMethods.lock(transaction, known.payment_method), known.payment_method),
    customer:
      known.customer === null
        ? null
        : there(await customers.lock(transaction, known.customer), known.customer),
  };
}

/** Throws 404 if something that existed when the request began is gone: only emptying the sandbox removes it. */
export function there<R>(row: R | undefined, id: string): R {
  if (row === undefined) throw errors.missingInPath('object', id);
  return row;
}
