import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { disguises } from '../testing/card-disguises.ts';
import { withoutCards } from './without-cards.ts';

/** How the numbers of a brand begin, and how many digits they have. */
const brands = [
  ['4', 16],
  ['4', 13],
  ['4', 19],
  ['51', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['300', 14],
  ['36', 14],
  ['6011', 16],
  ['65', 16],
  ['3528', 16],
  ['62', 16],
  ['6205', 19],
  ['6759', 16],
] as const;

const anyCard = fc
  .tuple(fc.constantFrom(...brands), fc.array(fc.nat(9), { minLength: 19, maxLength: 19 }))
  .map(([[beginning, length], digits]) => withCheckDigit((beginning + digits.join('')).slice(0, length - 1)));
const anyDisguise = fc.constantFrom(...Object.values(disguises));
const anyWords = fc.constantFrom('', 'card ', 'Jenny: ', '{"note":"', ' — ', 'é', '(', 'number=', 'x_');

/** ISO/IEC 7812-1, annex B. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

describe('a text that is shown or kept', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(Object.entries(disguises))('does not repeat a card written %s', (_name, disguise) => {
    for (const card of ['4242424242424242', '378282246310005', '5555555555554444', '6205500000000000004']) {
      expect(withoutCards(`No such customer: '${disguise(card)}'.`)).toBe("No such customer: '[redacted]'.");
    }
  });

  it('does not repeat any card in any disguise, whatever the words around it', () => {
    fc.assert(
      fc.property(anyCard, anyDisguise, anyWords, anyWords, (card, disguise, before, after) => {
        expect(withoutCards(before + disguise(card) + after)).toBe(`${before}[redacted]${after}`);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    'order 12 4242424242424242 of Jenny',
    'order 12, 4242.4242.4242.4242 of Jenny',
    '9994242424242424242123',
    'x1234242 4242 4242 4242',
    '4242424242424242/12/34/123',
    '100%4242424242424242',
    '100%378282246310005',
    // Mistyped.
    '4242424242424241',
    '4242-4242-4242-4241',
    '424242424242424',
    'param[4242424242424242]',
  ])('does not repeat the card in %j', (text) => {
    expect(withoutCards(text)).toContain('[redacted]');
    expect(withoutCards(text)).not.toMatch(/\d{4}/);
  });

  it.each([
    'This value must be less than or equal to 9007199254740991.',
    'k0.000264208097442431',
    'No such PaymentMethod: 1234567890123456',
    'p12345678901234',
    'at 1795457948000',
    'evt_1MqqbKLt4dXK03v5qaIbiNCC',
    'Call +49 151 23456789 or +1 (415) 555-2671',
    'from 2026-11-27T23:19:11.480Z to 2026-11-28 00:00:00',
    '4b825dc6-42cb-4eb9-9a06-0e54bf8d69fb',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.109',
    'amounts 1000, 2500, 99999999',
    'https://example.com/?page=2&limit=100#4',
    '100% of &amp; <b>',
  ])('keeps %j', (text) => {
    expect(withoutCards(text)).toBe(text);
  });

  it('keeps anything with too few digits for a card', () => {
    const few = fc.string({ unit: 'binary' }).filter((text) => (text.match(/\p{Nd}/gu) ?? []).length < 12);
    fc.assert(
      fc.property(
        few.filter((text) => !/[%&\\]/.test(text)),
        (text) => withoutCards(text) === text,
      ),
    );
  });

  it('does not change when redacted again', () => {
    const pieces = fc.oneof(
      fc.tuple(anyCard, anyDisguise).map(([card, disguise]) => disguise(card)),
      fc.stringMatching(/^[0-9 .,x-]{0,30}$/),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 4 }), (texts) => {
        const once = withoutCards(texts.join(' and '));
        expect(withoutCards(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['1-', '4', '4 ', '4.', '%34', '&#52;', '&#', '\\u0034', '\\', '<b>', '<b', '%', '%e2', '４', 'a'])(
    'is read once, and once with its escapes resolved, even if full of %j',
    (part) => {
      const read = vi.spyOn(String.prototype, 'codePointAt');
      const text = part.repeat(500);
      withoutCards(text);
      expect(read.mock.calls.length).toBeLessThanOrEqual(2 * text.length);
    },
  );
});
