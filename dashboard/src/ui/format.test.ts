import { describe, expect, test } from 'vitest';
import { parseAmount, plainAmount } from './format.tsx';

describe('parseAmount', () => {
  test.each([
    ['12', 'usd', 1200],
    ['12.5', 'usd', 1250],
    ['12,50', 'eur', 1250],
    ['1,234.56', 'usd', 123_456],
    ['1.234,56', 'eur', 123_456],
    ['1 234,56', 'eur', 123_456],
    ['1,234', 'usd', 123_400],
    ['500', 'jpy', 500],
    ['1.250', 'kwd', 1250],
    ['', 'usd', null],
    ['-5', 'usd', null],
    ['12.3456', 'usd', null],
    ['twelve', 'usd', null],
  ] as const)('%j of %s is %s', (text, currency, units) => {
    expect(parseAmount(text, currency)).toBe(units);
  });

  test.each([
    [1250, 'usd'],
    [500, 'jpy'],
    [1251, 'kwd'],
  ] as const)('reads back what plainAmount writes: %s %s', (units, currency) => {
    expect(parseAmount(plainAmount(units, currency), currency)).toBe(units);
  });
});
