import { type ApiError, errors } from '@onfile/shared/errors.ts';
import type { CardNumberFault } from './card-number.ts';

type CardFault = CardNumberFault | 'invalid_expiry_month' | 'invalid_expiry_year' | 'invalid_cvc';

/** Stripe's messages and parameters for card data that cannot be valid. */
const faults: Readonly<Record<CardFault, { readonly message: string; readonly param: string }>> = {
  invalid_number: { message: 'The card number is not a valid credit card number.', param: 'number' },
  incorrect_number: { message: 'Your card number is incorrect.', param: 'number' },
  invalid_expiry_month: { message: "Your card's expiration month is invalid.", param: 'exp_month' },
  invalid_expiry_year: { message: "Your card's expiration year is invalid.", param: 'exp_year' },
  invalid_cvc: { message: "Your card's security code is invalid.", param: 'cvc' },
};

export function cardFault(code: CardFault): ApiError {
  const { message, param } = faults[code];
  return errors.card(message, { code, param });
}
