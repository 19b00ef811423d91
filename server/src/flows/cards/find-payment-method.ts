import { errors } from '@onfile/shared/errors.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import type { OpenCall } from '../call.ts';
import type { Asked, TakenCard } from './card-in-hand.ts';
import { namedCard } from './read-card.ts';
import { insertCard } from './receive-card.ts';

/** Finds a payment method by id, or creates one from a test card's name. Throws 404 for the path, 400 for a body. */
export async function findPaymentMethod(
  call: OpenCall,
  id: string,
  place: 'path' | 'body',
  asked: Asked,
): Promise<TakenCard> {
  if (id.startsWith('tok_')) throw tokenGiven(id, place);
  const found = await paymentMethods.find(call.store.reader, id);
  if (found !== undefined) return { row: found, inHand: null };
  const named = await namedPaymentMethod(call, id, asked);
  if (named !== null) return named;
  throw place === 'path'
    ? errors.missingInPath('PaymentMethod', id, 'payment_method')
    : errors.missingInBody('PaymentMethod', id, 'payment_method');
}

/** `pm_card_visa` and its kin stand for a new payment method at each use; null for any other id. */
export async function namedPaymentMethod(
  call: OpenCall,
  name: string,
  asked: Asked,
): Promise<TakenCard | null> {
  const card = name.startsWith('pm_card_') ? namedCard(call, name) : null;
  if (card === null) return null;
  return call.store.write(call.origin, (transaction) => insertCard(call, transaction, card, {}, asked));
}

/** Source: Stripe's answers, as quoted in issues of several plugins. */
function tokenGiven(token: string, place: 'path' | 'body') {
  const instead =
    place === 'path'
      ? `create a PaymentMethod or convert your token to a PaymentMethod by setting the \`card[token]\` parameter to ${token}.`
      : `use payment_method_data with type=card and card[token]=${token}.`;
  return errors.parameterInvalid(
    `A token may not be passed in as a PaymentMethod. Instead, ${instead}`,
    'payment_method',
  );
}
