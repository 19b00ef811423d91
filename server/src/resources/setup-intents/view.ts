import type Stripe from 'stripe';
import { intentErrorView } from '../intent-error.ts';
import type { SetupIntentRow } from './table.ts';

export function setupIntentView(row: SetupIntentRow, livemode: boolean): Stripe.SetupIntent {
  const { doc } = row;
  return {
    id: row.id,
    object: 'setup_intent',
    allowed_payment_method_types: doc.allowed_payment_method_types?.slice() ?? null,
    application: null,
    automatic_payment_methods: doc.automatic_payment_methods && {
      allow_redirects: doc.automatic_payment_methods.allow_redirects,
      enabled: true,
    },
    cancellation_reason: doc.cancellation_reason,
    client_secret: doc.client_secret,
    created: row.created,
    customer: row.customer,
    customer_account: null,
    description: doc.description,
    excluded_payment_method_types: doc.excluded_payment_method_types?.slice() ?? null,
    flow_directions: null,
    last_setup_error: intentErrorView(doc.last_setup_error),
    latest_attempt: doc.latest_attempt,
    livemode,
    managed_payments: null,
    mandate: doc.mandate,
    metadata: doc.metadata,
    next_action: doc.next_action,
    on_behalf_of: null,
    payment_method: row.payment_method,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: doc.request_three_d_secure },
    },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: statusOf(row.status),
    usage: doc.usage,
  };
}

const statuses = [
  'canceled',
  'processing',
  'requires_action',
  'requires_confirmation',
  'requires_payment_method',
  'succeeded',
] as const satisfies readonly Stripe.SetupIntent.Status[];

function statusOf(stored: string): Stripe.SetupIntent.Status {
  const status = statuses.find((known) => known === stored);
  if (status === undefined) throw new Error(`A SetupIntent has the unknown status ${stored}.`);
  return status;
}
