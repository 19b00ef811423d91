import { maximumAmount } from '@onfile/shared/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAmount } from './line-amount.ts';

const amount = fc.integer({ min: 0, max: maximumAmount });
const quantity = fc.integer({ min: 0, max: 999_999 });
const decimal = fc.tuple(amount, fc.stringMatching(/^\d{1,12}$/)).map(([whole, part]) => `${whole}.${part}`);

const of = (unitAmount: string, count: number) =>
  lineAmount({ unitAmount, quantity: count, proration: null });

describe('the amount of a line', () => {
  it.each([
    ['1000', 2, 2000n],
    ['0.5', 1, 1n],
    ['0.5', 3, 2n],
    ['0.4999', 1, 0n],
    ['1.005', 100, 101n],
    ['0.000000000001', 999_999, 0n],
    ['33.333333333333', 3, 100n],
    ['99999999', 0, 0n],
  ])('%s × %d is %d', (unit, count, expected) => {
    expect(of(unit, count)).toBe(expected);
  });

  it('in whole units is their product', () => {
    fc.assert(
      fc.property(amount, quantity, (unit, count) => {
        expect(of(String(unit), count)).toBe(BigInt(unit) * BigInt(count));
      }),
    );
  });

  it('is never more than half a unit from the exact product, and rounds half up', () => {
    fc.assert(
      fc.property(decimal, quantity, (unit, count) => {
        const scale = 10n ** BigInt(unit.length - unit.indexOf('.') - 1);
        const excess = 2n * (of(unit, count) * scale - BigInt(unit.replace('.', '')) * BigInt(count));
        expect(excess > -scale && excess <= scale).toBe(true);
      }),
    );
  });

  it('does not change with trailing zeros, and grows with the quantity', () => {
    fc.assert(
      fc.property(amount, fc.stringMatching(/^\d{1,6}$/), quantity, (whole, part, count) => {
        const unit = `${whole}.${part}`;
        expect(of(`${unit}000`, count)).toBe(of(unit, count));
        expect(of(unit, count + 1)).toBeGreaterThanOrEqual(of(unit, count));
      }),
    );
  });

  it('for part of its period plus that for the rest is within a unit of the whole', () => {
    const seconds = 2_678_400;
    fc.assert(
      fc.property(amount, fc.nat(seconds), (unit, passed) => {
        const part = (of: number) =>
          lineAmount({
            unitAmount: String(unit),
            quantity: 1,
            proration: { direction: 'charged', seconds: of, ofSeconds: seconds },
          });
        const apart = part(passed) + part(seconds - passed) - BigInt(unit);
        expect(apart >= -1n && apart <= 1n).toBe(true);
      }),
    );
  });
});
