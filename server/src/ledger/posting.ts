/**
 * Where money can be. Amounts say how much an account holds: `network` is the card network outside, and holds the negative
 * of everything that came from it.
 */
export type LedgerAccount = 'network' | 'fees' | 'pending' | 'available';

export interface Leg {
  readonly account: LedgerAccount;
  /** Minor units: positive where the money goes, negative where it comes from. */
  readonly amount: number;
}

/** One movement of money between ledger accounts, in one currency. */
export interface Posting {
  readonly currency: string;
  readonly legs: readonly Leg[];
}

/** The legs that move anything. Throws if money would appear or vanish, which is a bug in the caller. */
export function balancedLegs({ currency, legs }: Posting): readonly Leg[] {
  if (!legs.every(({ amount }) => Number.isSafeInteger(amount))) {
    throw new Error(`A posting in ${currency} holds an amount that is not an integer.`);
  }
  const sum = legs.reduce((total, { amount }) => total + amount, 0);
  if (sum !== 0) throw new Error(`A posting in ${currency} sums to ${sum}, not to zero.`);
  return legs.filter(({ amount }) => amount !== 0);
}

/** What a balance transaction does: `amount` from (or to) the network, `fee` to Onfile's operator, the net to the merchant. */
export function movement(
  into: 'pending' | 'available',
  money: { readonly currency: string; readonly amount: number; readonly fee: number },
): Posting {
  const { currency, amount, fee } = money;
  return {
    currency,
    legs: [
      { account: 'network', amount: -amount },
      { account: 'fees', amount: fee },
      { account: into, amount: amount - fee },
    ],
  };
}

/** Makes settled money available. */
export function release(money: { readonly currency: string; readonly net: number }): Posting {
  return {
    currency: money.currency,
    legs: [
      { account: 'pending', amount: -money.net },
      { account: 'available', amount: money.net },
    ],
  };
}
