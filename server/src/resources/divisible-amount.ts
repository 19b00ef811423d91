import { errors } from '@onfile/shared/errors.ts';
import { amountStep } from '@onfile/shared/money.ts';

/** Throws 400 for minor units that the card networks cannot carry in this currency. */
export function requireDivisible(amount: number, currency: string, param: string): void {
  const step = amountStep(currency);
  if (amount % step === 0) return;
  throw errors.parameterInvalid(
    `Invalid amount. Amounts in ${currency.toUpperCase()} must be evenly divisible by ${step}. See https://stripe.com/docs/currencies#special-cases for more information.`,
    param,
    step === 100 ? 'invalid_charge_amount_no_decimal_compatible' : undefined,
  );
}
