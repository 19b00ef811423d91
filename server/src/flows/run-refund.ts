import { errors } from '@onfile/shared/errors.ts';
import { type BalanceTransactionRow, balanceTransactions } from '../api/balance-transactions/table.ts';
import { type ChargeRow, charges } from '../api/charges/table.ts';
import { chargeView } from '../api/charges/view.ts';
import { type RefundRow, refunds } from '../api/refunds/table.ts';
import { refundView } from '../api/refunds/view.ts';
import { crashPoint } from '../crash-point.ts';
import { post } from '../ledger/post.ts';
import { type Entry, ofFailedRefund, ofRefund } from '../ledger/postings.ts';
import { type MoneyAnswer, NetworkUnavailable } from '../network/network.ts';
import { appendEvent, previousAttributes } from '../outbox/append.ts';
import type { Transaction } from '../store/store.ts';
import type { PaymentContext } from './payment-context.ts';
import { settleCharge } from './settle-charge.ts';

type RefundContext = Pick<PaymentContext, 'services' | 'store' | 'origin' | 'now'>;

/** When the network is asked what became of a refund. */
const checkAfterSeconds = 10;

/**
 * Carries a begun refund out and commits what follows. It may run again: the network acts on its request id once.
 * Throws 500 when the network does not answer (the sweeper then goes on).
 */
export async function runRefund(context: RefundContext, refund: RefundRow): Promise<RefundRow> {
  if (refund.status !== 'started') return refund;
  crashPoint('refund committed');
  const answer = await askNetwork(context, refund);
  crashPoint('refund done');
  return context.store.write(context.origin, (transaction) =>
    commit(context, transaction, refund.id, answer),
  );
}

async function askNetwork(
  { services, store }: RefundContext,
  { charge, doc }: RefundRow,
): Promise<MoneyAnswer> {
  const row = await charges.find(store.reader, charge);
  if (row === undefined) throw new Error(`There is no charge ${charge}.`);
  try {
    return await services.network.refund({
      requestId: doc.network_request,
      account: store.reader.scope.account,
      authorizationRequestId: row.doc.authorization_request,
      amount: doc.amount,
    });
  } catch (error) {
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}

async function commit(
  { services, now }: RefundContext,
  transaction: Transaction,
  id: string,
  answer: MoneyAnswer,
): Promise<RefundRow> {
  const { refund, charge } = await lockBoth(transaction, id);
  if (refund.status !== 'started') return refund;
  const { amount } = refund.doc;
  const amount_refunding = charge.doc.amount_refunding - amount;
  if (answer.outcome === 'refused') {
    const failed: RefundRow = {
      ...refund,
      status: 'failed',
      updated: now,
      doc: { ...refund.doc, failure_reason: 'declined' },
    };
    await charges.update(transaction, { ...charge, doc: { ...charge.doc, amount_refunding } });
    await refunds.update(transaction, failed);
    await tell(services, transaction, now, 'refund.failed', failed);
    return failed;
  }
  const settled = charge.settle_at === null ? charge : await settleCharge(services, transaction, now, charge);
  const booked = await book(services, transaction, now, settled, {
    type: 'refund',
    source: id,
    amount: -amount,
    entries: ofRefund,
  });
  const after: RefundRow = {
    ...refund,
    status: answer.status,
    updated: now,
    check_at: now + checkAfterSeconds,
    doc: { ...refund.doc, balance_transaction: booked },
  };
  await refunds.update(transaction, after);
  const amount_refunded = settled.doc.amount_refunded + amount;
  await changeCharge(services, transaction, now, settled, { amount_refunded, amount_refunding });
  await tell(services, transaction, now, 'refund.created', after);
  return after;
}

/** The network was asked what became of a refund: commits what has changed since. */
export async function followRefund(context: RefundContext, id: string): Promise<void> {
  const { services, store, origin, now } = context;
  const known = await refunds.find(store.reader, id);
  if (known === undefined) return;
  const status = await services.network.refundStatus(known.doc.network_request);
  await store.write(origin, async (transaction) => {
    const { refund, charge } = await lockBoth(transaction, id);
    // A bank that has not decided is asked again.
    const check_at = status === 'pending' ? now + checkAfterSeconds : null;
    if (status === refund.status) return refunds.update(transaction, { ...refund, check_at });
    const after =
      status === 'failed'
        ? await takeBack(services, transaction, now, refund, charge)
        : { ...refund, status, updated: now, check_at };
    await refunds.update(transaction, after);
    const previous = previousAttributes(refundView(refund), refundView(after));
    if (status === 'failed') await tell(services, transaction, now, 'refund.failed', after);
    await tell(services, transaction, now, 'refund.updated', after, previous);
    await tell(services, transaction, now, 'charge.refund.updated', after, previous);
  });
}

/** The card's bank sent the money back: it is the merchant's again. */
async function takeBack(
  services: RefundContext['services'],
  transaction: Transaction,
  now: number,
  refund: RefundRow,
  charge: ChargeRow,
): Promise<RefundRow> {
  const { amount } = refund.doc;
  const booked = await book(services, transaction, now, charge, {
    type: 'refund_failure',
    source: refund.id,
    amount,
    entries: ofFailedRefund,
  });
  const amount_refunded = charge.doc.amount_refunded - amount;
  const doc = { ...charge.doc, amount_refunded };
  await charges.update(transaction, { ...charge, doc });
  return {
    ...refund,
    status: 'failed',
    updated: now,
    check_at: null,
    doc: {
      ...refund.doc,
      failure_balance_transaction: booked,
      failure_reason: 'expired_or_canceled_card',
    },
  };
}

interface Booking {
  readonly type: BalanceTransactionRow['type'];
  readonly source: string;
  readonly amount: number;
  readonly entries: (amount: number, own: 'pending' | 'available') => Entry[];
}

/** What leaves or comes back does so where the charge's own money is. */
async function book(
  { ids }: RefundContext['services'],
  transaction: Transaction,
  now: number,
  charge: ChargeRow,
  { type, source, amount, entries }: Booking,
): Promise<string> {
  const original = await balanceTransactions.find(transaction, charge.doc.balance_transaction ?? '');
  const own = original?.status ?? 'available';
  const id = ids.next('balance_transaction');
  await balanceTransactions.insert(transaction, {
    id,
    created: now,
    source,
    type,
    currency: charge.currency,
    amount,
    fee: 0,
    status: own,
    available_on: own === 'pending' ? (original?.available_on ?? now) : now,
    doc: { description: charge.doc.description },
  });
  await post(transaction, ids, now, {
    id,
    currency: charge.currency,
    entries: entries(Math.abs(amount), own),
  });
  return id;
}

async function changeCharge(
  { ids }: RefundContext['services'],
  transaction: Transaction,
  now: number,
  charge: ChargeRow,
  change: Pick<ChargeRow['doc'], 'amount_refunded' | 'amount_refunding'>,
): Promise<void> {
  const { livemode } = transaction.scope;
  const after = { ...charge, doc: { ...charge.doc, ...change } };
  const view = chargeView(after, livemode);
  await charges.update(transaction, after);
  await appendEvent(transaction, ids, now, {
    type: 'charge.refunded',
    object: view,
    previous: previousAttributes(chargeView(charge, livemode), view),
  });
}

function tell(
  { ids }: RefundContext['services'],
  transaction: Transaction,
  now: number,
  type: 'refund.created' | 'refund.failed' | 'refund.updated' | 'charge.refund.updated',
  refund: RefundRow,
  previous?: object,
): Promise<void> {
  const object = refundView(refund);
  return appendEvent(
    transaction,
    ids,
    now,
    previous === undefined ? { type, object } : { type, object, previous },
  );
}

async function lockBoth(transaction: Transaction, id: string) {
  const refund = await refunds.find(transaction, id);
  const charge = await charges.lock(transaction, refund?.charge ?? '');
  const locked = await refunds.lock(transaction, id);
  if (locked === undefined || charge === undefined) throw new Error(`The refund ${id} has lost its parts.`);
  return { refund: locked, charge };
}
