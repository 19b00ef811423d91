/**
 * What the private page endpoints (`/v1/payment_pages/…`) return: everything a browser needs of one Checkout Session.
 * The server produces it; `stripe.js` and the element app read it. Amounts are integers in minor units of `currency`;
 * times are unix seconds. It never contains a card number or a secret.
 */
export interface CheckoutPage {
  /** The Checkout Session's id, `cs_…`. */
  readonly id: string;
  readonly object: 'checkout.page';
  /** Same as `id`; other clients of this endpoint read this name. */
  readonly session_id: string;
  readonly livemode: boolean;
  /** In setup mode nothing is paid: all amounts are 0. */
  readonly mode: 'payment' | 'setup';
  readonly status: 'open' | 'complete' | 'expired';
  readonly payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  /** False if nothing is to be paid, so that the buyer is not asked for a card. */
  readonly collects_card: boolean;
  readonly currency: string;
  readonly expires_at: number;
  readonly amount_subtotal: number;
  readonly amount_discount: number;
  /** Before any tax that is added to it. */
  readonly amount_shipping: number;
  /** Added to the subtotal. */
  readonly amount_tax_exclusive: number;
  /** Already contained in the subtotal. */
  readonly amount_tax_inclusive: number;
  readonly amount_total: number;
  readonly line_items: readonly CheckoutPageLineItem[];
  /** The session's customer; only the merchant's server can choose it. */
  readonly customer: {
    readonly id: string;
    readonly email: string | null;
    readonly name: string | null;
  } | null;
  /** Set by the merchant on the session: shown, but the buyer cannot edit it. */
  readonly customer_email: string | null;
  /** What is known of the buyer: the merchant's value, the customer's, or one set from the page. */
  readonly email: string | null;
  readonly phone_number: string | null;
  readonly billing_address: CheckoutContact | null;
  readonly shipping_address: CheckoutContact | null;
  readonly billing_address_collection: 'auto' | 'required';
  readonly phone_number_collection: boolean;
  readonly terms_of_service_required: boolean;
  /** Null without a customer. Filtered by `allow_redisplay_filters`, newest first, one per fingerprint; expired cards are included and marked. */
  readonly saved_payment_methods: readonly SavedPaymentMethod[] | null;
  /** Whether to offer saving the card (there is or will be a customer, and the merchant asked for it). */
  readonly payment_method_save: 'enabled' | 'disabled';
  /** What the buyer's consent to saving allows; null if it only allows showing the card again. */
  readonly payment_method_save_usage: 'on_session' | 'off_session' | null;
  readonly payment_method_remove: 'enabled' | 'disabled';
  /** What the merchant asks for, whatever the buyer's box says. */
  readonly setup_future_usage: 'on_session' | 'off_session' | null;
  /** `hidden` when `consent_collection.payment_method_reuse_agreement.position` says so. */
  readonly reuse_agreement: 'auto' | 'hidden';
  readonly payment_method_types: readonly string[];
  readonly return_url: string | null;
  /** Set if the checkout is Onfile's own page. */
  readonly hosted: {
    readonly cancel_url: string | null;
    readonly submit_type: 'auto' | 'book' | 'donate' | 'pay' | 'subscribe';
  } | null;
  readonly locale: string | null;
  readonly business: {
    readonly name: string;
    /** `#rrggbb` */
    readonly color: string | null;
    readonly logo_url: string | null;
    readonly terms_url: string | null;
    /** The account's own wording for the save box, by language. */
    readonly save_label: Readonly<Record<string, string>>;
  };
  readonly last_payment_error: PagePaymentError | null;
  /** Set while the buyer has to authenticate. */
  readonly next_action: ThreeDSecureAction | null;
}

export interface CheckoutPageLineItem {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly quantity: number;
  readonly unit_amount: number;
  /** Up to 12 decimals, in minor units. */
  readonly unit_amount_decimal: string;
  readonly amount_subtotal: number;
  readonly amount_discount: number;
  readonly amount_tax_exclusive: number;
  readonly amount_tax_inclusive: number;
  readonly amount_total: number;
  readonly adjustable_quantity: { readonly minimum: number; readonly maximum: number } | null;
  readonly images: readonly string[];
  readonly price: string;
  readonly unit_label: string | null;
}

export interface CheckoutContact {
  readonly name: string | null;
  readonly address: CheckoutAddress;
}

export interface CheckoutAddress {
  readonly country: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly postal_code: string | null;
  readonly state: string | null;
}

export interface SavedPaymentMethod {
  readonly id: string;
  readonly type: 'card';
  readonly card: {
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
    readonly expired: boolean;
  };
  readonly billing_details: {
    readonly email: string | null;
    readonly name: string | null;
    readonly phone: string | null;
    readonly address: CheckoutAddress;
  };
}

export interface PagePaymentError {
  readonly message: string;
  readonly code: string | null;
  readonly decline_code: string | null;
}

export interface ThreeDSecureAction {
  readonly type: 'three_d_secure';
  /** The payment attempt, `payatt_…`. */
  readonly attempt: string;
  /** Page for the modal frame (path contains `three-ds-2-challenge`), on the server's origin. */
  readonly challenge_url: string;
  /** Page for flows that leave the merchant's page. */
  readonly redirect_url: string;
}

/** Who asked the buyer for consent to save (see the consent journal). */
export type ConsentSource = 'element' | 'merchant_ui';

/** Where a session with Onfile's own page is paid, for anyone who has its id: `stripe.redirectToCheckout()`. */
export interface HostedPage {
  readonly object: 'checkout.hosted_page';
  readonly url: string;
}
