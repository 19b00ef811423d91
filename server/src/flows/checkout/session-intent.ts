import { amountsOfSession } from '../../resources/checkout-sessions/amounts.ts';
import { currencyOf, futureUsageOf } from '../../resources/checkout-sessions/rules.ts';
import type { SessionRow } from '../../resources/checkout-sessions/table.ts';
import type { PaymentIntentRow } from '../../resources/payment-intents/table.ts';
import type { OpenCall } from '../call.ts';
import { draftPaymentIntent } from '../payments/open-payment-intent.ts';

/** Drafts the intent that pays a session, without storing it. */
export function draftSessionIntent(
  call: Pick<OpenCall, 'services' | 'now'>,
  session: SessionRow,
): PaymentIntentRow {
  const { payment_intent_data: data, card_options } = session.doc;
  return draftPaymentIntent(call, {
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
    change: null,
  });
}
