import { errors } from '@onfile/shared/errors.ts';
import { cardIdOf } from '../../resources/payment-methods/card-view.ts';
import { spent } from '../../resources/payment-methods/rules.ts';
import {
  type PaymentMethodRow,
  paymentMethods,
  securityCodes,
} from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import type { TakenCard } from './card-in-hand.ts';
import { cardOfName, insertCard } from './receive-card.ts';
import { useCardToken } from './use-card-token.ts';

/**
 * Turns a token's card into a source: a payment method under the id that cards used to have, without a customer yet. Throws
 * 400 for a used or unknown token, and for other kinds of source.
 */
export async function receiveSource(
  call: OpenCall,
  transaction: Transaction,
  source: string,
): Promise<TakenCard> {
  if (/^(btok|ba|src)_/.test(source)) throw errors.sourcesAreCards(source);
  const ofToken = await useCardToken(transaction, source, 'source');
  if (ofToken !== null) return underCardName(call, transaction, ofToken);
  const id = cardIdOf(call.services.ids.next('payment_method'));
  return insertCard(call, transaction, cardOfName(call, source, 'source'), {}, 'now', id);
}

/** A seal opens only under its payment method's id, so the number and its code are resealed. */
async function underCardName(
  { account, livemode, services }: OpenCall,
  transaction: Transaction,
  row: PaymentMethodRow,
): Promise<TakenCard> {
  const { vault } = services;
  if (row.sealed_card === null) throw new Error('A card that was used up became a source.');
  const before = { account: account.id, livemode, paymentMethod: row.id };
  const after = { ...before, paymentMethod: cardIdOf(row.id) };
  const number = await vault.openCard(row.sealed_card, before);
  const { seq: _place, revision: _changes, ...card } = row;
  const source = { ...card, id: after.paymentMethod, sealed_card: vault.sealCard(number, after) };
  await paymentMethods.insert(transaction, source);
  await paymentMethods.update(transaction, spent(row));
  const code = await securityCodes.find(transaction, row.id, services.clock.now());
  if (code === null) return { row: source, inHand: { number, securityCode: null } };
  const securityCode = await vault.openSecurityCode(code.sealed, before);
  await securityCodes.keep(transaction, {
    payment_method: source.id,
    sealed: vault.sealSecurityCode(securityCode, after),
    expires_at: code.expires_at,
  });
  await securityCodes.drop(transaction, row.id);
  return { row: source, inHand: { number, securityCode } };
}
