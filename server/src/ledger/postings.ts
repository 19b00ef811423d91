/**
 * Where money is, from the merchant's side. `network`: owed to us by the card networks; `fees`: kept for the service;
 * `pending` and `available`: the merchant's own. What is owed to somebody is negative, as in any ledger of a bank.
 */
export const ledgers = ['network', 'fees', 'pending', 'available'] as const;
export type Ledger = (typeof ledgers)[number];

export interface Entry {
  readonly ledger: Ledger;
  /** Minor units; a posting's entries sum to zero. */
  readonly amount: number;
}

/** Throws when money would appear or vanish. */
export function requireBalanced(entries: readonly Entry[]): void {
  const sum = entries.reduce((total, { amount }) => total + amount, 0);
  if (sum !== 0) throw new Error(`A posting is out of balance by ${sum}.`);
}

type Own = 'pending' | 'available';

/** A captured payment: the network owes its amount, of which the merchant gets what the fee leaves. */
export function ofCharge(amount: number, fee: number, own: Own): Entry[] {
  return [
    { ledger: 'network', amount },
    { ledger: 'fees', amount: -fee },
    { ledger: own, amount: fee - amount },
  ];
}

/** Money goes back to the card, out of the merchant's balance. */
export function ofRefund(amount: number, own: Own): Entry[] {
  return [
    { ledger: own, amount },
    { ledger: 'network', amount: -amount },
  ];
}

/** A refund that the card's bank sent back. */
export function ofFailedRefund(amount: number, own: Own): Entry[] {
  return [
    { ledger: 'network', amount },
    { ledger: own, amount: -amount },
  ];
}

/** What was pending can be paid out. `net` may be negative. */
export function ofAvailability(net: number): Entry[] {
  return [
    { ledger: 'pending', amount: net },
    { ledger: 'available', amount: -net },
  ];
}

/**
 * The fee of a payment: `percent` of it (decimal text with up to four places), half a minor unit and more rounded up,
 * and `fixed` minor units.
 */
export function feeOf(amount: number, percent: string, fixed: number): number {
  const [whole = '0', places = ''] = percent.split('.');
  const tenThousandths = BigInt(whole + places.padEnd(4, '0').slice(0, 4));
  const share = (BigInt(amount) * tenThousandths + 500_000n) / 1_000_000n;
  return Number(share) + fixed;
}
