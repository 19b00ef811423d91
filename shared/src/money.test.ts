import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountStep,
  currencies,
  formatAmount,
  isCurrency,
  maximumAmount,
  minimumCharge,
  minorUnitDivisor,
} from './money.ts';

/** `Intl` separates with non-breaking spaces; plain ones are easier to read in tests. */
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

  it('have steps that the card networks can carry', () => {
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
