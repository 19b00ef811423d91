import { appendEvent } from '../../events/append.ts';
import { amountsOfSession } from '../../resources/checkout-sessions/amounts.ts';
import { currencyOf, futureUsageOf } from '../../resources/checkout-sessions/rules.ts';
import type { SessionRow } from '../../resources/checkout-sessions/table.ts';
import { newPaymentIntent } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';

/** Makes the intent by which a session is paid. */
export async function insertSessionIntent(
  { services: { ids }, now, livemode }: OpenCall,
  transaction: Transaction,
  session: SessionRow,
): Promise<PaymentIntentRow> {
  const { payment_intent_data: data, card_options } = session.doc;
  const id = ids.next('payment_intent');
  const intent = newPaymentIntent({
    id,
    now,
    clientSecret: `${id}_secret_${ids.next('client_secret_part')}`,
    amount: amountsOfSession(session.doc).total,
    currency: currencyOf(session.doc),
    customer: session.customer,
    checkoutSession: session.id,
    about: {
      capture_method: data.capture_method,
      description: data.description,
      metadata: data.metadata,
      receipt_email: data.receipt_email,
      request_three_d_secure: card_options.request_three_d_secure,
      setup_future_usage: futureUsageOf(session.doc),
      shipping: data.shipping,
      statement_descriptor: data.statement_descriptor,
      statement_descriptor_suffix: data.statement_descriptor_suffix,
    },
  });
  await paymentIntents.insert(transaction, intent);
  await appendEvent(transaction, ids, now, {
    type: 'payment_intent.created',
    object: paymentIntentView(intent, livemode),
  });
  return intent;
}
