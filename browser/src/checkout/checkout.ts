import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { AppearanceSettings, FontSource } from '@onfile/shared/element-rpc.ts';
import type { StripeCheckoutSession } from '@stripe/stripe-js';
import type { PageApi } from '../api.ts';
import type { Context } from '../context.ts';
import type { ElementType, FramedElement } from '../elements/framed-element.ts';
import type { PageElement } from '../elements/page-element.ts';

/** The parts of a session's page, as named in `create…Element`, and the element that each is. */
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

/** One session on one page: what is known about it, its elements, and its listeners. */
export interface Checkout {
  readonly context: Context;
  /** Throws IntegrationError until the session is loaded, as `page` does. */
  readonly api: PageApi;
  readonly page: CheckoutPage;
  /** The mounted Payment Element. */
  readonly element: FramedElement | null;
  /** An element in a frame, mounted or not. */
  find(type: ElementType): FramedElement | null;
  /** Resolves to the session as first loaded; after a failure, loads it again. */
  load(): Promise<CheckoutPage>;
  getElement(part: CheckoutPart): PageElement | null;
  /** Throws IntegrationError if one with a frame already exists: an element must be destroyed before it can be replaced. */
  createElement(part: CheckoutPart, options?: object): PageElement;
  /** Whether the session can be confirmed as it is. */
  readonly canConfirm: boolean;
  onChange(handler: (session: StripeCheckoutSession) => void): void;
  changeAppearance(appearance: AppearanceSettings): void;
  loadFonts(fonts: readonly FontSource[]): void;
  /** Adopts the session's current state, shows it and notifies the listeners. */
  show(page: CheckoutPage): void;
  /** Runs one confirmation at a time. Throws IntegrationError while another is running. */
  whileConfirming<Result>(confirm: () => Promise<Result>): Promise<Result>;
}
