import { errors } from '@onfile/shared/errors.ts';
import { formatAmount } from '@onfile/shared/money.ts';
import { type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import type { ChargeRow } from '../charges/table.ts';
import { requireDivisible } from '../divisible-amount.ts';
import type { RefundDoc, RefundRow } from './table.ts';

interface NewRefund {
  readonly id: string;
  readonly now: number;
  readonly networkRequest: string;
  readonly amount: number;
  readonly reason: RefundDoc['reason'];
  readonly metadata: MetadataChange;
}

/**
 * How much a request refunds: everything left if it names no amount. The held money of a charge that was created directly
 * goes back whole. Throws Stripe's error if the charge has no money to return, or less than that, and for money held by an
 * intent, which is canceled instead. `refunded` includes what is still on its way.
 */
export function amountToRefund(charge: ChargeRow, refunded: number, asked: number | undefined): number {
  if (!charge.doc.paid) throw errors.refundUnpaid(charge.id);
  const { captured: taken, source } = charge.doc;
  if (!taken && source === undefined) throw errors.refundUncaptured(charge.payment_intent ?? '');
  const captured = taken ? charge.amount_captured : charge.amount - charge.doc.amount_released;
  const left = captured - refunded;
  if (left <= 0) throw errors.alreadyRefunded(charge.id);
  const amount = asked ?? left;
  if (asked !== undefined) requireDivisible(asked, charge.currency, 'amount');
  const text = (minorUnits: number) => formatAmount(minorUnits, charge.currency, 'en-US');
  if (amount > captured) {
    throw errors.refundTooLarge(
      `Refund amount (${text(amount)}) is greater than charge amount (${text(captured)})`,
    );
  }
  if (amount > left) {
    throw errors.refundTooLarge(
      `Refund amount (${text(amount)}) is greater than unrefunded amount on charge (${text(left)})`,
    );
  }
  if (!taken && amount < left) throw errors.refundUncapturedInPart();
  return amount;
}

/** A refund that the network has not been asked for yet. */
export function newRefund(charge: ChargeRow, given: NewRefund): RefundRow {
  return {
    id: given.id,
    created: given.now,
    charge: charge.id,
    payment_intent: charge.doc.source === undefined ? charge.payment_intent : null,
    status: 'pending',
    phase: 'asking',
    amount: given.amount,
    currency: charge.currency,
    network_request: given.networkRequest,
    doc: {
      balance_transaction: null,
      customer: charge.customer,
      failure_balance_transaction: null,
      failure_reason: null,
      metadata: mergeMetadata({}, given.metadata),
      payment_method: charge.doc.payment_method,
      reason: given.reason,
    },
  };
}

export function changeRefund(row: RefundRow, metadata: MetadataChange): RefundRow {
  return { ...row, doc: { ...row.doc, metadata: mergeMetadata(row.doc.metadata, metadata) } };
}

/** The refund that records the return of held money: none was taken, so none is moved. */
export function releaseOf(charge: ChargeRow, given: NewRefund): RefundRow {
  return { ...newRefund(charge, given), status: 'succeeded', phase: 'answered' };
}

/** The charge with the effect of all its refunds. */
export function withRefunds(charge: ChargeRow, refunded: number): ChargeRow {
  return {
    ...charge,
    amount_refunded: refunded,
    refunded: refunded > 0 && refunded >= charge.amount_captured ? 1 : 0,
  };
}
