import { decimal, rounded, times } from './fraction.ts';
import type { Line } from './sale.ts';

/**
 * A unit price in minor units, as decimal text, times a quantity, for the charged part of its period; rounded once, on the
 * line. A half rounds up; for part of a period, down towards −∞. Sources: Stripe's documentation; for prorations, invoices
 * that people have published.
 */
export function lineAmount({
  unitAmount,
  quantity,
  proration,
}: Pick<Line, 'unitAmount' | 'quantity' | 'proration'>): bigint {
  const whole = times(decimal(unitAmount), { of: BigInt(quantity), over: 1n });
  if (proration === null) return rounded(whole, 1n, 'away');
  const { direction, seconds, ofSeconds } = proration;
  const part = { of: BigInt(direction === 'charged' ? seconds : -seconds), over: BigInt(ofSeconds) };
  return rounded(times(whole, part), 1n, 'down');
}

/** What one unit costs, as shown, in minor units. */
export function shownUnitAmount(unitAmount: string): number {
  return Number(lineAmount({ unitAmount, quantity: 1, proration: null }));
}
