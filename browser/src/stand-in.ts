import type { StripeAddressElement, StripeCheckoutForm, StripeTaxIdElement } from '@stripe/stripe-js';
import { notSupported } from './integration-error.ts';
import { later } from './later.ts';
import { newPlace, type PageElement } from './page-element.ts';

/** What the types of any supported release name, and Onfile does not have yet. */
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

/** An element that stands for one that Onfile does not have yet. */
export interface StandIn {
  readonly page: StandInPageElement;
  readonly destroyed: boolean;
}

export type StandInPageElement = PageElement &
  Pick<StripeCheckoutForm, 'setView'> & {
    /** Empty values, or those that the page gave. */
    getValue(): Promise<unknown>;
  };

/** As the types have them. */
export type AddressStandIn = PageElement & Pick<StripeAddressElement, 'getValue'>;
export type TaxIdStandIn = PageElement & Pick<StripeTaxIdElement, 'getValue'>;
export type FormStandIn = PageElement & Pick<StripeCheckoutForm, 'getValue' | 'setView'>;

const told = new Set<string>();

export function hasStandIn(type: string): boolean {
  return types.some((known) => known === type);
}

/** It mounts, takes no room and is ready, so that what is beside it works; the console tells once that it is none. */
export function standIn(origin: string, type: string, given: object = {}): StandIn {
  if (!told.has(type)) {
    told.add(type);
    console.error(`${notSupported(`The ${type} Element`).message} Nothing is shown in its place.`);
  }
  const nothing = () => {};
  const isThere = () => place.container?.isConnected === true;
  const place = newPlace(
    // The form's events have a name of their own.
    type === 'paymentForm' ? 'checkoutForm' : type,
    given,
    {
      check: nothing,
      isThere,
      fill: () =>
        setTimeout(() => {
          // As on Stripe where no wallet is there.
          if (isThere())
            place.becomeReady(type === 'expressCheckout' ? { availablePaymentMethods: undefined } : {});
        }),
      leave: nothing,
      left: nothing,
      render: nothing,
      focus: nothing,
      blur: nothing,
      clear: nothing,
      collapse: nothing,
    },
    {
      getValue: async () => (await later(origin)).valueOfStandIn(type, place.options),
      setView: async () => {},
    },
  );
  return {
    page: place.page,
    get destroyed() {
      return place.destroyed;
    },
  };
}
