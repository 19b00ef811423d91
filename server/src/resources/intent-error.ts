import type Stripe from 'stripe';
import type { IntentError } from './payment-intents/table.ts';

/** Why the last try failed, as intents and their attempts show it; null if none has. */
export function intentErrorView(error: IntentError | null): Stripe.PaymentIntent.LastPaymentError | null {
  if (error === null) return null;
  const { payment_method: card, ...attributes } = error;
  const { code } = error;
  return {
    ...attributes,
    ...(code === undefined
      ? {}
      : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
    ...(card === null ? {} : { payment_method: card }),
  };
}
