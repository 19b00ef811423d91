import { errors } from '@onfile/shared/errors.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import type { Asked, CardInHand, TakenCard } from './card-in-hand.ts';
import { findPaymentMethod } from './find-payment-method.ts';
import { namedCard } from './read-card.ts';
import { type GivenPaymentMethod, receivePaymentMethod } from './receive-card.ts';

export interface CardChoice {
  readonly payment_method?: string | undefined;
  readonly payment_method_data?: GivenPaymentMethod | undefined;
}

/**
 * What must be known about the chosen card before a transaction: named test cards become payment methods of their own. Null
 * if a new card is given, or none. Throws 400 for an unknown one, or both at once.
 */
export async function chosenCard(call: OpenCall, given: CardChoice, asked: Asked): Promise<TakenCard | null> {
  if (given.payment_method !== undefined && given.payment_method_data !== undefined) {
    throw errors.parametersExclusive(['payment_method', 'payment_method_data'], 'payment_method');
  }
  return given.payment_method === undefined
    ? null
    : findPaymentMethod(call, given.payment_method, 'body', asked);
}

/**
 * The new card that the request supplies, or else the chosen one, or the one chosen before (`otherwise`), locked by the
 * transaction; null if there is none.
 */
export async function takeCard(
  call: OpenCall,
  transaction: Transaction,
  given: CardChoice,
  chosen: TakenCard | null,
  asked: Asked,
  otherwise: string | null = null,
): Promise<TakenCard | null> {
  if (given.payment_method_data !== undefined) {
    const path = 'payment_method_data[card]';
    return receivePaymentMethod(call, transaction, given.payment_method_data, path, asked);
  }
  const id = chosen?.row.id ?? otherwise;
  if (id === null) return null;
  const row = await paymentMethods.lock(transaction, id);
  if (row === undefined) throw errors.missingInBody('PaymentMethod', id, 'payment_method');
  return { row, inHand: chosen?.inHand ?? null };
}

/**
 * The card of a repeated request that had been cut off, whose security code was not stored. Null if the request supplies
 * none in clear, or a card other than its attempt's.
 */
export async function broughtAgain(
  call: OpenCall,
  given: CardChoice,
  paymentMethod: string,
): Promise<CardInHand | null> {
  const inHand = inHandOf(call, given);
  if (inHand === null) return null;
  const { account, livemode, services, store } = call;
  const row = await paymentMethods.find(store.reader, paymentMethod);
  const fingerprint = services.vault.fingerprint(inHand.number, { account: account.id, livemode });
  return row?.fingerprint === fingerprint ? inHand : null;
}

function inHandOf(call: OpenCall, { payment_method, payment_method_data }: CardChoice): CardInHand | null {
  const { number, cvc, token } = payment_method_data?.card ?? {};
  const name = payment_method ?? token;
  if (name !== undefined) return namedCard(call, name)?.inHand ?? null;
  if (number === undefined || typeof number === 'string' || cvc === 'invalid_cvc') return null;
  return { number, securityCode: cvc ?? null };
}
