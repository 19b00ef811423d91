import { checkoutSessions, type SessionRow } from '../api/checkout-sessions/table.ts';
import { type PaymentIntentRow, paymentIntents } from '../api/payment-intents/table.ts';
import { type PaymentMethodRow, paymentMethods } from '../api/payment-methods/table.ts';
import type { Services } from '../services.ts';
import type { Transaction } from '../store/store.ts';
import type { AttemptRow } from './attempts.ts';

/** An attempt with all that it concerns, held by one transaction. */
export interface AttemptParts {
  readonly services: Services;
  readonly transaction: Transaction;
  readonly now: number;
  readonly attempt: AttemptRow;
  readonly intent: PaymentIntentRow;
  /** Null for a payment without Checkout. */
  readonly session: SessionRow | null;
  readonly card: PaymentMethodRow;
}

export async function lockParts(
  services: Services,
  transaction: Transaction,
  now: number,
  attempt: AttemptRow,
): Promise<AttemptParts> {
  const session =
    attempt.checkout_session === null
      ? null
      : await checkoutSessions.lock(transaction, attempt.checkout_session);
  const intent = await paymentIntents.lock(transaction, attempt.payment_intent);
  const card = await paymentMethods.lock(transaction, attempt.doc.payment_method);
  if (session === undefined || intent === undefined || card === undefined) {
    throw new Error(`The attempt ${attempt.id} has lost its parts.`);
  }
  return { services, transaction, now, attempt, intent, session, card };
}
