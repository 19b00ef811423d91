import type Stripe from 'stripe';
import type { ConfirmationTokenRow } from './table.ts';

/** `card` is the payment method it will use. */
export function confirmationTokenView(
  row: ConfirmationTokenRow,
  card: Stripe.PaymentMethod,
  livemode: boolean,
): Stripe.ConfirmationToken {
  const { doc } = row;
  return {
    id: row.id,
    object: 'confirmation_token',
    created: row.created,
    expires_at: row.expires_at,
    livemode,
    mandate_data: mandateView(doc.mandate_data),
    metadata: null,
    payment_intent: row.payment_intent,
    payment_method_options: null,
    payment_method_preview: previewOf(card),
    return_url: doc.return_url,
    setup_future_usage: doc.setup_future_usage,
    setup_intent: row.setup_intent,
    shipping: doc.shipping,
    use_stripe_sdk: doc.use_stripe_sdk,
  };
}

function mandateView(
  mandate: ConfirmationTokenRow['doc']['mandate_data'],
): Stripe.ConfirmationToken.MandateData | null {
  if (mandate === null) return null;
  const { online, type } = mandate.customer_acceptance;
  return {
    customer_acceptance: {
      online:
        online === undefined
          ? null
          : { ip_address: online.ip_address ?? null, user_agent: online.user_agent ?? null },
      type,
    },
  };
}

function previewOf(method: Stripe.PaymentMethod): Stripe.ConfirmationToken.PaymentMethodPreview {
  const { allow_redisplay, billing_details, card, customer } = method;
  if (allow_redisplay === undefined || card === undefined) throw new Error('A payment method shows no card.');
  return {
    allow_redisplay,
    billing_details,
    card,
    customer,
    customer_account: null,
    type: 'card',
  };
}
