import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Entry,
  feeOf,
  type Ledger,
  ledgers,
  ofAvailability,
  ofCharge,
  ofFailedRefund,
  ofRefund,
  requireBalanced,
} from './postings.ts';

const amount = fc.integer({ min: 1, max: 99_999_999 });
const own = fc.constantFrom('pending' as const, 'available' as const);

describe('the ledger', () => {
  it('sums to zero after every step of every history', () => {
    const step = fc.oneof(
      fc.tuple(amount, fc.integer({ min: 0, max: 10_000 }), own).map((given) => ofCharge(...given)),
      fc.tuple(amount, own).map((given) => ofRefund(...given)),
      fc.tuple(amount, own).map((given) => ofFailedRefund(...given)),
      fc.integer({ min: -99_999_999, max: 99_999_999 }).map(ofAvailability),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (history) => {
        const balance: Record<Ledger, number> = { network: 0, fees: 0, pending: 0, available: 0 };
        for (const posting of history) {
          requireBalanced(posting);
          for (const { ledger, amount: moved } of posting) balance[ledger] += moved;
          expect(ledgers.reduce((sum, ledger) => sum + balance[ledger], 0)).toBe(0);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses a posting that makes or loses money', () => {
    const entries: Entry[] = [
      { ledger: 'network', amount: 100 },
      { ledger: 'pending', amount: -99 },
    ];
    expect(() => requireBalanced(entries)).toThrow('out of balance by 1');
  });

  it.each([
    [2000, '2.9', 30, 88],
    [50, '2.9', 30, 31],
    [1050, '2.9', 30, 60],
    [99_999_999, '2.9', 30, 2_900_030],
    [100, '0', 0, 0],
    [10_000, '1.25', 5, 130],
  ])('takes of %i at %s %% and %i a fee of %i', (paid, percent, fixed, fee) => {
    expect(feeOf(paid, percent, fixed)).toBe(fee);
  });

  it('never rounds by more than half a unit', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 1_000_000 }), (paid, rate) => {
        const percent = `${Math.floor(rate / 10_000)}.${String(rate % 10_000).padStart(4, '0')}`;
        expect(Math.abs(feeOf(paid, percent, 0) - (paid * rate) / 1_000_000)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});
