import { amountStep } from '@onfile/shared/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountsOf } from './amounts.ts';
import type { Discount, Line, Sale, Tax } from './sale.ts';

const percent = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: max - 1 }), fc.integer({ min: 1, max: 10 ** places }))
    .map(([whole, part]) => String(Number((whole + part / 10 ** places).toFixed(places))));
const taxes: fc.Arbitrary<Tax[]> = fc.array(
  fc.record({ percent: percent(100, 4), inclusive: fc.boolean() }),
  { maxLength: 3 },
);
const unitAmount = fc.oneof(
  fc.integer({ min: 0, max: 99_999_999 }).map(String),
  fc.tuple(fc.nat(99_999), fc.stringMatching(/^\d{1,12}$/)).map(([whole, part]) => `${whole}.${part}`),
  fc.nat(9).map(String),
);
const proration = fc.option(
  fc
    .record({
      direction: fc.constantFrom('charged' as const, 'given_back' as const),
      seconds: fc.nat(2_678_400),
    })
    .map((part) => ({ ...part, ofSeconds: 2_678_400 })),
  { freq: 4 },
);
const line = fc.record({ unitAmount, quantity: fc.nat(99), proration, taxes });
const lines: fc.Arbitrary<Line[]> = fc
  .array(line, { maxLength: 6 })
  .map((all) => all.map((each, index) => ({ ...each, id: `li_${index}` })));
// Currencies with zero decimals, with two, with three of which the last is 0, and with two that are both 0.
const currency = fc.constantFrom('jpy', 'usd', 'kwd', 'isk');

const sale: fc.Arbitrary<Sale> = fc.tuple(lines, currency).chain(([sold, code]) => {
  const step = amountStep(code);
  const from: fc.Arbitrary<string[] | null> = fc.option(fc.subarray(sold.map(({ id }) => id)));
  const discount: fc.Arbitrary<Discount> = fc.oneof(
    fc.record({ from, percent: percent(100, 2) }),
    fc.record({ from, amount: fc.nat(999_999).map((amount) => amount * step) }),
  );
  const shipping = fc.option(fc.record({ amount: fc.nat(99_999).map((amount) => amount * step), taxes }));
  return fc.record({
    currency: fc.constant(code),
    lines: fc.constant(sold),
    discounts: fc.array(discount, { maxLength: 3 }),
    shipping,
  });
});

const bare = { proration: null, taxes: [] };
const usd = (part: Partial<Sale>): Sale => ({
  currency: 'usd',
  lines: [],
  discounts: [],
  shipping: null,
  ...part,
});
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

describe('the amounts of a sale', () => {
  it('of lines alone are their sum', () => {
    const amounts = amountsOf(
      usd({
        lines: [
          { ...bare, id: 'a', unitAmount: '1000', quantity: 2 },
          { ...bare, id: 'b', unitAmount: '0.5', quantity: 3 },
        ],
      }),
    );
    expect(amounts).toMatchObject({ subtotal: 2002, discount: 0, shipping: 0, tax: 0, total: 2002 });
    expect(amounts.lines.map(({ line, total }) => [line.id, total])).toEqual([
      ['a', 2000],
      ['b', 2],
    ]);
  });

  // As in Stripe's documentation and in invoices that people have published.
  it.each([
    [
      'a tax after a discount',
      '2000',
      [{ percent: '10' }],
      ['5'],
      [],
      { discount: 200, tax: 90, total: 1890 },
    ],
    ['a contained tax', '1100', [], [], ['10'], { tax: 100, taxInclusive: 100, total: 1100 }],
    ['two contained taxes', '1200', [], [], ['15', '5'], { taxInclusive: 200, total: 1200 }],
    ['both kinds, each on the price without', '1100', [], ['5'], ['10'], { tax: 150, total: 1150 }],
    ['a tax with four places', '1000', [], ['8.8750'], [], { taxExclusive: 89, total: 1089 }],
    ['an amount off', '1900', [{ amount: 500 }], [], [], { discount: 500, total: 1400 }],
    ['more off than the price', '300', [{ amount: 500 }], ['20'], [], { discount: 300, tax: 0, total: 0 }],
    ['one discount after another', '1000', [{ percent: '50' }, { percent: '50' }], [], [], { total: 250 }],
  ])('%s', (_, unit, discounts, added, contained, expected) => {
    const rates = [
      ...added.map((each) => ({ percent: each, inclusive: false })),
      ...contained.map((each) => ({ percent: each, inclusive: true })),
    ];
    const sold = { ...bare, id: 'a', unitAmount: unit, quantity: 1, taxes: rates };
    const off = discounts.map((each) => ({ from: null, ...each }) as Discount);
    expect(amountsOf(usd({ lines: [sold], discounts: off }))).toMatchObject(expected);
  });

  it('are rounded per line and rate', () => {
    const lines = ['43', '484'].map((unit) => ({
      ...bare,
      id: unit,
      unitAmount: unit,
      quantity: 1,
      taxes: [{ percent: '15', inclusive: false }],
    }));
    const amounts = amountsOf(usd({ lines }));
    expect([amounts.tax, amounts.lines.map(({ tax }) => tax)]).toEqual([79, [6, 73]]);
  });

  it('share a discount by largest remainder', () => {
    const lines = ['1000', '2000'].map((unit) => ({ ...bare, id: unit, unitAmount: unit, quantity: 1 }));
    const amounts = amountsOf(usd({ lines, discounts: [{ from: null, amount: 500 }] }));
    expect(amounts.lines.map(({ discount }) => discount)).toEqual([167, 333]);
  });

  it.each([
    ['given_back', '1000', 2, 3, -667],
    ['charged', '500', 2, 3, 333],
    ['given_back', '5', 1, 2, -3],
    ['charged', '9', 1, 2, 4],
    ['charged', '15', 1, 2, 7],
    ['charged', '24999.997', 1, 1, 25_000],
  ] as const)('of a period that is %s: %s × %i/%i is %i', (direction, unit, seconds, ofSeconds, total) => {
    const part = { direction, seconds, ofSeconds };
    const sold = { ...bare, id: 'a', unitAmount: unit, quantity: 1, proration: part };
    expect(amountsOf(usd({ lines: [sold] })).total).toBe(total);
  });

  it('are taxed, and the same tax is given back', () => {
    const taxed = [{ percent: '5', inclusive: false }];
    const whole = { seconds: 1, ofSeconds: 1 };
    const of = (direction: 'charged' | 'given_back') => ({
      ...bare,
      id: direction,
      unitAmount: '1810',
      quantity: 1,
      proration: { ...whole, direction },
      taxes: taxed,
    });
    const amounts = amountsOf(usd({ lines: [of('charged'), of('given_back')] }));
    expect(amounts.lines.map(({ tax }) => tax)).toEqual([91, -91]);
    expect(amounts.total).toBe(0);
  });

  it('add up, by line and by kind', () => {
    fc.assert(
      fc.property(sale, (sold) => {
        const amounts = amountsOf(sold);
        const { ofShipping } = amounts;
        const all = ofShipping === null ? amounts.lines : [...amounts.lines, ofShipping];
        for (const part of all) {
          expect(part.total).toBe(part.subtotal - part.discount + part.taxExclusive);
          expect(part.tax).toBe(part.taxInclusive + part.taxExclusive);
          expect(sum(part.taxes)).toBe(part.tax);
          expect(sum(part.discounts)).toBe(part.discount);
        }
        for (const name of ['taxInclusive', 'taxExclusive', 'tax', 'total'] as const) {
          expect(amounts[name]).toBe(sum(all.map((part) => part[name])));
        }
        expect(amounts.subtotal).toBe(sum(amounts.lines.map(({ subtotal }) => subtotal)));
        expect(amounts.discount).toBe(sum(amounts.lines.map(({ discount }) => discount)));
        expect(amounts.total).toBe(
          amounts.subtotal - amounts.discount + amounts.shipping + amounts.taxExclusive,
        );
        for (const value of Object.values(amounts)) {
          if (typeof value === 'number') expect(Number.isSafeInteger(value)).toBe(true);
        }
      }),
    );
  });

  it('have totals that do not depend on the order of the lines', () => {
    const shuffled = sale.chain((sold) =>
      fc.tuple(fc.constant(sold), fc.shuffledSubarray([...sold.lines], { minLength: sold.lines.length })),
    );
    fc.assert(
      fc.property(shuffled, ([sold, lines]) => {
        const { lines: _one, ...before } = amountsOf(sold);
        const { lines: _other, ...after } = amountsOf({ ...sold, lines });
        expect(after).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it('never contain a discount above its base, below 0, or on a line that gives money back', () => {
    fc.assert(
      fc.property(sale, (sold) => {
        const amounts = amountsOf(sold);
        for (const { subtotal, discounts, line: of } of amounts.lines) {
          let left = subtotal;
          for (const [index, part] of discounts.entries()) {
            const from = sold.discounts[index]?.from ?? null;
            const open = left > 0 && (from === null || from.includes(of.id));
            expect(part >= 0 && part <= (open ? left : 0)).toBe(true);
            left -= part;
          }
        }
      }),
    );
  });

  it('share a discount fairly: every line is within a unit of its exact share, or a step if prices are in steps', () => {
    fc.assert(
      fc.property(sale, (sold) => {
        const amounts = amountsOf(sold);
        const left = amounts.lines.map(({ subtotal }) => BigInt(subtotal));
        const step = BigInt(amountStep(sold.currency));
        for (const [at, { from }] of sold.discounts.entries()) {
          const base = amounts.lines.map(({ line: { id } }, index) => {
            const rest = left[index] ?? 0n;
            return rest > 0n && (from === null || from.includes(id)) ? rest : 0n;
          });
          const parts = amounts.lines.map(({ discounts }) => BigInt(discounts[at] ?? 0));
          const whole = parts.reduce((all, part) => all + part, 0n);
          const of = base.reduce((all, part) => all + part, 0n);
          for (const [index, part] of parts.entries()) {
            const excess = part * of - whole * (base[index] ?? 0n);
            const inSteps = [whole, ...base].every((each) => each % step === 0n);
            const unit = inSteps ? of * step : of;
            expect(of === 0n ? part === 0n : excess < unit && -excess < unit).toBe(true);
            left[index] = (left[index] ?? 0n) - part;
          }
        }
      }),
    );
  });

  it('take 100 % off completely', () => {
    fc.assert(
      fc.property(sale, (sold) => {
        const lines = sold.lines.map((each) => ({ ...each, proration: null }));
        const free = amountsOf({
          ...sold,
          lines,
          discounts: [{ from: null, percent: '100' }],
          shipping: null,
        });
        expect([free.total, free.tax]).toEqual([0, 0]);
      }),
    );
  });

  it('can be charged if the prices can: they are whole multiples of the currency’s step', () => {
    fc.assert(
      fc.property(sale, (sold) => {
        const step = amountStep(sold.currency);
        const lines = sold.lines.map((each) => ({
          ...each,
          proration: null,
          unitAmount: String(Math.floor(Number(each.unitAmount)) * step),
        }));
        const amounts = amountsOf({ ...sold, lines });
        for (const amount of [amounts.total, amounts.discount, amounts.taxExclusive]) {
          expect(amount % step === 0).toBe(true);
        }
      }),
    );
  });
});

describe('a tax', () => {
  const taxed = (unit: number, rates: Tax[], code = 'usd') => {
    const sold = { ...bare, id: 'a', unitAmount: String(unit), quantity: 1, taxes: rates };
    return amountsOf(usd({ currency: code, lines: [sold] }));
  };
  const price = fc.integer({ min: 0, max: 99_999_999 });

  it('that is contained is within a unit of the one that would be added', () => {
    fc.assert(
      fc.property(price, percent(100, 4), currency, (unit, rate, code) => {
        const step = amountStep(code);
        const added = taxed(unit * step, [{ percent: rate, inclusive: false }], code);
        const contained = taxed(added.total, [{ percent: rate, inclusive: true }], code);
        expect(contained.total).toBe(added.total);
        expect(Math.abs(contained.taxInclusive - added.taxExclusive)).toBeLessThanOrEqual(step);
      }),
    );
  });

  it('that is contained never exceeds the price, however many there are, and each is exact to within a unit', () => {
    const rates = fc.array(percent(100, 4), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.oneof(price, fc.nat(9)), rates, (unit, all) => {
        const amounts = taxed(
          unit,
          all.map((each) => ({ percent: each, inclusive: true })),
        );
        expect(amounts.taxInclusive).toBeLessThanOrEqual(unit);
        const together = sum(all.map(Number));
        const [of] = amounts.lines;
        for (const [index, amount] of (of?.taxes ?? []).entries()) {
          const exact = (unit * Number(all[index])) / (100 + together);
          expect(Math.abs(amount - exact)).toBeLessThan(1.51);
        }
      }),
    );
  });

  it('is nearest to its exact amount', () => {
    fc.assert(
      fc.property(price, percent(100, 4), currency, (unit, rate, code) => {
        const step = BigInt(amountStep(code));
        const { taxExclusive } = taxed(unit, [{ percent: rate, inclusive: false }], code);
        const millionths = BigInt(unit) * BigInt(Math.round(Number(rate) * 10_000));
        const excess = 2n * (BigInt(taxExclusive) * 1_000_000n - millionths);
        expect(excess > -step * 1_000_000n && excess <= step * 1_000_000n).toBe(true);
      }),
    );
  });
});
