import { createHash } from 'node:crypto';
import { appendEvent } from '../../events/append.ts';
import { availableOn, feeOf } from '../../ledger/fees.ts';
import { balanceTransactions } from '../../resources/balance-transactions/table.ts';
import { type ChargeRow, charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/store.ts';
import { feeRateOf, move } from './balance.ts';

/** Seconds after which the money of a charge with asynchronous capture joins the balance, as on Stripe. */
const asyncSettlementSeconds = 2;

/** A number for people, `1234-5678`, on the receipts of charges that name an address to send them to. */
function receiptNumber(charge: string): string {
  const digits = String(createHash('sha256').update(charge).digest().readUInt32BE() % 100_000_000);
  return digits.padStart(8, '0').replace(/^(....)/, '$1-');
}

/**
 * Adds to a new charge what being paid brings: its receipt, and its money in the balance, at once or (`automatic_async`) a
 * little later, by a job. Call it before the charge is inserted; an unpaid charge is returned unchanged.
 */
export async function postCharge(
  transaction: Transaction,
  services: Services,
  now: number,
  charge: ChargeRow,
  captureMethod: 'automatic' | 'automatic_async' | 'manual',
): Promise<ChargeRow> {
  if (!charge.doc.paid) return charge;
  const token = services.ids.next('receipt_token');
  const receipted: ChargeRow = {
    ...charge,
    receipt_token: token,
    doc: {
      ...charge.doc,
      receipt_url: `${services.origin}/receipts/${token}`,
      receipt_number: charge.doc.receipt_email === null ? null : receiptNumber(charge.id),
    },
  };
  if (!charge.doc.captured) return receipted;
  transaction.announce('captures');
  return captureMethod === 'automatic_async'
    ? { ...receipted, settle_at: now + asyncSettlementSeconds }
    : postCapture(transaction, services, now, receipted);
}

/** Puts the charge's captured money into the balance. Call it once, with `captured` and `amount_captured` set. */
export async function postCapture(
  transaction: Transaction,
  services: Services,
  now: number,
  charge: ChargeRow,
): Promise<ChargeRow> {
  transaction.announce('captures');
  const amount = charge.amount_captured;
  const moved = await move(transaction, services, now, {
    type: 'charge',
    category: 'charge',
    source: charge.id,
    currency: charge.currency,
    amount,
    fee: feeOf(amount, await feeRateOf(transaction)),
    description: charge.doc.description,
    availableOn: availableOn(now),
  });
  return { ...charge, settle_at: null, doc: { ...charge.doc, balance_transaction: moved.id } };
}

/**
 * Puts a locked charge's money into the balance if it is not there yet: a job does so when it is due, and whoever takes
 * money back from the charge does so first. Writes in the caller's transaction.
 */
export async function settleNow(
  transaction: Transaction,
  services: Services,
  now: number,
  charge: ChargeRow,
): Promise<ChargeRow> {
  if (charge.settle_at === null) return charge;
  const posted = await postCapture(transaction, services, now, charge);
  await charges.update(transaction, posted);
  const object = chargeView(posted, transaction.scope.livemode);
  await appendEvent(transaction, services.ids, now, {
    type: 'charge.updated',
    object,
    previous: { balance_transaction: null },
  });
  return posted;
}

/** When money taken back from a charge leaves the balance: together with the charge's own, so that neither is ever short. */
export async function settlesWith(transaction: Transaction, now: number, charge: ChargeRow): Promise<number> {
  const id = charge.doc.balance_transaction;
  const own = id === null ? undefined : await balanceTransactions.find(transaction, id);
  return own?.status === 'pending' ? own.available_on : now;
}
