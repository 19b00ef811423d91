import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { AppearanceSettings, FontSource } from '@onfile/shared/element-rpc.ts';
import type { StripeCheckoutSession } from '@stripe/stripe-js';
import type { PageApi } from '../api.ts';
import type { Context } from '../context.ts';
import type { ElementType, FramedElement } from '../elements/framed-element.ts';
import type { PageElement } from '../elements/page-element.ts';

/** What a session's page may be made of, in the words of `create…Element`, and the element that each is. */
export const checkoutParts = {
  Payment: 'payment',
  ContactDetails: 'contactDetails',
  BillingAddress: 'address',
  ShippingAddress: 'address',
  ExpressCheckout: 'expressCheckout',
  CurrencySelector: 'currencySelector',
  TaxId: 'taxId',
  Terms: 'terms',
  LinkSignup: 'linkSignup',
  PaymentForm: 'paymentForm',
} as const;

export type CheckoutPart = keyof typeof checkoutParts;

/** One session on one page: what is known of it, its elements, and who listens. */
export interface Checkout {
  readonly context: Context;
  /** Throws IntegrationError until the session was loaded, as `page` does. */
  readonly api: PageApi;
  readonly page: CheckoutPage;
  /** The mounted Payment Element. */
  readonly element: FramedElement | null;
  /** An element in a frame, mounted or not. */
  find(type: ElementType): FramedElement | null;
  /** The session as it was loaded first; after a failure it is asked for again. */
  load(): Promise<CheckoutPage>;
  getElement(part: CheckoutPart): PageElement | null;
  /** Throws IntegrationError while there is one with a frame: only a destroyed element has a successor. */
  createElement(part: CheckoutPart, options?: object): PageElement;
  /** Whether the session can be confirmed as it stands. */
  readonly canConfirm: boolean;
  onChange(handler: (session: StripeCheckoutSession) => void): void;
  changeAppearance(appearance: AppearanceSettings): void;
  loadFonts(fonts: readonly FontSource[]): void;
  /** Takes the session as it is now, shows it and tells the listeners. */
  show(page: CheckoutPage): void;
  /** One confirmation at a time. Throws IntegrationError while another runs. */
  whileConfirming<Result>(confirm: () => Promise<Result>): Promise<Result>;
}
