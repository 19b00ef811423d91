import { errors } from '@onfile/shared/errors.ts';
import {
  type PaymentMoveDoc,
  type PaymentMoveRow,
  paymentMoves,
} from '../../resources/attempts/payment-moves.ts';
import { charges } from '../../resources/charges/table.ts';
import type { PaymentIntentRow } from '../../resources/payment-intents/table.ts';
import type { Transaction } from '../../store/store.ts';
import { type Beginning, type Begun, begin } from '../money/machine.ts';
import { move } from './move-operation.ts';

/**
 * Commits, with the transaction that holds the intent, that its held money is to be captured or released. If the process
 * dies afterwards, a job finishes the move. Throws 429 while another move is under way.
 */
export async function beginMove(
  context: Beginning,
  transaction: Transaction,
  intent: PaymentIntentRow,
  asked: Pick<PaymentMoveDoc, 'amount' | 'follows'>,
): Promise<Begun<PaymentMoveRow>> {
  const { services, now } = context;
  const { rows } = await paymentMoves.page(transaction, { limit: 1, where: { payment_intent: intent.id } });
  if (rows[0]?.status === 'started') throw errors.lockTimeout();
  const charge = await charges.find(transaction, intent.doc.latest_charge ?? '');
  if (charge === undefined) throw new Error(`The intent ${intent.id} holds money without a charge.`);
  const row: PaymentMoveRow = {
    id: services.ids.next('payment_move'),
    created: now,
    payment_intent: intent.id,
    kind: asked.follows.kind === 'captured' ? 'capture' : 'reversal',
    status: 'started',
    doc: {
      ...asked,
      network_request: services.ids.next('network_request'),
      authorization_request: charge.doc.authorization_request,
      charge: charge.id,
    },
  };
  await paymentMoves.insert(transaction, row);
  return begin(context, transaction, move, row);
}
