import { appendEvent } from '../../events/append.ts';
import type { EventType } from '../../events/event-types.ts';
import type { PaymentIntentRow } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/store.ts';

/** Appends an intent's event. Nothing for an intent that only carries a charge: its maker hears about the charge alone. */
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
