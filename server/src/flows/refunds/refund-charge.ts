import { errors } from '@onfile/shared/errors.ts';
import type { MetadataChange } from '../../params/groups.ts';
import { type PaymentMoveRow, paymentMoves } from '../../resources/attempts/payment-moves.ts';
import { type ChargeRow, charges } from '../../resources/charges/table.ts';
import { disputesOf } from '../../resources/disputes/table.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { amountToRefund, newRefund } from '../../resources/refunds/rules.ts';
import { type RefundDoc, type RefundRow, refundedOf, refunds } from '../../resources/refunds/table.ts';
import { refundView } from '../../resources/refunds/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { type Begun, begin as beginOperation, carryOut, takenUp } from '../money/machine.ts';
import { there } from '../payments/attempt-parts.ts';
import { beginMove } from '../payments/begin-move.ts';
import { carryOutMove, move } from '../payments/move-operation.ts';
import { refund } from './refund-operation.ts';

export interface RefundTerms {
  readonly amount?: number | undefined;
  readonly metadata?: MetadataChange;
  readonly reason?: NonNullable<RefundDoc['reason']> | undefined;
}

interface Asked extends RefundTerms {
  readonly charge?: string | undefined;
  readonly payment_intent?: string | undefined;
}

/** The refund of taken money, or the move of held money. */
type Asking = { readonly refund: Begun<RefundRow> } | { readonly release: Begun<PaymentMoveRow> };

/**
 * `POST /v1/refunds`: pays back all or part of a charge. Commits the refund, asks the network, and commits its answer; held
 * money is released instead. After a crash in between, a job or the repeated request looks up the outcome and finishes it.
 */
export async function refundCharge(call: Call<Asked>) {
  const id =
    call.resumes === null ? await carriedOut(call, await begin(call)) : await resumed(call, call.resumes);
  const row = await refunds.find(call.store.reader, id);
  if (row === undefined) throw gone();
  return refundView(row);
}

const gone = () => new Error('A refund that a request had begun is gone.');

/** Returns the id of the refund. */
async function carriedOut(call: Call<Asked>, asking: Asking): Promise<string> {
  if ('refund' in asking) {
    await carryOut(call, refund, asking.refund);
    return asking.refund.id;
  }
  await carryOutMove(call, asking.release);
  return refundOf(asking.release);
}

async function resumed(call: Call<Asked>, made: string): Promise<string> {
  const row = await paymentMoves.find(call.store.reader, made);
  if (row === undefined) {
    const begun = await takenUp(call, refund, made);
    return begun === null ? made : carriedOut(call, { refund: begun });
  }
  const begun = await takenUp(call, move, made);
  return begun === null ? refundOf(row) : carriedOut(call, { release: begun });
}

function refundOf({ doc: { follows } }: PaymentMoveRow): string {
  if (follows.kind !== 'refunded') throw gone();
  return follows.refund.id;
}

function begin(call: Call<Asked>): Promise<Asking> {
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
      return { release: await beginMove(call, transaction, there(holder, charge.id), { amount, follows }) };
    }
    const row = newRefund(charge, {
      ...asked,
      now,
      networkRequest: services.ids.next('network_request'),
      amount,
    });
    await refunds.insert(transaction, row);
    return { refund: await beginOperation(call, transaction, refund, row) };
  });
}

interface Locked {
  readonly charge: ChargeRow;
  /** The intent behind a charge whose money was still held when the request looked. */
  readonly holder?: PaymentIntentRow | undefined;
}

/** Locks until the refund is written, so that concurrent requests cannot refund the same money. */
async function lockCharge(transaction: Transaction, params: Asked): Promise<Locked> {
  if (params.charge !== undefined && params.payment_intent !== undefined)
    throw errors.parametersExclusive(['charge', 'payment_intent'], 'charge');
  if (params.charge !== undefined) {
    const found = await charges.find(transaction, params.charge);
    // The intent first, like everything that locks both.
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
