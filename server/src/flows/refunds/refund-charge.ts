import { errors } from '@onfile/shared/errors.ts';
import { NetworkUnavailable } from '../../network/network.ts';
import type { MetadataChange } from '../../params/groups.ts';
import { type PaymentMoveRow, paymentMoves } from '../../resources/attempts/payment-moves.ts';
import { type ChargeRow, charges } from '../../resources/charges/table.ts';
import { disputesOf } from '../../resources/disputes/table.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { amountToRefund, newRefund } from '../../resources/refunds/rules.ts';
import { type RefundDoc, type RefundRow, refundedOf, refunds } from '../../resources/refunds/table.ts';
import { refundView } from '../../resources/refunds/view.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { there } from '../payments/attempt-parts.ts';
import { beginMove } from '../payments/begin-move.ts';
import { runMove } from '../payments/run-move.ts';
import { askForRefund } from './finish-refund.ts';

export interface RefundTerms {
  readonly amount?: number | undefined;
  readonly metadata?: MetadataChange;
  readonly reason?: NonNullable<RefundDoc['reason']> | undefined;
}

interface Asked extends RefundTerms {
  readonly charge?: string | undefined;
  readonly payment_intent?: string | undefined;
}

/** What a request has committed before the network is asked: the refund of taken money, or the move of held money. */
type Begun = RefundRow | PaymentMoveRow;

/**
 * Pays a charge back, all or in part: the refund is committed, the network asked, and its answer committed. Money that
 * is still held is released instead.
 */
export async function refundCharge(call: Call<Asked>) {
  const begun = call.resumes === null ? await begin(call) : await resumed(call.store.reader, call.resumes);
  const id = 'phase' in begun ? await refund(call, begun) : await release(call, begun);
  const row = await refunds.find(call.store.reader, id);
  if (row === undefined) throw gone();
  return refundView(row);
}

async function resumed(reader: Reader, id: string): Promise<Begun> {
  const begun = (await refunds.find(reader, id)) ?? (await paymentMoves.find(reader, id));
  if (begun === undefined) throw gone();
  return begun;
}

const gone = () => new Error('A refund that a request had begun is gone.');

async function refund(call: Call<Asked>, row: RefundRow): Promise<string> {
  try {
    await askForRefund(call.services, call.store, call.origin, call.now, row);
  } catch (error) {
    // The sweeper asks again under the same request id.
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
  return row.id;
}

async function release(call: Call<Asked>, move: PaymentMoveRow): Promise<string> {
  const { follows } = move.doc;
  if (follows.kind !== 'refunded') throw gone();
  if (move.status !== 'done') await runMove(call, move);
  return follows.refund.id;
}

function begin(call: Call<Asked>): Promise<Begun> {
  const { params, services, now } = call;
  return call.store.write(call.origin, async (transaction) => {
    const { charge, holder } = await lockCharge(transaction, params);
    const amount = amountToRefund(charge, await refundedOf(transaction, charge.id), params.amount);
    const chargedBack = (await disputesOf(transaction, charge.id)).some(({ status }) =>
      ['needs_response', 'under_review', 'lost'].includes(status),
    );
    if (chargedBack) throw errors.chargedBack(charge.id);
    const asked = {
      id: services.ids.next('refund'),
      reason: params.reason ?? null,
      metadata: params.metadata,
    };
    if (!charge.doc.captured) {
      const follows = { kind: 'refunded', refund: asked } as const;
      const move = await beginMove(call, transaction, there(holder, charge.id), { amount, follows });
      await call.reserve(transaction, move.id);
      return move;
    }
    const row = newRefund(charge, {
      ...asked,
      now,
      machineNow: services.clock.now(),
      networkRequest: services.ids.next('network_request'),
      amount,
    });
    await refunds.insert(transaction, row);
    await call.reserve(transaction, row.id);
    return row;
  });
}

interface Locked {
  readonly charge: ChargeRow;
  /** The intent behind a charge whose money was still held when the request looked. */
  readonly holder?: PaymentIntentRow | undefined;
}

/** Held until the refund is written: requests at once cannot refund the same money. */
async function lockCharge(transaction: Transaction, params: Asked): Promise<Locked> {
  if (params.charge !== undefined && params.payment_intent !== undefined)
    throw errors.parametersExclusive(['charge', 'payment_intent'], 'charge');
  if (params.charge !== undefined) {
    const found = await charges.find(transaction, params.charge);
    // The intent first, as all that take both do.
    const holder =
      found === undefined || found.doc.captured
        ? undefined
        : await paymentIntents.lock(transaction, found.payment_intent ?? '');
    const charge = await charges.lock(transaction, params.charge);
    if (charge === undefined) throw errors.missingInBody('charge', params.charge, 'charge');
    return { charge, holder };
  }
  const intent = params.payment_intent;
  if (intent === undefined) throw errors.refundOfNothing();
  if ((await paymentIntents.find(transaction, intent)) === undefined)
    throw errors.missingInBody('payment_intent', intent, 'payment_intent');
  const paid = await charges.page(transaction, {
    limit: 1,
    where: { payment_intent: intent, status: 'succeeded' },
  });
  const charge = await charges.lock(transaction, paid.rows[0]?.id ?? '');
  if (!charge?.doc.captured) throw errors.refundWithoutCharge(intent);
  return { charge };
}
