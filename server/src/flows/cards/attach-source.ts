import { appendEvent } from '../../events/append.ts';
import type { Approval } from '../../network/network.ts';
import type { MetadataChange } from '../../params/groups.ts';
import { cardView } from '../../resources/payment-methods/card-view.ts';
import { withGiven } from '../../resources/payment-methods/rules.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import { there } from '../payments/attempt-parts.ts';
import { attachVerified, verifyCard } from './attach-verified.ts';
import type { TakenCard } from './card-in-hand.ts';
import { broughtAgain } from './chosen-card.ts';
import { receiveSource } from './receive-source.ts';

/**
 * A token's card as a source, with its issuer's approval; null if a request that was cut off has already attached it. Throws
 * 400 for anything but a card token, 402 for a decline. Commits the card before it asks, tied to the request's key.
 */
export async function verifiedSource(
  call: OpenCall,
  source: string,
  metadata?: MetadataChange,
): Promise<{ card: PaymentMethodRow; approval: Approval | null }> {
  const taken =
    call.resumes === null
      ? await received(call, source, metadata)
      : await receivedBefore(call, source, call.resumes);
  const { row } = taken;
  return { card: row, approval: row.customer === null ? await verifyCard(call, taken) : null };
}

async function receivedBefore(call: OpenCall, source: string, id: string): Promise<TakenCard> {
  const row = there(await paymentMethods.find(call.store.reader, id), id);
  return { row, inHand: await broughtAgain(call, { payment_method: source }, id) };
}

/** A token serves once, so the request's key is tied to the card that it has become. */
function received(call: OpenCall, source: string, metadata: MetadataChange): Promise<TakenCard> {
  return call.store.write(call.origin, async (transaction) => {
    const { row, inHand } = await receiveSource(call, transaction, source);
    const card = withGiven(row, { metadata });
    await paymentMethods.update(transaction, card);
    await call.reserve(transaction, card.id);
    return { row: card, inHand };
  });
}

/** Attaches the card to the customer, with both the newer and the older event. */
export async function attachSource(
  call: OpenCall,
  transaction: Transaction,
  id: string,
  customer: string,
  approval: Approval,
): Promise<PaymentMethodRow> {
  const card = await attachVerified(call, transaction, id, customer, approval);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'customer.source.created',
    object: cardView(card),
  });
  return card;
}
