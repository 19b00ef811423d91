import type Stripe from 'stripe';
import { type Row, resourceTable } from '../../store/table.ts';
import type { Client } from '../client.ts';
import type { StatedConsent } from '../consents/stated-consent.ts';
import type { IntentError } from '../payment-intents/table.ts';

/** One try to set up a card, committed before the network is called, like attempts to pay. */
export interface SetupAttemptDoc {
  readonly network_request: string;
  readonly card: Stripe.SetupAttempt.PaymentMethodDetails.Card;
  readonly authentication: string | null;
  readonly on_challenge: 'sdk' | 'redirect';
  readonly return_url: string | null;
  readonly error: IntentError | null;
  readonly usage: 'on_session' | 'off_session';
  /** What is known of the customer's consent; null if this attempt saves nothing. */
  readonly consent: StatedConsent | null;
  readonly client: Client;
  /** A mandate that comes into force if the attempt succeeds. */
  readonly mandate: {
    readonly accepted_at: number;
    readonly type: 'online' | 'offline';
    readonly ip_address: string | null;
    readonly user_agent: string | null;
  } | null;
}

export type SetupAttemptRow = Row<'setup_attempts', SetupAttemptDoc>;

export const setupAttempts = resourceTable<'setup_attempts', SetupAttemptDoc>('setup_attempts', [
  'setup_intent',
  'payment_method',
  'customer',
  'status',
]);
