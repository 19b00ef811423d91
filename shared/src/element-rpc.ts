/**
 * The contract between `stripe.js` on the merchant's page and the element app inside an iframe. Both ends type
 * their half of one penpal connection with it. Card data never crosses it: the frame posts the card to the API
 * itself; ids, flags and messages come back.
 */
import type { CheckoutAddress, CheckoutPage, PagePaymentError } from './checkout-page.ts';

/** How the frame reaches the API, on its own origin. */
export interface ApiCredentials {
  readonly publishableKey: string;
  readonly clientSecret: string;
  /** The release train of the script: 'v3' or a name such as 'clover'. Decides field ids and terms. */
  readonly release: Release;
}

export type Release = 'v3' | 'acacia' | 'basil' | 'clover' | 'dahlia' | 'endive';

/** `elementsOptions.savedPaymentMethod` with its defaults filled in. */
export interface SavedPaymentMethodOptions {
  readonly enableSave: 'auto' | 'never';
  readonly enableRedisplay: 'auto' | 'never';
}

export type FieldCollection = 'auto' | 'never' | 'if_required';

/** Payment Element options after defaults; the shape of `StripePaymentElementOptions` made plain. */
export interface PaymentElementSettings {
  readonly layout: {
    readonly type: 'tabs' | 'accordion' | 'auto';
    readonly defaultCollapsed: boolean;
    readonly radios: 'auto' | 'never' | 'always' | 'if_multiple';
    readonly spacedAccordionItems: boolean;
    readonly visibleAccordionItemsCount: number;
    readonly paymentMethodLogoPosition: 'start' | 'end';
  };
  readonly fields: {
    readonly name: FieldCollection;
    readonly email: FieldCollection;
    readonly phone: FieldCollection;
    readonly address: {
      readonly country: FieldCollection;
      readonly postalCode: FieldCollection;
      readonly state: FieldCollection;
      readonly city: FieldCollection;
      readonly line1: FieldCollection;
      readonly line2: FieldCollection;
    };
  };
  readonly terms: { readonly card: 'auto' | 'always' | 'never' };
  readonly readOnly: boolean;
  readonly businessName: string | null;
}

/** The Appearance API's object, as `@stripe/stripe-js` types it (values unchecked until the frame applies them). */
export interface AppearanceSettings {
  readonly theme?: 'stripe' | 'night' | 'flat';
  readonly variables?: Readonly<Record<string, string>>;
  readonly rules?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly labels?: 'auto' | 'above' | 'floating';
  readonly inputs?: 'spaced' | 'condensed';
  readonly disableAnimations?: boolean;
}

export type FontSource =
  | { readonly cssSrc: string }
  | {
      readonly family: string;
      readonly src: string;
      readonly display?: string;
      readonly style?: string;
      readonly weight?: string;
      readonly unicodeRange?: string;
    };

export interface ElementSettings {
  readonly credentials: ApiCredentials;
  /** BCP 47 tag, or 'auto' for the browser's languages. */
  readonly locale: string;
  readonly appearance: AppearanceSettings;
  readonly fonts: readonly FontSource[];
  readonly savedPaymentMethod: SavedPaymentMethodOptions;
  readonly payment: PaymentElementSettings;
  /** Prefill for what the buyer has not typed. */
  readonly defaultBillingAddress: {
    readonly name: string | null;
    readonly address: Partial<CheckoutAddress>;
  } | null;
}

/** The value part of the Payment Element's `change` event. */
export interface PaymentElementState {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly collapsed: boolean;
  /** True while a field shows an error: drives the container's `StripeElement--invalid` class. */
  readonly invalid: boolean;
  readonly value: {
    readonly type: string;
    readonly savePaymentMethod?: boolean;
    readonly payment_method?: { readonly id: string; readonly type: string };
  };
}

/** What only the outer script knows of a confirmation. */
export interface ConfirmRequest {
  /** Total the page was showing, in minor units. */
  readonly expectedAmount: number;
  /** `confirm({savePaymentMethod})`: wins over the box when given. */
  readonly savePaymentMethod?: boolean;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly billingAddress?: { readonly name: string | null; readonly address: Partial<CheckoutAddress> };
  readonly shippingAddress?: { readonly name: string | null; readonly address: Partial<CheckoutAddress> };
  readonly returnUrl?: string;
}

export type ConfirmOutcome =
  | { readonly type: 'page'; readonly page: CheckoutPage }
  /** A field is incomplete or invalid: shown in the frame, nothing was sent. */
  | { readonly type: 'validation'; readonly message: string; readonly code: string }
  /** The API refused or declined. `page` is the session's state after it, where the API told it. */
  | { readonly type: 'error'; readonly error: PagePaymentError; readonly page: CheckoutPage | null };

/** Implemented by the frame, called by the outer script. */
export type FrameMethods = {
  /** First call after connecting, again after every change; the frame renders what is new and calls `ready` once. */
  render(settings: ElementSettings, page: CheckoutPage): Promise<void>;
  focus(): Promise<void>;
  blur(): Promise<void>;
  clear(): Promise<void>;
  collapse(): Promise<void>;
  /** Shows the errors of all fields; resolves the first one or null. */
  validate(): Promise<{ message: string; code: string } | null>;
  confirm(request: ConfirmRequest): Promise<ConfirmOutcome>;
};

/** Implemented by the outer script, called by the frame. */
export type OuterMethods = {
  ready(): Promise<void>;
  /** Content height in CSS pixels. */
  resize(heightPx: number): Promise<void>;
  changed(state: PaymentElementState): Promise<void>;
  focused(): Promise<void>;
  blurred(): Promise<void>;
  escaped(): Promise<void>;
  cardDetailsChanged(details: { loading: boolean; brands?: string[]; funding?: string }): Promise<void>;
  loadFailed(message: string): Promise<void>;
  savedPaymentMethodRemoved(id: string, error: string | null): Promise<void>;
  /** The frame changed the session (a card was removed). */
  pageChanged(page: CheckoutPage): Promise<void>;
};

/** Posted by the 3-D Secure challenge frame to the merchant's page when the issuer has answered or the buyer closed it. */
export interface ChallengeDone {
  readonly type: 'onfile.challenge.done';
  readonly attempt: string;
  /** The buyer closed the challenge without an answer. */
  readonly cancelled?: boolean;
}
