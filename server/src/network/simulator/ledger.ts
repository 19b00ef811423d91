import type { CardEntry, MoneyEntry } from './journal-entries.ts';

/** What the journal says about one authorization, in minor units. */
export interface Balance {
  readonly authorized: number;
  readonly captured: number;
  readonly refunded: number;
  readonly reversed: boolean;
}

/** Null for an entry that is not an approved authorization. */
export function balanceOf(
  authorization: CardEntry | undefined,
  moves: readonly MoneyEntry[],
): Balance | null {
  if (authorization?.kind !== 'authorization' || authorization.answer.outcome === 'declined') return null;
  const done = moves.filter(({ answer }) => answer.outcome === 'done');
  const sum = (kind: MoneyEntry['kind']) =>
    done.filter((move) => move.kind === kind).reduce((total, { amount }) => total + amount, 0);
  return {
    authorized: authorization.amount,
    captured: authorization.captured ? authorization.amount : sum('capture'),
    // A refund that the customer's bank returns counts as never made.
    refunded: authorization.refundsEnd === 'failed' ? 0 : sum('refund'),
    reversed: done.some(({ kind }) => kind === 'reversal'),
  };
}

/** Why money does not move; null if it does. */
export function refusalOf(kind: MoneyEntry['kind'], amount: number, balance: Balance | null): string | null {
  return balance === null
    ? 'There is no approved authorization of this id.'
    : refusals[kind](amount, balance);
}

const refusals: Readonly<Record<MoneyEntry['kind'], (amount: number, balance: Balance) => string | null>> = {
  capture: (amount, { authorized, captured, reversed }) => {
    if (reversed) return 'The authorization has been reversed.';
    if (captured > 0) return 'The authorization has been captured.';
    if (amount < 1) return 'There is nothing to capture.';
    return amount > authorized ? 'The amount is more than was authorized.' : null;
  },
  reversal: (_amount, { captured, reversed }) => {
    if (reversed) return 'The authorization has been reversed.';
    return captured > 0 ? 'The authorization has been captured.' : null;
  },
  refund: (amount, { captured, refunded }) => {
    if (amount < 1) return 'There is nothing to refund.';
    return refunded + amount > captured ? 'The amount is more than is left of what was captured.' : null;
  },
};
