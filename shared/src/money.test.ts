import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountStep,
  currencies,
  formatAmount,
  isCurrency,
  lineAmount,
  maximumAmount,
  minimumCharge,
  minorUnitDivisor,
} from './money.ts';

/** Intl separates with spaces that do not break; tests are easier to read with plain ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const currency = fc.constantFrom(...currencies);
const amount = fc.integer({ min: 0, max: maximumAmount });

describe('currencies', () => {
  it('are lower case codes, each once', () => {
    expect(new Set(currencies).size).toBe(currencies.length);
    for (const code of currencies) expect(code).toMatch(/^[a-z]{3}$/);
    expect(isCurrency('usd')).toBe(true);
    for (const other of ['USD', 'xyz', '', 'constructor']) expect(isCurrency(other)).toBe(false);
  });

  it('have no, two or three decimals', () => {
    expect(minorUnitDivisor('jpy')).toBe(1);
    expect(minorUnitDivisor('usd')).toBe(100);
    expect(minorUnitDivisor('kwd')).toBe(1000);
    expect(minorUnitDivisor('ugx')).toBe(100);
  });

  it('have steps that the card networks carry', () => {
    expect(['usd', 'jpy', 'kwd', 'isk', 'ugx'].map(amountStep)).toEqual([1, 1, 10, 100, 100]);
  });

  it('have the minimum charge that is published, or one unit', () => {
    expect(['usd', 'gbp', 'jpy', 'mxn', 'huf', 'isk'].map(minimumCharge)).toEqual([
      50, 30, 50, 1000, 17_500, 1,
    ]);
    fc.assert(
      fc.property(currency, (code) => minimumCharge(code) >= 1 && minimumCharge(code) < maximumAmount),
    );
  });
});

describe('an amount as people read it', () => {
  it.each([
    [2000, 'usd', 'en-US', '$20.00'],
    [2000, 'eur', 'de-DE', '20,00 €'],
    [2000, 'eur', 'fr-FR', '20,00 €'],
    [2000, 'jpy', 'en-US', '¥2,000'],
    [12_340, 'kwd', 'en-US', 'KWD 12.340'],
    [0, 'usd', 'en-US', '$0.00'],
    [maximumAmount, 'usd', 'en-US', '$999,999.99'],
  ])('%d %s in %s is %s', (minorUnits, code, locale, text) => {
    expect(plain(formatAmount(minorUnits, code, locale))).toBe(text);
  });

  it('shows every minor unit: its digits are the amount', () => {
    fc.assert(
      fc.property(amount, currency, (minorUnits, code) => {
        const digits = formatAmount(minorUnits, code, 'en-US').replaceAll(/\D/g, '');
        expect(Number(digits)).toBe(minorUnits);
      }),
    );
  });
});

describe('the amount of a line', () => {
  const quantity = fc.integer({ min: 0, max: 999_999 });
  const decimal = fc
    .tuple(amount, fc.stringMatching(/^\d{1,12}$/))
    .map(([whole, part]) => `${whole}.${part}`);

  it.each([
    ['1000', 2, 2000],
    ['0.5', 1, 1],
    ['0.5', 3, 2],
    ['0.4999', 1, 0],
    ['1.005', 100, 101],
    ['0.000000000001', 999_999, 0],
    ['33.333333333333', 3, 100],
    ['99999999', 0, 0],
  ])('%s × %d is %d', (unit, count, expected) => {
    expect(lineAmount(unit, count)).toBe(expected);
  });

  it('of whole units is their product', () => {
    fc.assert(
      fc.property(amount, fc.nat(10_000), (unit, count) => {
        expect(lineAmount(String(unit), count)).toBe(unit * count);
      }),
    );
  });

  it('is never more than half a unit from the exact product, and a half goes up', () => {
    fc.assert(
      fc.property(decimal, fc.nat(50), (unit, count) => {
        const places = unit.length - unit.indexOf('.') - 1;
        const scale = 10n ** BigInt(places);
        const excess =
          2n * (BigInt(lineAmount(unit, count)) * scale - BigInt(unit.replace('.', '')) * BigInt(count));
        expect(excess > -scale && excess <= scale).toBe(true);
      }),
    );
  });

  it('does not change with zeros behind, and grows with the quantity', () => {
    fc.assert(
      fc.property(amount, fc.stringMatching(/^\d{1,6}$/), quantity, (whole, part, count) => {
        const unit = `${whole}.${part}`;
        fc.pre(whole * count < Number.MAX_SAFE_INTEGER / 2);
        expect(lineAmount(`${unit}000`, count)).toBe(lineAmount(unit, count));
        expect(lineAmount(unit, count + 1)).toBeGreaterThanOrEqual(lineAmount(unit, count));
      }),
    );
  });
});
