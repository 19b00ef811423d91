import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownLocale, localeFrom } from './locale.ts';
import { formatAmount } from './money.ts';

describe('a locale from outside', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de-AT'],
    ['EN-gb', 'en-GB'],
    ['en_US', 'en-US'],
    ['pt_BR.UTF-8', 'pt-BR'],
    ['de_DE@euro', 'de-DE'],
    ['iw', 'he'],
    [' fr ', 'fr'],
  ])('%j is %s', (given, expected) => {
    expect(knownLocale(given)).toBe(expected);
  });

  it.each([
    '',
    'C',
    'POSIX',
    'auto',
    'nonsense',
    'x',
    'en-',
    '../de',
    '💳',
    'de;q=0.9',
    null,
    undefined,
    42,
    {},
  ])('%j is none', (given) => {
    expect(knownLocale(given)).toBe(null);
    expect(localeFrom(given)).toBe('en-US');
    expect(localeFrom(given, 'fr-CA')).toBe('fr-CA');
  });

  it('is one that Intl accepts, whatever was given', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.anything())), (given) => {
        expect(formatAmount(1000, 'usd', localeFrom(...given))).toMatch(/\p{Nd}/u);
      }),
    );
  });
});
