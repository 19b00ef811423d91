import type Stripe from 'stripe';
import type { CustomerSessionRow } from './table.ts';

export function customerSessionView(row: CustomerSessionRow, livemode: boolean): Stripe.CustomerSession {
  const { payment_element: features } = row.doc;
  const off = { enabled: false };
  return {
    object: 'customer_session',
    client_secret: row.id,
    components: {
      active_entitlements: off,
      buy_button: off,
      customer_portal: off,
      customer_sheet: { enabled: false, features: null },
      mobile_payment_element: { enabled: false, features: null },
      payment_element: {
        enabled: features !== null,
        features: features && {
          ...features,
          payment_method_allow_redisplay_filters: [...features.payment_method_allow_redisplay_filters],
        },
      },
      pricing_table: off,
    },
    created: row.created,
    customer: row.customer,
    customer_account: null,
    expires_at: row.expires_at,
    livemode,
  };
}
