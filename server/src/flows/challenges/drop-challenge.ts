import { attempts } from '../../resources/attempts/attempts.ts';
import type { PaymentIntentRow } from '../../resources/payment-intents/table.ts';
import type { Transaction } from '../../store/store.ts';

/** Drops a challenge that the buyer left, because the intent is about to change. */
export async function dropChallenge(
  transaction: Transaction,
  intent: PaymentIntentRow,
  _now: number,
): Promise<void> {
  const id = intent.doc.challenged_attempt;
  const attempt = id === null ? undefined : await attempts.lock(transaction, id);
  if (attempt?.status === 'challenged') {
    await attempts.update(transaction, { ...attempt, status: 'abandoned' });
  }
}
