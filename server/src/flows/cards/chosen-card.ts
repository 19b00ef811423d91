import { errors } from '@onfile/shared/errors.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import { findPaymentMethod, type GivenPaymentMethod, receivePaymentMethod } from './receive-card.ts';

export interface CardChoice {
  readonly payment_method?: string | undefined;
  readonly payment_method_data?: GivenPaymentMethod | undefined;
}

/**
 * What must be known of the chosen card before a transaction: named test cards become payment methods of their own.
 * Null where a new card is given, or none. Throws 400 for an unknown one, or both at once.
 */
export async function chosenCard(call: OpenCall, given: CardChoice): Promise<PaymentMethodRow | null> {
  if (given.payment_method !== undefined && given.payment_method_data !== undefined) {
    throw errors.parametersExclusive(['payment_method', 'payment_method_data'], 'payment_method');
  }
  return given.payment_method === undefined ? null : findPaymentMethod(call, given.payment_method, 'body');
}

/** The chosen card, held by the transaction, or the new one that the request brings; null for neither. */
export async function takeCard(
  call: OpenCall,
  transaction: Transaction,
  given: CardChoice,
  chosen: string | null,
): Promise<PaymentMethodRow | null> {
  if (given.payment_method_data !== undefined) {
    return receivePaymentMethod(call, transaction, given.payment_method_data, 'payment_method_data[card]');
  }
  if (chosen === null) return null;
  const row = await paymentMethods.lock(transaction, chosen);
  if (row === undefined) throw errors.missingInBody('PaymentMethod', chosen, 'payment_method');
  return row;
}
