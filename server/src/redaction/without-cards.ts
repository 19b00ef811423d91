import { beginningAt } from './card-beginnings.ts';
import { escapes, letter, plainCharacter, resolvedCharacter, sign } from './written-characters.ts';

const redacted = '[redacted]';
/** A card number has 12 to 19 digits (ISO/IEC 7812-1). */
const fewestDigits = 12;
const mostDigits = 19;
/** Most texts are ASCII and have too few digits for a card number. */
const tooFewDigits = /^(?:[ -/:-~]*[0-9]){0,11}[ -/:-~]*$/;
/** No telephone number has more (ITU-T E.164). */
const phoneDigits = 15;

/**
 * Makes a text safe to show or keep: whatever looks like a card number was put in the wrong place, and is not repeated.
 * That is any digits that begin as a card's do and
 * - are 12 or more, together or in groups with a space or a dash in between: a mistyped number is somebody's card too,
 * - or are as many as such a card has, with the right check digit, whatever signs are in between,
 * - or are either of these within a longer number.
 * Digits of every script count, and escaped ones. Takes time linear in the text. Truncate only afterwards: part of a
 * number is not found.
 */
export function withoutCards(text: string): string {
  if (tooFewDigits.test(text) && !escapes.test(text)) return text;
  const resolved = escapes.test(text) ? withoutCardsOf(resolvedCharacter, text) : text;
  // What looks like an escape may not be one: `50%4242…`.
  return withoutCardsOf(plainCharacter, resolved);
}

type Reading = typeof plainCharacter;

function withoutCardsOf(reading: Reading, text: string): string {
  const digits = digitsIn(text, reading);
  let shown = '';
  let end = 0;
  for (const { from, to } of spansOf(digits, hiddenAmong(digits, text))) {
    shown += text.slice(end, from) + redacted;
    end = to;
  }
  return shown + text.slice(end);
}

/** What is between a digit and the one before it. */
const gaps = { nothing: 0, spaceOrDash: 1, signs: 2, letters: 3 } as const;

/** The digits of a text, and their positions. */
interface Digits {
  count: number;
  readonly values: Uint8Array;
  readonly gaps: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** Marks each digit that belongs to a card. */
function hiddenAmong(digits: Digits, text: string): Uint8Array {
  const hidden = new Uint8Array(digits.count);
  let series = 0;
  let sequence = 0;
  for (let at = 0; at < digits.count; at += 1) {
    const gap = gapAt(digits, at);
    const next = gapAt(digits, at + 1);
    if (gap >= gaps.signs) sequence = at;
    if (gap === gaps.letters) series = at;
    hideChecked(digits, hidden, { series, sequence, last: at, ends: next > gaps.nothing });
    if (next >= gaps.signs && !isPhone(text, digits, sequence, at)) {
      hideMistyped(digits, hidden, sequence, at);
    }
  }
  return hidden;
}

function digitsIn(text: string, characterAt: Reading): Digits {
  const digits: Digits = {
    count: 0,
    values: new Uint8Array(text.length),
    gaps: new Uint8Array(text.length),
    from: new Uint32Array(text.length),
    to: new Uint32Array(text.length),
  };
  let gap: number = gaps.letters;
  for (let at = 0; at < text.length; ) {
    const { means, codePoint, length } = characterAt(text, at);
    if (means === letter) {
      gap = gaps.letters;
    } else if (means === sign) {
      const plain = gap === gaps.nothing && (codePoint === 0x20 || codePoint === 0x2d);
      gap = Math.max(gap, plain ? gaps.spaceOrDash : gaps.signs);
    } else {
      digits.values[digits.count] = means;
      digits.gaps[digits.count] = gap;
      digits.from[digits.count] = at;
      digits.to[digits.count] = at + length;
      digits.count += 1;
      gap = gaps.nothing;
    }
    at += length;
  }
  return digits;
}

function gapAt(digits: Digits, at: number): number {
  return at < digits.count ? (digits.gaps[at] ?? 0) : gaps.letters;
}

/**
 * Hides numbers that end with the digit `last` and have the check digit of ISO/IEC 7812-1, annex B. No letter follows the
 * digit `series`, and at most one space or dash at a time follows `sequence`; `ends`: no digit follows.
 */
function hideChecked(
  digits: Digits,
  hidden: Uint8Array,
  { series, sequence, last, ends }: { series: number; sequence: number; last: number; ends: boolean },
): void {
  let sum = 0;
  for (let length = 1; length <= mostDigits && last - length + 1 >= series; length += 1) {
    const first = last - length + 1;
    sum += weighed(digits.values[first] ?? 0, length);
    if (length < fewestDigits || sum % 10 !== 0) continue;
    const alone = ends && gapAt(digits, first) !== gaps.nothing;
    if (!alone && first < sequence) continue;
    const { processed, any } = beginningAt(digits.values, first);
    if ((alone ? any : processed).includes(length)) hidden.fill(1, first, last + 1);
  }
}

/** What a digit adds to the check sum, by its place from the end. */
function weighed(digit: number, place: number): number {
  const value = place % 2 === 0 ? digit * 2 : digit;
  return value > 9 ? value - 9 : value;
}

/** Hides groups of digits, from the first one that begins as a card's number does. */
function hideMistyped(digits: Digits, hidden: Uint8Array, first: number, last: number): void {
  for (let at = first; last - at + 1 >= fewestDigits; at += 1) {
    if (gapAt(digits, at) === gaps.nothing || beginningAt(digits.values, at).processed.length === 0) continue;
    hidden.fill(1, at, last + 1);
    return;
  }
}

function isPhone(text: string, { from }: Digits, first: number, last: number): boolean {
  return last - first < phoneDigits && text[(from[first] ?? 0) - 1] === '+';
}

interface Span {
  readonly from: number;
  /** After the last digit. */
  readonly to: number;
}

/** Where the hidden digits are, with groups of digits kept whole, so that no other group results. */
function spansOf(digits: Digits, hidden: Uint8Array): Span[] {
  const spans: Span[] = [];
  let group = 0;
  for (let at = 0; at < digits.count; at += 1) {
    if (gapAt(digits, at) !== gaps.nothing) group = at;
    if (hidden[at] === 0) continue;
    const from = digits.from[group] ?? 0;
    while (goesOn(digits, hidden, at + 1)) at += 1;
    spans.push({ from, to: digits.to[at] ?? 0 });
  }
  return spans;
}

function goesOn(digits: Digits, hidden: Uint8Array, at: number): boolean {
  const gap = gapAt(digits, at);
  return gap === gaps.nothing || (gap !== gaps.letters && hidden[at] === 1);
}
