import type Stripe from 'stripe';
import { type Row, resourceTable } from '../../store/table.ts';
import type { IntentError } from '../payment-intents/table.ts';

export interface SetupIntentDoc {
  /** Absent from intents older than the field. */
  readonly allowed_payment_method_types?: readonly string[] | null;
  /** Null if the merchant named the types itself. */
  readonly automatic_payment_methods: { readonly allow_redirects: 'always' | 'never' } | null;
  readonly cancellation_reason: Stripe.SetupIntent.CancellationReason | null;
  /** The attempt whose challenge the customer has to complete. */
  readonly challenged_attempt: string | null;
  readonly client_secret: string;
  readonly description: string | null;
  /** Absent from intents older than the field. */
  readonly excluded_payment_method_types?: readonly string[] | null;
  readonly last_setup_error: IntentError | null;
  readonly latest_attempt: string | null;
  readonly mandate: string | null;
  readonly metadata: Record<string, string>;
  readonly next_action: Stripe.SetupIntent.NextAction | null;
  readonly request_three_d_secure: 'automatic' | 'any' | 'challenge';
  readonly usage: 'on_session' | 'off_session';
}

export type SetupIntentRow = Row<'setup_intents', SetupIntentDoc>;

export const setupIntents = resourceTable<'setup_intents', SetupIntentDoc>('setup_intents', [
  'customer',
  'payment_method',
  'status',
  'checkout_session',
]);
