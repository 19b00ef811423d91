import { apportion } from './apportion.ts';
import { decimal, type Fraction, plus, rounded, times } from './fraction.ts';
import type { Tax } from './sale.ts';

/** The taxes on a net amount, in the order of their rates. */
export interface Taxes {
  readonly each: readonly bigint[];
  readonly inclusive: bigint;
  readonly exclusive: bigint;
}

const hundred: Fraction = { of: 100n, over: 1n };

/**
 * Taxes on `net`, which is after discounts and may be negative. Each is rounded separately, per line and rate, as on
 * invoices. Taxes contained in the price are rounded together and share the result, so they never exceed it. If a price
 * contains some and others are added, both apply to the price without any. An added tax is a whole multiple of the
 * currency's `step`, so that the sum can be charged. Sources: Stripe's documentation of rounding, and invoices that people
 * have published; several in one price, and both kinds on one line, are Onfile's own decision.
 */
export function taxesOn(net: bigint, taxes: readonly Tax[], step: bigint): Taxes {
  const contained = taxes
    .filter(({ inclusive }) => inclusive)
    .reduce((sum, { percent }) => plus(sum, decimal(percent)), { of: 0n, over: 1n });
  const gross = plus(hundred, contained);
  // `net / (100 + contained)`: one percent of the price without taxes.
  const percent = times({ of: net, over: 1n }, { of: gross.over, over: gross.of });
  const inclusive = rounded(times(percent, contained), 1n, 'away');
  const parts = shares(inclusive, taxes);
  const each = taxes.map((tax, index) =>
    tax.inclusive ? (parts[index] ?? 0n) : rounded(times(percent, decimal(tax.percent)), step, 'away'),
  );
  return { each, inclusive, exclusive: each.reduce((sum, amount) => sum + amount, 0n) - inclusive };
}

function shares(inclusive: bigint, taxes: readonly Tax[]): bigint[] {
  const places = 10n ** 12n;
  const sharers = taxes.map((tax) => {
    const { of, over } = decimal(tax.inclusive ? tax.percent : '0');
    return { weight: (of * places) / over, rank: tax.percent };
  });
  return inclusive < 0n ? apportion(-inclusive, sharers).map((part) => -part) : apportion(inclusive, sharers);
}
