/**
 * The contract between `stripe.js` on the merchant's page and the element app inside an iframe. Each end types its half of
 * one penpal connection with it. Card data never crosses it: the frame posts the card to the API itself; only ids, flags
 * and messages come back.
 */
import type { CardBrand } from './card-brands.ts';
import type { CheckoutAddress, CheckoutPage, PagePaymentError, SavedPaymentMethod } from './checkout-page.ts';
import type { ElementPage } from './elements-session.ts';
import type { FormGroup } from './form-encoding.ts';

/** How the frame reaches the API, on its own origin. */
export interface ApiCredentials {
  readonly publishableKey: string;
  /** Of the Checkout Session or the intent; null until there is an intent. */
  readonly clientSecret: string | null;
  readonly customerSessionClientSecret: string | null;
  /** The script's release train: 'v3' or a name such as 'clover'. Decides field ids and terms. */
  readonly release: Release;
}

export type Release = 'v3' | 'acacia' | 'basil' | 'clover' | 'dahlia' | 'endive';

/** `elementsOptions.savedPaymentMethod` with its defaults filled in. */
export interface SavedPaymentMethodOptions {
  readonly enableSave: 'auto' | 'never';
  readonly enableRedisplay: 'auto' | 'never';
}

export type FieldCollection = 'auto' | 'never' | 'if_required' | 'always';

/** Payment Element options with defaults filled in; a flattened `StripePaymentElementOptions`. */
export interface PaymentElementSettings {
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
  /** An accordion with one item keeps its header, with a radio if the page asks for one; a single tab has none. */
  readonly layout: { readonly type: 'tabs' | 'accordion'; readonly radios: boolean };
  readonly terms: { readonly card: 'auto' | 'always' | 'never' };
  readonly readOnly: boolean;
}

/** The Appearance API's object, as `@stripe/stripe-js` types it; docs/appearance.md says how the frame reads its values. */
export interface AppearanceSettings {
  readonly theme?: 'stripe' | 'night' | 'flat';
  readonly variables?: Readonly<Record<string, string>>;
  readonly rules?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly labels?: 'auto' | 'above' | 'floating';
  readonly inputs?: 'spaced' | 'condensed';
  readonly disableAnimations?: boolean;
}

/** A font as the page names it; `stripe.js` fetches it. */
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

/** A face that `stripe.js` has fetched whole, with only those descriptors that choose between faces. */
export interface LoadedFont {
  readonly family: string;
  readonly weight: string;
  readonly style: string;
  readonly unicodeRange: string;
  readonly bytes: ArrayBuffer;
}

export interface ElementSettings {
  readonly credentials: ApiCredentials;
  /** BCP 47 tag, or 'auto' for the browser's languages. */
  readonly locale: string;
  readonly appearance: AppearanceSettings;
  readonly savedPaymentMethod: SavedPaymentMethodOptions;
  readonly payment: PaymentElementSettings;
  /** Prefill for what the buyer has not typed. */
  readonly defaultBillingAddress: {
    readonly name: string | null;
    readonly address: Partial<CheckoutAddress>;
  } | null;
}

/** The element's state: its container's classes and its `change` event follow from it. */
interface ElementState {
  readonly empty: boolean;
  readonly complete: boolean;
  /** True while a field shows an error: drives the container's `StripeElement--invalid` class. */
  readonly invalid: boolean;
  /** The browser filled in a field: `StripeElement--webkit-autofill`. */
  readonly autofilled: boolean;
}

export interface PaymentElementState extends ElementState {
  readonly collapsed: boolean;
  readonly value: {
    readonly type: string;
    readonly savePaymentMethod?: boolean;
    /** For a new card: what the form asks for. */
    readonly billingDetails?: {
      readonly address: { readonly country: string | null; readonly postalCode: string | null };
    };
    readonly payment_method?: ShownPaymentMethod;
  };
}

/** What a page learns about a saved card. */
export type ShownPaymentMethod = Pick<SavedPaymentMethod, 'id' | 'type' | 'billing_details'>;

/** The buyer changed or removed a saved card, or tried to. */
export interface SavedPaymentMethodChange {
  readonly event: 'savedpaymentmethodupdate' | 'savedpaymentmethodremove';
  readonly paymentMethod: ShownPaymentMethod;
  /** Why nothing changed; null if it did. */
  readonly error: string | null;
  /** All saved cards afterwards. */
  readonly saved: readonly SavedPaymentMethod[] | null;
  /** The Checkout Session afterwards, if there is one. */
  readonly page: CheckoutPage | null;
}

/** What only the outer script knows about a confirmation. */
export interface ConfirmRequest {
  /** The total that the page was showing, in minor units. */
  readonly expectedAmount: number;
  /** `confirm({savePaymentMethod})`: overrides the box when given. */
  readonly savePaymentMethod?: boolean;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly billingAddress?: { readonly name: string | null; readonly address: Partial<CheckoutAddress> };
  readonly shippingAddress?: { readonly name: string | null; readonly address: Partial<CheckoutAddress> };
  readonly returnUrl?: string;
}

export type ConfirmOutcome =
  | { readonly type: 'page'; readonly page: CheckoutPage }
  /** A field is incomplete or invalid: the frame shows it, and nothing was sent. */
  | { readonly type: 'validation'; readonly message: string; readonly code: string }
  /** The API refused or declined. `page` is the session's state afterwards, if the API returned it. */
  | { readonly type: 'error'; readonly error: PagePaymentError; readonly page: CheckoutPage | null };

/** A combined or split card element. */
export type CardElementType = 'card' | 'cardNumber' | 'cardExpiry' | 'cardCvc';

export interface CardElementState extends ElementState {
  readonly brand?: string;
  readonly error: ValidationError | undefined;
  readonly value?: { readonly postalCode: string };
}

export interface ValidationError {
  readonly type: 'validation_error';
  readonly code: string;
  readonly message: string;
}

/** What a card element's frame shows. `options` are the page's own; the frame parses them (docs/appearance.md). */
export interface CardElementSettings {
  readonly credentials: ApiCredentials;
  readonly locale: string;
  readonly type: CardElementType;
  /** Shared by the split elements of one `elements()`, so that their frames find each other. */
  readonly group: string;
  readonly options: CardElementOptions;
}

export interface CardElementOptions {
  readonly style?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly value?: { readonly postalCode?: string };
  readonly placeholder?: string;
  readonly hidePostalCode?: boolean;
  readonly hideIcon?: boolean;
  readonly showIcon?: boolean;
  readonly disabled?: boolean;
}

/** An e-mail field as an element of its own. */
export type EmailElementType = 'linkAuthentication' | 'contactDetails';

export interface EmailElementState extends ElementState {
  readonly value: { readonly email: string };
}

/** What an e-mail field's frame shows. */
export interface EmailElementSettings {
  readonly type: EmailElementType;
  readonly release: Release;
  readonly locale: string;
  readonly appearance: AppearanceSettings;
  /** The account's colour; null until it is known. */
  readonly color: string | null;
  /** Prefill for what the buyer has not typed. */
  readonly defaultEmail: string | null;
  /** The e-mail is already fixed. */
  readonly readOnly: boolean;
}

/** An API call that carries the card. The frame knows the path for each purpose. */
export interface CardRequest {
  readonly purpose: 'payment_method' | 'confirmation_token' | 'token' | 'payment_intent' | 'setup_intent';
  /** Of the intent to confirm, or the one that says whose card it is. */
  readonly clientSecret: string | null;
  /** The page's own parameters; the frame adds the card. */
  readonly params: FormGroup;
  /** Split elements mounted beside the number. */
  readonly partners?: readonly CardElementType[];
}

export type CardAnswer =
  | { readonly type: 'done'; readonly object: unknown }
  /** A field is incomplete or invalid: the frame shows it, and nothing was sent. */
  | { readonly type: 'refused'; readonly error: ApiRefusal | ValidationError };

/** The `error` of a refused call, as Stripe.js gives it to the page. */
export interface ApiRefusal {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly [more: string]: unknown;
}

/** Implemented by every frame, called by the outer script. */
export type CommonFrameMethods = {
  /** Separate from its settings, because a frame does not wait for fonts. */
  useFonts(fonts: readonly LoadedFont[]): Promise<void>;
  focus(): Promise<void>;
  blur(): Promise<void>;
  clear(): Promise<void>;
};

type SendingFrameMethods = CommonFrameMethods & {
  /** Validates what was typed and sends it. */
  send(request: CardRequest): Promise<CardAnswer>;
};

type ValidatingFrameMethods = CommonFrameMethods & {
  /** Shows the errors of all fields; resolves to the first one, or null. */
  validate(): Promise<{ message: string; code: string } | null>;
};

export type PaymentFrameMethods = SendingFrameMethods &
  ValidatingFrameMethods & {
    /** Called first after connecting, and again after every change; the frame renders the difference and calls `ready` once. */
    render(settings: ElementSettings, page: ElementPage): Promise<void>;
    /** Shows why the payment failed if the buyer had left the element for the issuer's challenge. */
    refuse(message: string): Promise<void>;
    confirm(request: ConfirmRequest): Promise<ConfirmOutcome>;
  };

export type CardFrameMethods = SendingFrameMethods & {
  renderCard(settings: CardElementSettings): Promise<void>;
};

export type EmailFrameMethods = ValidatingFrameMethods & {
  renderEmail(settings: EmailElementSettings): Promise<void>;
};

/** What the outer script may call; which methods a frame has depends on the kind of element. */
export type FrameMethods = PaymentFrameMethods & CardFrameMethods & EmailFrameMethods;

export type ChangedState = PaymentElementState | CardElementState | EmailElementState;

/** Implemented by the outer script, called by the frame. */
export type OuterMethods = {
  ready(): Promise<void>;
  /** Content height in CSS pixels. */
  resize(heightPx: number): Promise<void>;
  changed(state: ChangedState): Promise<void>;
  focused(): Promise<void>;
  blurred(): Promise<void>;
  escaped(): Promise<void>;
  /** Enter was pressed in a field. */
  entered(): Promise<void>;
  /** Brands that the typed number can be paid with; null until one is known. */
  cardDetailsChanged(brands: readonly CardBrand[] | null): Promise<void>;
  loadFailed(message: string): Promise<void>;
  savedPaymentMethodChanged(change: SavedPaymentMethodChange): Promise<void>;
};

/** Posted by the 3-D Secure challenge frame to the merchant's page once the issuer has answered or the buyer has closed it. */
export interface ChallengeDone {
  readonly type: 'onfile.challenge.done';
  readonly attempt: string;
  /** The buyer closed the challenge without an answer. */
  readonly cancelled?: boolean;
}
