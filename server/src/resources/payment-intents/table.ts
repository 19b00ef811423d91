import type Stripe from 'stripe';
import { type Row, resourceTable } from '../../store/table.ts';

export interface IntentError {
  readonly code?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_decline_code?: string;
  readonly network_advice_code?: string;
  readonly charge?: string;
  readonly message: string;
  readonly param?: string;
  readonly type: 'card_error' | 'invalid_request_error' | 'api_error';
  /** The declined card's id; its view joins the error when it is shown. */
  readonly payment_method: Stripe.PaymentMethod | null;
}

export type FutureUsage = 'on_session' | 'off_session';

export interface PaymentIntentDoc {
  /** Absent from intents older than the field. */
  readonly allowed_payment_method_types?: readonly string[] | null;
  readonly amount_capturable: number;
  readonly amount_received: number;
  /** Null if the merchant named the types itself. */
  readonly automatic_payment_methods: { readonly allow_redirects: 'always' | 'never' } | null;
  readonly canceled_at: number | null;
  /** Created by `POST /v1/charges`: whoever created the charge does not know of an intent. */
  readonly carries_charge?: true;
  readonly cancellation_reason: Stripe.PaymentIntent.CancellationReason | null;
  readonly capture_method: 'automatic' | 'automatic_async' | 'manual';
  readonly client_secret: string;
  readonly confirmation_method: 'automatic' | 'manual';
  readonly description: string | null;
  /** Absent from intents older than the field. */
  readonly excluded_payment_method_types?: readonly string[] | null;
  readonly last_payment_error: IntentError | null;
  readonly latest_charge: string | null;
  readonly metadata: Record<string, string>;
  /** The attempt whose challenge the buyer has to complete, or has completed if the server confirms again manually. */
  readonly challenged_attempt: string | null;
  readonly next_action: Stripe.PaymentIntent.NextAction | null;
  readonly payment_method: string | null;
  readonly payment_method_types: readonly string[];
  readonly receipt_email: string | null;
  readonly request_three_d_secure: 'automatic' | 'any' | 'challenge';
  /** Of the fields that both may set, those a browser set last. Absent if none. */
  readonly said_by_browser?: readonly ('receipt_email' | 'shipping')[];
  readonly setup_future_usage: FutureUsage | null;
  /** `payment_method_options[card]`, as far as given: takes precedence over the intent's own. */
  readonly card_options: {
    readonly capture_method: 'manual' | null;
    readonly setup_future_usage: FutureUsage | 'none' | null;
  };
  readonly shipping: Stripe.PaymentIntent.Shipping | null;
  readonly statement_descriptor: string | null;
  readonly statement_descriptor_suffix: string | null;
  readonly transfer_group: string | null;
}

export type PaymentIntentRow = Row<'payment_intents', PaymentIntentDoc>;

export const paymentIntents = resourceTable<'payment_intents', PaymentIntentDoc>(
  'payment_intents',
  ['customer', 'status', 'amount', 'currency', 'checkout_session', 'capture_before'],
  { revised: true },
);
