import { errors } from '@onfile/shared/errors.ts';
import { requireExpiry } from '../../resources/payment-methods/rules.ts';
import { cardFault } from '../../vault/card-checks.ts';
import type { CardNumber, CardNumberFault, SecurityCode } from '../../vault/card-number.ts';
import type { OpenCall } from '../call.ts';
import type { CardInHand } from './card-in-hand.ts';

/** A request's card parameters, as `params/card-fields.ts` reads them. */
export interface GivenCard {
  readonly number?: CardNumber | CardNumberFault | undefined;
  readonly exp_month?: number | undefined;
  readonly exp_year?: number | undefined;
  readonly cvc?: SecurityCode | 'invalid_cvc' | undefined;
  readonly token?: string | undefined;
  readonly networks?: { readonly preferred?: string | null | undefined } | undefined;
}

/** A card that can be valid. */
export interface ReadCard {
  readonly inHand: CardInHand;
  readonly expMonth: number;
  readonly expYear: number;
}

const unsafeNumber =
  'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing. To enable testing raw card data APIs, see https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.';

/** Throws 402 for card data that cannot be valid, 400 for missing parameters; `path` is the card's place, for errors. */
export function readCard(call: OpenCall, given: GivenCard, path: string): ReadCard {
  const { number, exp_month, exp_year, cvc } = given;
  if (number === undefined) throw errors.parameterMissing(`${path}[number]`);
  if (exp_month === undefined) throw errors.parameterMissing(`${path}[exp_month]`);
  if (exp_year === undefined) throw errors.parameterMissing(`${path}[exp_year]`);
  if (call.caller === 'secret' && call.services.keyMode === 'production') {
    throw errors.card(unsafeNumber, { param: `${path}[number]` });
  }
  if (typeof number === 'string') throw cardFault(number);
  const expYear = exp_year < 100 ? 2000 + exp_year : exp_year;
  const codeLength = call.services.network.identify(number).brand === 'amex' ? 4 : 3;
  if (cvc !== undefined && (cvc === 'invalid_cvc' || cvc.length !== codeLength)) {
    throw cardFault('invalid_cvc');
  }
  requireExpiry(exp_month, expYear, call.now);
  return { inHand: { number, securityCode: cvc ?? null }, expMonth: exp_month, expYear };
}

/** The card behind a test name such as `pm_card_visa`, expiring in this month of next year; null for any other name. */
export function namedCard(call: OpenCall, name: string): ReadCard | null {
  const inHand = call.services.network.namedCard(name);
  if (inHand === null) return null;
  const today = new Date(call.now * 1000);
  return { inHand, expMonth: today.getUTCMonth() + 1, expYear: today.getUTCFullYear() + 1 };
}
