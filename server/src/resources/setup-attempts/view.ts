import type Stripe from 'stripe';
import { intentErrorView } from '../intent-error.ts';
import type { SetupAttemptRow } from './table.ts';

export function setupAttemptView(row: SetupAttemptRow, livemode: boolean): Stripe.SetupAttempt {
  const { doc } = row;
  return {
    id: row.id,
    object: 'setup_attempt',
    application: null,
    created: row.created,
    customer: row.customer,
    customer_account: null,
    flow_directions: null,
    livemode,
    on_behalf_of: null,
    payment_method: row.payment_method,
    payment_method_details: { card: doc.card, type: 'card' },
    setup_error: intentErrorView(doc.error),
    setup_intent: row.setup_intent,
    status: row.status,
    usage: doc.usage,
  };
}
