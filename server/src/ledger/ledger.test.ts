import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableOn, feeOf } from './fees.ts';
import { balancedLegs, type LedgerAccount, movement, type Posting, release } from './posting.ts';

const currency = fc.constantFrom('usd', 'eur', 'jpy');
const amount = fc.integer({ min: 1, max: 99_999_999 });
const rate = fc.record({
  percent: fc.constantFrom('0', '1.4', '2.9', '3.25', '100'),
  fixed: fc.integer({ min: 0, max: 500 }),
});

interface Booked {
  readonly currency: string;
  readonly amount: number;
  readonly fee: number;
  readonly net: number;
  pending: boolean;
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('charge' as const), currency, amount, rate }),
  fc.record({
    kind: fc.constant('back' as const),
    of: fc.nat(),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('dispute' as const), of: fc.nat(), fee: fc.integer({ min: 0, max: 2000 }) }),
  fc.record({ kind: fc.constant('reinstate' as const), of: fc.nat() }),
  fc.record({ kind: fc.constant('release' as const), of: fc.nat() }),
);

class Books {
  readonly booked: Booked[] = [];
  readonly held = new Map<string, number>();

  book(money: { currency: string; amount: number; fee: number }, pending: boolean) {
    this.#post(movement(pending ? 'pending' : 'available', money));
    this.booked.push({ ...money, net: money.amount - money.fee, pending });
  }

  release(row: Booked) {
    if (!row.pending) return;
    row.pending = false;
    this.#post(release(row));
  }

  of(account: LedgerAccount, currency: string) {
    return this.held.get(`${account} ${currency}`) ?? 0;
  }

  #post(posting: Posting) {
    for (const leg of balancedLegs(posting)) {
      const key = `${leg.account} ${posting.currency}`;
      this.held.set(key, (this.held.get(key) ?? 0) + leg.amount);
    }
  }
}

describe('the ledger', () => {
  it('sums to zero after every step, and its balances match the balance transactions', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const books = new Books();
        for (const now of steps) {
          const row = 'of' in now ? books.booked[now.of % Math.max(1, books.booked.length)] : undefined;
          if (now.kind === 'charge') {
            books.book({ ...now, fee: feeOf(now.amount, now.rate) }, true);
          } else if (row !== undefined) {
            if (now.kind === 'back') {
              const back = Math.round(row.amount * now.share);
              books.book({ currency: row.currency, amount: -back, fee: 0 }, row.pending);
            }
            if (now.kind === 'dispute')
              books.book({ currency: row.currency, amount: -row.amount, fee: now.fee }, row.pending);
            if (now.kind === 'reinstate')
              books.book({ currency: row.currency, amount: -row.amount, fee: -row.fee }, row.pending);
            if (now.kind === 'release') books.release(row);
          }
          for (const code of ['usd', 'eur', 'jpy']) {
            const rows = books.booked.filter((known) => known.currency === code);
            const sum = (of: readonly Booked[]) => of.reduce((total, { net }) => total + net, 0);
            const accounts = ['network', 'fees', 'pending', 'available'] as const;
            expect(accounts.reduce((total, account) => total + books.of(account, code), 0)).toBe(0);
            expect(books.of('pending', code)).toBe(sum(rows.filter(({ pending }) => pending)));
            expect(books.of('available', code)).toBe(sum(rows.filter(({ pending }) => !pending)));
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses a posting that creates or loses money, and fractions of a minor unit', () => {
    const legs = [{ account: 'pending', amount: 5 } as const, { account: 'network', amount: -4 } as const];
    expect(() => balancedLegs({ currency: 'usd', legs })).toThrow('sums to 1');
    const halves = [
      { account: 'pending', amount: 0.5 } as const,
      { account: 'network', amount: -0.5 } as const,
    ];
    expect(() => balancedLegs({ currency: 'usd', legs: halves })).toThrow('not an integer');
  });
});

describe('fees', () => {
  it.each([
    [1000, '2.9', 30, 59],
    [2000, '2.9', 30, 88],
    [50, '2.9', 30, 31],
    [50, '1', 0, 1],
    [49, '1', 0, 0],
    [10, '0', 30, 10],
    [99_999_999, '2.9', 30, 2_900_030],
  ])('of %i at %s %% + %i are %i', (charged, percent, fixed, fee) => {
    expect(feeOf(charged, { percent, fixed })).toBe(fee);
  });

  it('are whole and never exceed the charge', () => {
    fc.assert(
      fc.property(amount, rate, (charged, at) => {
        const fee = feeOf(charged, at);
        expect(Number.isSafeInteger(fee)).toBe(true);
        expect(fee).toBeGreaterThanOrEqual(0);
        expect(fee).toBeLessThanOrEqual(charged);
      }),
    );
  });
});

it('money becomes available at a midnight, two to three days later', () => {
  const now = 1_700_000_000;
  const at = availableOn(now);
  expect(at % 86_400).toBe(0);
  expect(at - now).toBeGreaterThanOrEqual(2 * 86_400);
  expect(at - now).toBeLessThan(3 * 86_400);
});
