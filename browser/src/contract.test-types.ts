import type { PaymentElementState } from '@onfile/shared/element-rpc.ts';
import type {
  Stripe as Endive,
  StripeElements,
  StripeElementType,
  StripePaymentElementAvailablePaymentMethodsChangeEvent,
  StripePaymentElementCardDetailsChangeEvent,
  StripePaymentElementChangeEvent,
  StripePaymentElementSavedPaymentMethodRemoveEvent,
  StripePaymentElementSavedPaymentMethodUpdateEvent,
} from '@stripe/stripe-js';
import type { StripeElementType as V3ElementType } from 'stripe-js-4';
import type { StripeCheckout as AcaciaCheckout, StripeElementType as AcaciaElementType } from 'stripe-js-5';
import type { StripeElementType as LateAcaciaElementType } from 'stripe-js-6';
import type { StripeCheckout as BasilCheckout, StripeElementType as BasilElementType } from 'stripe-js-7';
import type { Stripe as Clover, StripeElementType as CloverElementType } from 'stripe-js-8';
import type { Stripe as Dahlia, StripeElementType as DahliaElementType } from 'stripe-js-9';
import type { available, cardDetails, changeOf, savedChange } from './elements/element-events.ts';
import type { ElementType } from './elements/framed-element.ts';
import type { StandInType } from './elements/stand-in.ts';
import type { OnfileStripe } from './stripe.ts';

/**
 * The contract with the official types, checked by the compiler: Onfile's object has every member that the newest majors
 * name, and what it implements is assignable to the newest. Session and options differ between majors; of the older ones,
 * only the members are checked.
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
  Holds<Awaited<AtOnce> extends Named<AcaciaCheckout> ? true : false>,
  Holds<Awaited<AtOnce> extends Named<BasilCheckout> ? true : false>,
  Holds<NamedElement extends ElementType | StandInType ? true : false>,
];

/** What listeners of the Payment Element receive, checked against each event's type: nothing more, nothing less. */
export type EventContract = [
  Holds<Same<ReturnType<typeof changeOf<PaymentElementState>>, StripePaymentElementChangeEvent>>,
  Holds<Same<typeof available, StripePaymentElementAvailablePaymentMethodsChangeEvent>>,
  Holds<Same<ReturnType<typeof cardDetails>, StripePaymentElementCardDetailsChangeEvent>>,
  Holds<Same<ReturnType<typeof savedChange>, StripePaymentElementSavedPaymentMethodUpdateEvent>>,
  Holds<Same<ReturnType<typeof savedChange>, StripePaymentElementSavedPaymentMethodRemoveEvent>>,
];

/** Assignable, and without anything that the type does not name. */
type Same<Told, Event> =
  Told extends Plain<Omit<Event, 'elementType'>>
    ? Exclude<keyof Told, keyof Event> extends never
      ? true
      : false
    : false;

/** Event values are read-only; the official types do not say so. */
type Plain<Value> = Value extends (infer Item)[]
  ? readonly Item[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Plain<Value[Name]> }
    : Value;

/** What works without Checkout, called as the newest major types it. */
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

/** Every element that a supported release has. */
type NamedElement =
  | V3ElementType
  | AcaciaElementType
  | LateAcaciaElementType
  | BasilElementType
  | CloverElementType
  | DahliaElementType
  | StripeElementType;

type Holds<Condition extends true> = Condition;
