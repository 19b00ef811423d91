import { appendEvent, previousAttributes } from '../../events/append.ts';
import type { NetworkNews } from '../../network/network.ts';
import { type ChargeRow, charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { decided, disputeFee, newDispute } from '../../resources/disputes/rules.ts';
import { type DisputeRow, disputes } from '../../resources/disputes/table.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/store.ts';
import { move } from '../balance/balance.ts';
import { settleNow, settlesWith } from '../balance/post-charge.ts';
import { showDispute } from './show-dispute.ts';

type DisputeNews = Extract<NetworkNews, { kind: 'dispute' }>;

/**
 * The cardholder disputes a charge, as the network reports to the job `hear network`. Commits the dispute, its money and
 * its events, in the job's transaction; a crash before that leaves the news to be heard again. Heard twice, it changes
 * nothing.
 */
export async function openDispute(
  transaction: Transaction,
  services: Services,
  now: number,
  chargeId: string,
  news: DisputeNews,
): Promise<void> {
  const charge = await lockedCharge(transaction, chargeId);
  const known = await disputes.page(transaction, { limit: 1, where: { network_case: news.id } });
  if (known.rows.length > 0) return;
  const row = newDispute(charge, {
    id: services.ids.next('dispute'),
    now,
    networkCase: news.id,
    reason: news.reason,
    inquiry: news.inquiry,
    amount: news.amount,
  });
  await disputes.insert(transaction, row);
  const settled = await settleNow(transaction, services, now, charge);
  const disputed: ChargeRow = { ...settled, disputed: 1 };
  await charges.update(transaction, disputed);
  if (!news.inquiry) await takeMoney(transaction, services, now, disputed, row, 'withdrawn');
  await tell(transaction, services, now, row, 'charge.dispute.created');
  if (!news.inquiry) await tell(transaction, services, now, row, 'charge.dispute.funds_withdrawn');
  await tellCharge(transaction, services, now, settled, disputed);
}

/**
 * Ends a dispute: by a job when it is due, or when the merchant accepts it. The outcome, the money that a win returns, and
 * the events are written in the caller's transaction.
 */
export async function endDispute(
  transaction: Transaction,
  services: Services,
  now: number,
  before: DisputeRow,
): Promise<DisputeRow> {
  const after = decided(before, now);
  await disputes.update(transaction, after);
  if (after.status === 'won') {
    const charge = await charges.find(transaction, after.charge);
    if (charge === undefined) throw new Error(`The dispute ${after.id} has lost its charge.`);
    await takeMoney(transaction, services, now, charge, after, 'reinstated');
  }
  await tell(transaction, services, now, after, 'charge.dispute.closed', before);
  if (after.status === 'won')
    await tell(transaction, services, now, after, 'charge.dispute.funds_reinstated');
  return after;
}

/** Withdraws the money and a fee, or returns both. */
async function takeMoney(
  transaction: Transaction,
  services: Services,
  now: number,
  charge: ChargeRow,
  dispute: DisputeRow,
  direction: 'withdrawn' | 'reinstated',
): Promise<void> {
  const sign = direction === 'withdrawn' ? 1 : -1;
  await move(transaction, services, now, {
    type: 'adjustment',
    category: direction === 'withdrawn' ? 'dispute' : 'dispute_reversal',
    source: dispute.id,
    currency: dispute.currency,
    amount: -sign * dispute.amount,
    fee: sign * disputeFee,
    feeDescription: 'Dispute fee',
    description: `Chargeback ${direction === 'withdrawn' ? 'withdrawal' : 'reversal'} for ${charge.id}`,
    availableOn: await settlesWith(transaction, now, charge),
  });
}

export async function tell(
  transaction: Transaction,
  services: Services,
  now: number,
  row: DisputeRow,
  type:
    | 'charge.dispute.closed'
    | 'charge.dispute.created'
    | 'charge.dispute.funds_reinstated'
    | 'charge.dispute.funds_withdrawn'
    | 'charge.dispute.updated',
  before?: DisputeRow,
): Promise<void> {
  const object = await showDispute(transaction, row);
  if (before === undefined) return appendEvent(transaction, services.ids, now, { type, object });
  const { balance_transactions: _, ...was } = await showDispute(transaction, before);
  const { balance_transactions: _now, ...is } = object;
  await appendEvent(transaction, services.ids, now, {
    type,
    object,
    previous: previousAttributes(was, is),
  });
}

async function tellCharge(
  transaction: Transaction,
  services: Services,
  now: number,
  before: ChargeRow,
  after: ChargeRow,
): Promise<void> {
  const { livemode } = transaction.scope;
  const object = chargeView(after, livemode);
  const previous = previousAttributes(chargeView(before, livemode), object);
  if (Object.keys(previous).length === 0) return;
  await appendEvent(transaction, services.ids, now, { type: 'charge.updated', object, previous });
}

async function lockedCharge(transaction: Transaction, id: string): Promise<ChargeRow> {
  const charge = await charges.lock(transaction, id);
  if (charge === undefined) throw new Error(`There is no charge ${id}.`);
  return charge;
}
