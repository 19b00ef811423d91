import type Stripe from 'stripe';
import type { MandateRow } from './table.ts';

/** A customer's agreement to later charges, as given to the merchant. */
export function mandateView({ id, doc, payment_method }: MandateRow, livemode: boolean): Stripe.Mandate {
  return {
    id,
    object: 'mandate',
    customer_acceptance: {
      accepted_at: doc.accepted_at,
      ...(doc.type === 'online'
        ? { online: { ip_address: doc.ip_address, user_agent: doc.user_agent } }
        : { offline: {} }),
      type: doc.type,
    },
    livemode,
    multi_use: {},
    payment_method,
    payment_method_details: { card: {}, type: 'card' },
    status: 'active',
    type: 'multi_use',
  };
}
