import { brandOf, cardBrands, formatCardNumber } from '@onfile/shared/card-brands.ts';

/** A field's text, with the position of the caret in it. */
export interface Typed {
  readonly text: string;
  readonly caret: number;
}

/** What an input holds, in the characters of a card, whatever the keyboard. */
export function typedIn({ value, selectionStart }: HTMLInputElement): Typed {
  return { text: plain(value), caret: plain(value.slice(0, selectionStart ?? value.length)).length };
}

/** Turns full-width characters, as Japanese keyboards produce them, into ASCII, and the digits of every script in use today into `0` to `9`. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\uff01-\uff5e\u3000]|\p{Nd}/gu, (character) => character.normalize('NFKC'))
    .replaceAll(/(?=[\0-\uffff])\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      // In the first plane, a script's digits are consecutive from a code that ends in 0, or in 6 if that one is not a digit.
      const first = code - (code % 16);
      return String(code - first - (/\p{Nd}/u.test(String.fromCodePoint(first)) ? 0 : 6));
    });
}

/** Keeps the same number of digits before the caret. */
function withCaret(raw: Typed, formatted: string): Typed {
  const digitsBefore = raw.text.slice(0, raw.caret).replaceAll(/\D/g, '').length;
  if (raw.caret >= raw.text.length) return { text: formatted, caret: formatted.length };
  let caret = 0;
  for (let seen = 0; caret < formatted.length && seen < digitsBefore; caret += 1) {
    if (/\d/.test(formatted[caret] ?? '')) seen += 1;
  }
  return { text: formatted, caret };
}

/** `4242424242424242` becomes `4242 4242 4242 4242`; digits beyond the brand's longest number are dropped. */
export function formatNumber(raw: Typed): Typed {
  const digits = raw.text.replaceAll(/\D/g, '');
  const longest = cardBrands[brandOf(digits)].lengths.at(-1) ?? 19;
  return withCaret(raw, formatCardNumber(digits.slice(0, longest)));
}

/**
 * `1234`, `12/34`, `12 / 34` and `12/2034` all become `12 / 34`. A digit that no second one can follow is a whole month,
 * such as 5, or the 1 of `134`. `before` is the previous text, so that deleting the slash deletes the digit before it.
 */
export function formatExpiry(raw: Typed, before: string): Typed {
  let digits = raw.text.replaceAll(/\D/g, '');
  const deleting = raw.text.length < before.length && before.startsWith(raw.text);
  if (deleting && before.endsWith(' / ')) digits = digits.slice(0, 1);
  const slash = /^\s*(\d+)\s*\//.exec(raw.text)?.[1];
  if (slash === undefined ? /^([2-9]|1[3-9])/.test(digits) : slash.length === 1) digits = `0${digits}`;
  const year = digits.slice(2);
  const shortYear =
    year.length === 4 && year.startsWith('20') ? year.slice(2) : year.slice(0, year.startsWith('20') ? 4 : 2);
  const month = digits.slice(0, 2);
  if (month.length < 2) return { text: month, caret: month.length };
  const text = deleting && year === '' ? month : `${month} / ${shortYear}`;
  return withCaret(raw, text);
}

export function formatCode(raw: Typed, length: 3 | 4): Typed {
  return withCaret(raw, raw.text.replaceAll(/\D/g, '').slice(0, length));
}

/** Month from 1 to 12 and four-digit year; null while something is missing. */
export function readExpiry(text: string): { month: number; year: number } | null {
  const match = /^(\d{2}) \/ (\d{2})$/.exec(text);
  return match && { month: Number(match[1]), year: 2000 + Number(match[2]) };
}
