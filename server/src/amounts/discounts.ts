import { apportion } from './apportion.ts';
import { decimal, rounded, times } from './fraction.ts';
import type { Discount, Line } from './sale.ts';

/**
 * What each discount takes off each line: by discount, then by line. A percentage applies to the sum of its lines, is
 * rounded once, half up, so that what remains is a multiple of the currency's `step`, and is then shared among them. No
 * discount takes more than there is. Source: Stripe's documentation of coupons.
 */
export function discountsOn(
  lines: readonly Line[],
  subtotals: readonly bigint[],
  discounts: readonly Discount[],
  step: bigint,
): bigint[][] {
  const left = [...subtotals];
  // Two lines with one rank are alike in everything that affects totals.
  const ranks = lines.map(({ id, taxes }) => JSON.stringify([taxes, discounts.map(isFrom(id))]));
  return discounts.map((discount) => {
    const sharers = lines.map(({ id }, index) => {
      const rest = left[index] ?? 0n;
      return { weight: rest > 0n && isFrom(id)(discount) ? rest : 0n, rank: ranks[index] ?? '' };
    });
    const base = sharers.reduce((sum, { weight }) => sum + weight, 0n);
    const after =
      'percent' in discount ? reduced(base, discount.percent, step) : base - BigInt(discount.amount);
    const whole = base - (after > 0n ? after : 0n);
    // In steps, so that any of the lines can be reduced again.
    const unit = [whole, ...sharers.map(({ weight }) => weight)].every((part) => part % step === 0n)
      ? step
      : 1n;
    const parts = apportion(whole / unit, sharers).map((part) => part * unit);
    for (const [index, part] of parts.entries()) left[index] = (left[index] ?? 0n) - part;
    return parts;
  });
}

/** What a percentage leaves: a multiple of the step, so that it can be charged, and nothing at 100 %. */
function reduced(base: bigint, percent: string, step: bigint): bigint {
  const { of, over } = decimal(percent);
  const left = rounded(
    times({ of: base, over: 1n }, { of: 100n * over - of, over: 100n * over }),
    step,
    'down',
  );
  return left < base ? left : base;
}

const isFrom =
  (line: string) =>
  ({ from }: Discount): boolean =>
    from === null || from.includes(line);
