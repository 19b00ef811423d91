import type { PaymentIntentRow } from '../api/payment-intents/table.ts';
import { paymentIntentView } from '../api/payment-intents/view.ts';
import { appendEvent } from '../outbox/append.ts';
import type { EventType } from '../outbox/event-types.ts';
import type { Services } from '../services.ts';
import type { Transaction } from '../store/store.ts';

/** Tells what happened to an intent. Of one that only carries a charge, who made the charge hears of the charge alone. */
export async function tellOfIntent(
  transaction: Transaction,
  { ids }: Pick<Services, 'ids'>,
  now: number,
  type: EventType & `payment_intent.${string}`,
  intent: PaymentIntentRow,
): Promise<void> {
  if (intent.doc.carries_charge === true) return;
  await appendEvent(transaction, ids, now, {
    type,
    object: paymentIntentView(intent, transaction.scope.livemode),
  });
}
