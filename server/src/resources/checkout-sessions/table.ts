import type Stripe from 'stripe';
import { type Row, resourceTable } from '../../store/table.ts';
import type { AllowRedisplay } from '../payment-methods/rules.ts';

export interface SessionLineItem {
  readonly id: string;
  readonly price: string;
  readonly product: string;
  readonly name: string;
  readonly description: string | null;
  readonly images: readonly string[];
  readonly unit_label: string | null;
  readonly unit_amount_decimal: string;
  readonly quantity: number;
  readonly adjustable_quantity: { readonly minimum: number; readonly maximum: number } | null;
  readonly metadata: Record<string, string>;
}

/** A name and address as the buyer gave them. */
export interface Contact {
  readonly name: string | null;
  readonly address: Stripe.Address;
}

/** What the buyer's page has supplied about them so far. */
export interface BuyerDetails {
  readonly email: string | null;
  readonly phone: string | null;
  readonly billing: Contact | null;
  readonly shipping: Contact | null;
}

export type SubmitType = 'auto' | 'book' | 'donate' | 'pay' | 'subscribe';

export type FutureUsage = 'on_session' | 'off_session';

export interface SessionDoc {
  /** Absent from sessions older than the field. */
  readonly adaptive_pricing?: boolean;
  readonly allowed_payment_method_types: readonly string[] | null;
  readonly billing_address_collection: 'auto' | 'required' | null;
  readonly buyer: BuyerDetails;
  readonly client_reference_id: string | null;
  readonly client_secret: string;
  readonly collected: Contact | null;
  readonly consent_collection: {
    readonly payment_method_reuse_agreement: { readonly position: 'auto' | 'hidden' } | null;
    readonly promotions: 'auto' | 'none' | null;
    readonly terms_of_service: 'none' | 'required' | null;
  } | null;
  /** Null only in setup mode. */
  readonly currency: string | null;
  readonly mode: 'payment' | 'setup';
  /** Set by the server; the buyer cannot change it. */
  readonly customer_email: string | null;
  /** Null if the session was created for a customer. */
  readonly customer_creation: 'always' | 'if_required' | null;
  readonly customer_details: Stripe.Checkout.Session.CustomerDetails | null;
  /** Set if the checkout is Onfile's own page. */
  readonly hosted: {
    /** Where the buyer pays; its fragment, which browsers send to no server, is the secret. */
    readonly url: string;
    readonly success_url: string;
    readonly cancel_url: string | null;
    readonly submit_type: SubmitType | null;
    /** What buyers see of the account there. */
    readonly business: { readonly name: string; readonly color: string | null };
  } | null;
  readonly integration_identifier: string | null;
  readonly last_payment_error: {
    readonly message: string;
    readonly code: string | null;
    readonly decline_code: string | null;
  } | null;
  readonly line_items: readonly SessionLineItem[];
  readonly locale: string | null;
  readonly metadata: Record<string, string>;
  readonly payment_intent_data: {
    readonly capture_method: 'automatic' | 'automatic_async' | 'manual';
    readonly description: string | null;
    readonly metadata: Record<string, string>;
    readonly receipt_email: string | null;
    readonly setup_future_usage: FutureUsage | null;
    readonly shipping: Stripe.PaymentIntent.Shipping | null;
    readonly statement_descriptor: string | null;
    readonly statement_descriptor_suffix: string | null;
  };
  readonly card_options: {
    readonly request_three_d_secure: 'automatic' | 'any' | 'challenge';
    readonly setup_future_usage: FutureUsage | null;
    readonly capture_method: 'manual' | null;
  };
  /** `payment_method_data[allow_redisplay]`: overrides what follows from the buyer's choice. */
  readonly allow_redisplay: AllowRedisplay | null;
  readonly payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  readonly phone_number_collection: boolean;
  readonly permissions: { readonly update_shipping_details: 'client_only' | 'server_only' } | null;
  readonly return_url: string | null;
  readonly saved_payment_method_options: {
    readonly allow_redisplay_filters: readonly AllowRedisplay[];
    readonly payment_method_remove: 'enabled' | 'disabled';
    readonly payment_method_save: 'enabled' | 'disabled' | null;
  };
}

export type SessionRow = Row<'checkout_sessions', SessionDoc>;

/** The column `customer_email` is the address in `customer_details`, by which lists filter. */
export const checkoutSessions = resourceTable<'checkout_sessions', SessionDoc>(
  'checkout_sessions',
  ['customer', 'customer_email', 'payment_intent', 'setup_intent', 'status', 'expires_at'],
  { revised: true },
);
