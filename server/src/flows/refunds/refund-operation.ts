import { appendEvent, previousAttributes } from '../../events/append.ts';
import type { MoneyAnswer } from '../../network/network.ts';
import { type ChargeRow, charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { withRefunds } from '../../resources/refunds/rules.ts';
import { type RefundRow, refunds } from '../../resources/refunds/table.ts';
import { refundView } from '../../resources/refunds/view.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/store.ts';
import { move } from '../balance/balance.ts';
import { settleNow, settlesWith } from '../balance/post-charge.ts';
import type { MoneyContext, Operation } from '../money/machine.ts';
import { there } from '../payments/attempt-parts.ts';

/** A refund and its charge, both locked, in the transaction that changes them. */
interface Parts {
  readonly transaction: Transaction;
  readonly services: Services;
  readonly now: number;
  readonly charge: ChargeRow;
  readonly refund: RefundRow;
}

/** Returns taken money to the card. */
export const refund: Operation<RefundRow, MoneyAnswer, null, MoneyContext> = {
  kind: 'refund',
  find: refunds.find,
  stands: ({ phase }) => phase === 'asking',
  ask,
  lookUp: ask,
  finish: async ({ services, now }, transaction, row, answer) => {
    const parts = await lock(transaction, services, now, row);
    const open = parts.refund.phase === 'asking';
    return { result: null, row: open ? await commitAnswer(parts, answer) : parts.refund };
  },
};

async function ask({ services, store }: MoneyContext, row: RefundRow): Promise<MoneyAnswer> {
  const charge = there(await charges.find(store.reader, row.charge), row.charge);
  return services.network.refund({
    requestId: row.network_request,
    account: store.reader.scope.account,
    authorizationRequestId: charge.doc.authorization_request,
    amount: row.amount,
  });
}

/**
 * Changes the outcome of a refund, as the network reports to the job `hear network`. Written in the job's transaction; heard
 * twice, it changes nothing. False while the network's first answer is not committed yet, so that it is heard again later.
 */
export async function endRefund(
  transaction: Transaction,
  services: Services,
  now: number,
  known: RefundRow,
  status: 'succeeded' | 'failed',
): Promise<boolean> {
  const parts = await lock(transaction, services, now, known);
  const { refund } = parts;
  if (refund.phase === 'asking') return false;
  if (refund.status === 'failed' || refund.status === status) return true;
  const after = status === 'failed' ? await withFailure(parts) : { ...refund, status };
  await refunds.update(transaction, after);
  const object = refundView(after);
  const previous = previousAttributes(refundView(refund), object);
  const types =
    status === 'failed'
      ? (['refund.failed', 'refund.updated', 'charge.refund.updated'] as const)
      : (['refund.updated', 'charge.refund.updated'] as const);
  for (const type of types) await appendEvent(transaction, services.ids, now, { type, object, previous });
  if (status === 'failed') {
    await changeCharge(parts, parts.charge.amount_refunded - refund.amount, 'charge.updated');
  }
  return true;
}

/** The charge first, like everything that locks both. */
async function lock(
  transaction: Transaction,
  services: Services,
  now: number,
  known: RefundRow,
): Promise<Parts> {
  const charge = there(await charges.lock(transaction, known.charge), known.charge);
  const refund = there(await refunds.lock(transaction, known.id), known.id);
  return { transaction, services, now, charge, refund };
}

async function commitAnswer(parts: Parts, answer: MoneyAnswer): Promise<RefundRow> {
  const { transaction, services, now, refund } = parts;
  const { ids } = services;
  if (answer.outcome === 'refused') {
    const failed: RefundRow = {
      ...refund,
      status: 'failed',
      phase: 'answered',
      doc: { ...refund.doc, failure_reason: 'declined' },
    };
    await refunds.update(transaction, failed);
    for (const type of ['refund.created', 'refund.failed'] as const) {
      await appendEvent(transaction, ids, now, { type, object: refundView(failed) });
    }
    return failed;
  }
  const charge = await settleNow(transaction, services, now, parts.charge);
  const moved = await move(transaction, services, now, {
    type: 'refund',
    category: 'refund',
    source: refund.id,
    currency: refund.currency,
    amount: -refund.amount,
    fee: 0,
    description: 'REFUND FOR CHARGE',
    availableOn: await settlesWith(transaction, now, charge),
  });
  const after: RefundRow = {
    ...refund,
    status: answer.status,
    phase: 'answered',
    doc: { ...refund.doc, balance_transaction: moved.id },
  };
  await refunds.update(transaction, after);
  await appendEvent(transaction, ids, now, { type: 'refund.created', object: refundView(after) });
  await changeCharge({ ...parts, charge }, charge.amount_refunded + refund.amount, 'charge.refunded');
  return after;
}

/** Returns the money to the merchant. */
async function withFailure({ transaction, services, now, charge, refund }: Parts): Promise<RefundRow> {
  const moved = await move(transaction, services, now, {
    type: 'refund_failure',
    category: 'refund_failure',
    source: refund.id,
    currency: refund.currency,
    amount: refund.amount,
    fee: 0,
    description: 'REFUND FAILURE',
    availableOn: await settlesWith(transaction, now, charge),
  });
  return {
    ...refund,
    status: 'failed',
    doc: {
      ...refund.doc,
      failure_balance_transaction: moved.id,
      failure_reason: 'expired_or_canceled_card',
    },
  };
}

async function changeCharge(
  { transaction, services, now, charge }: Parts,
  refunded: number,
  type: 'charge.refunded' | 'charge.updated',
): Promise<void> {
  const { livemode } = transaction.scope;
  const after = withRefunds(charge, refunded);
  await charges.update(transaction, after);
  const object = chargeView(after, livemode);
  const previous = previousAttributes(chargeView(charge, livemode), object);
  await appendEvent(transaction, services.ids, now, { type, object, previous });
}
