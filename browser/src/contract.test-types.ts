import type { Stripe as Endive, StripeElements } from '@stripe/stripe-js';
import type { Stripe as Clover } from 'stripe-js-8';
import type { Stripe as Dahlia } from 'stripe-js-9';
import type { OnfileStripe } from './stripe.ts';

/**
 * The contract with the official types, checked by the compiler: Onfile's object has every member that the newest
 * majors name, and what it serves is assignable to the newest. Session and options differ between majors: of the older
 * ones the members are held.
 */
type Checkout = ReturnType<OnfileStripe['initCheckoutElementsSdk']>;
type AtOnce = ReturnType<OnfileStripe['initCheckout']>;
type Named<Official> = { readonly [Name in keyof Official]: unknown };

export type Contract = [
  Holds<OnfileStripe extends Named<Endive> ? true : false>,
  Holds<OnfileStripe extends Named<Dahlia> ? true : false>,
  Holds<OnfileStripe['initCheckoutElementsSdk'] extends Endive['initCheckoutElementsSdk'] ? true : false>,
  Holds<Checkout extends Named<ReturnType<Dahlia['initCheckoutElementsSdk']>> ? true : false>,
  Holds<AtOnce extends Named<ReturnType<Clover['initCheckout']>> ? true : false>,
  Holds<OnfileStripe['elements'] extends Endive['elements'] ? true : false>,
  Holds<OnfileStripe extends Pick<Endive, Served> ? true : false>,
  Holds<ReturnType<OnfileStripe['elements']> extends StripeElements ? true : false>,
];

/** What is done without Checkout, called as the newest major types it. */
type Served =
  | 'confirmCardPayment'
  | 'confirmCardSetup'
  | 'confirmPayment'
  | 'confirmSetup'
  | 'createConfirmationToken'
  | 'createPaymentMethod'
  | 'createToken'
  | 'handleCardAction'
  | 'handleNextAction'
  | 'retrievePaymentIntent'
  | 'retrieveSetupIntent';

type Holds<Condition extends true> = Condition;
