import type { StripeAddressElement, StripeCheckoutForm, StripeTaxIdElement } from '@stripe/stripe-js';
import type { PageElement } from './page-element.ts';

/** Elements that the types of any supported release name and Onfile does not have yet. */
const types = [
  'address',
  'affirmMessage',
  'afterpayClearpayMessage',
  'auBankAccount',
  'currencySelector',
  'epsBank',
  'expressCheckout',
  'fpxBank',
  'iban',
  'idealBank',
  'issuingAddToWalletButton',
  'issuingCardCopyButton',
  'issuingCardCvcDisplay',
  'issuingCardExpiryDisplay',
  'issuingCardNumberDisplay',
  'issuingCardPinDisplay',
  'linkSignup',
  'p24Bank',
  'paymentForm',
  'paymentMethodMessaging',
  'paymentRequestButton',
  'shippingAddress',
  'taxId',
  'terms',
] as const;

export type StandInType = (typeof types)[number];

/** Stands in for an element that Onfile does not have yet. */
export interface StandIn {
  readonly page: StandInPageElement;
  readonly destroyed: boolean;
}

export type StandInPageElement = PageElement &
  Pick<StripeCheckoutForm, 'setView'> & {
    /** Empty values, or those that the page passed in. */
    getValue(): Promise<unknown>;
  };

/** As the official types describe them. */
export type AddressStandIn = PageElement & Pick<StripeAddressElement, 'getValue'>;
export type TaxIdStandIn = PageElement & Pick<StripeTaxIdElement, 'getValue'>;
export type FormStandIn = PageElement & Pick<StripeCheckoutForm, 'getValue' | 'setView'>;

export function hasStandIn(type: string): boolean {
  return types.some((known) => known === type);
}
