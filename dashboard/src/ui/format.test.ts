import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainAmount, readAmount } from './format.tsx';

describe('readAmount', () => {
  test.each([
    ['12', 'usd', 1200],
    ['12.5', 'usd', 1250],
    ['12,50', 'eur', 1250],
    ['1,234.56', 'usd', 123_456],
    ['1.234,56', 'eur', 123_456],
    ['1 234,56', 'eur', 123_456],
    ['1,234', 'usd', 123_400],
    ['1.234.567', 'usd', 123_456_700],
    ['500', 'jpy', 500],
    ['1,250', 'jpy', 1250],
    ['1.250', 'kwd', 1250],
    ['1,250', 'kwd', 1_250_000],
    ['', 'usd', null],
    ['-5', 'usd', null],
    ['12.345', 'usd', null],
    ['12.3456', 'usd', null],
    ['1,234,56', 'usd', null],
    ['1.5', 'jpy', null],
    ['twelve', 'usd', null],
    ['99999999999999999', 'usd', null],
  ] as const)('%j of %s in English is %s', (text, currency, units) => {
    expect(readAmount(text, currency, 'en-US')).toBe(units);
  });

  test.each([
    ['12.345', 'de-DE', 'eur', 1_234_500],
    ['12,345', 'de-DE', 'eur', null],
    ['12,345', 'fr-FR', 'eur', null],
    ['12.345', 'fr-FR', 'eur', null],
    ['12\u202f345', 'fr-FR', 'eur', 1_234_500],
    ['1,250', 'de-DE', 'kwd', 1250],
  ] as const)('%j in %s of %s is %s', (text, locale, currency, units) => {
    expect(readAmount(text, currency, locale)).toBe(units);
  });

  test('reads back what plainAmount writes, in every currency and language', () => {
    const any = fc.record({
      units: fc.integer({ min: 0, max: 99_999_999_999 }),
      currency: fc.constantFrom('usd', 'jpy', 'kwd'),
      locale: fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'es-ES'),
    });
    fc.assert(
      fc.property(any, ({ units, currency, locale }) => {
        const typed = plainAmount(units, currency).replace('.', locale === 'en-US' ? '.' : ',');
        expect(readAmount(typed, currency, locale)).toBe(units);
      }),
    );
  });
});
