import type Stripe from 'stripe';
import { intentErrorView } from '../intent-error.ts';
import type { PaymentIntentRow } from './table.ts';

export function paymentIntentView(row: PaymentIntentRow, livemode: boolean): Stripe.PaymentIntent {
  const { doc } = row;
  return {
    id: row.id,
    object: 'payment_intent',
    allowed_payment_method_types: doc.allowed_payment_method_types?.slice() ?? null,
    amount: row.amount,
    amount_capturable: doc.amount_capturable,
    amount_details: { tip: {} },
    amount_received: doc.amount_received,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: doc.automatic_payment_methods && {
      allow_redirects: doc.automatic_payment_methods.allow_redirects,
      enabled: true,
    },
    canceled_at: doc.canceled_at,
    cancellation_reason: doc.cancellation_reason,
    capture_method: doc.capture_method,
    client_secret: doc.client_secret,
    confirmation_method: doc.confirmation_method,
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    description: doc.description,
    excluded_payment_method_types: doc.excluded_payment_method_types?.slice() ?? null,
    last_payment_error: intentErrorView(doc.last_payment_error),
    latest_charge: doc.latest_charge,
    livemode,
    managed_payments: null,
    metadata: doc.metadata,
    next_action: doc.next_action,
    on_behalf_of: null,
    payment_method: doc.payment_method,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        ...(doc.card_options.capture_method === null
          ? {}
          : { capture_method: doc.card_options.capture_method }),
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: doc.request_three_d_secure,
        ...(doc.card_options.setup_future_usage === null
          ? {}
          : { setup_future_usage: doc.card_options.setup_future_usage }),
      },
    },
    payment_method_types: [...doc.payment_method_types],
    payment_record: null,
    processing: null,
    receipt_email: doc.receipt_email,
    review: null,
    setup_future_usage: doc.setup_future_usage,
    shipping: doc.shipping,
    source: null,
    statement_descriptor: doc.statement_descriptor,
    statement_descriptor_suffix: doc.statement_descriptor_suffix,
    status: row.status,
    transfer_data: null,
    transfer_group: doc.transfer_group,
  };
}
