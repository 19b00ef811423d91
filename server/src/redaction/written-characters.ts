/** What a character means when looking for numbers: a digit, by its value, or one of these. */
export const sign = 10;
export const letter = 11;

export interface WrittenCharacter {
  /** 0 to 9, `sign` or `letter`. */
  readonly means: number;
  readonly codePoint: number;
  /** How many UTF-16 units it is written with. */
  readonly length: number;
}

/** The character at a place of a text, taken literally. Takes a bounded number of steps. */
export function plainCharacter(text: string, at: number): WrittenCharacter {
  const codePoint = text.codePointAt(at) ?? 0;
  return written(codePoint, codePoint > 0xffff ? 2 : 1);
}

/** What an escape begins with. */
export const escapes = /[%&<\\]/;

/** The same with the escapes of URLs, HTML and JSON resolved; a bare HTML tag is a sign. Takes a bounded number of steps. */
export function resolvedCharacter(text: string, at: number): WrittenCharacter {
  return escapedCharacter(text, at) ?? plainCharacter(text, at);
}

function written(codePoint: number, length: number): WrittenCharacter {
  return { means: meaningOf(codePoint), codePoint, length };
}

function meaningOf(codePoint: number): number {
  if (codePoint < 0x80) {
    if (codePoint >= 0x30 && codePoint <= 0x39) return codePoint - 0x30;
    const lower = codePoint | 0x20;
    return lower >= 0x61 && lower <= 0x7a ? letter : sign;
  }
  const character = String.fromCodePoint(codePoint);
  // What is invisible, or only visible beside a letter, does not separate digits for a reader.
  if (/[\p{Default_Ignorable_Code_Point}\p{Lm}]/u.test(character)) return sign;
  if (/\p{Nd}/u.test(character)) return digitValue(codePoint);
  if (/\p{No}/u.test(character)) return ornateDigit(character);
  return /[\p{L}\p{N}]/u.test(character) ? letter : sign;
}

/** One digit in a circle, in brackets, raised or lowered. Source: Unicode's compatibility forms. */
function ornateDigit(character: string): number {
  const digits = character.normalize('NFKC').replaceAll(/[^0-9]/g, '');
  return digits.length === 1 ? Number(digits) : letter;
}

const digitValues = new Map<number, number>();

/** Decimal digits come in blocks of ten, some next to each other. Source: the Unicode Standard, 4.6. */
function digitValue(codePoint: number): number {
  const known = digitValues.get(codePoint);
  if (known !== undefined) return known;
  let zero = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  const value = (codePoint - zero) % 10;
  digitValues.set(codePoint, value);
  return value;
}

const percentEncoded = /%(?:25){0,3}(?<ascii>[0-7][0-9a-f])|%[89a-f][0-9a-f](?:%[89ab][0-9a-f]){0,3}/iy;
const entity = /&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|[a-z]{1,32});/iy;
const tag = /<\/?[a-z][^<>]{0,100}>/iy;
const backslashed = /\\(?:u(?<hex>[0-9a-f]{4})|u\{(?<braced>[0-9a-f]{1,6})\}|x(?<byte>[0-9a-f]{2})|[a-z])/iy;

function escapedCharacter(text: string, at: number): WrittenCharacter | null {
  switch (text[at]) {
    case '%':
      return percentEncodedCharacter(text, at);
    case '&':
      return numberedCharacter(entity, text, at);
    case '<':
      return numberedCharacter(tag, text, at);
    case '\\':
      return numberedCharacter(backslashed, text, at);
    default:
      return null;
  }
}

/** An escape by code point; an escape by name is a sign. */
function numberedCharacter(pattern: RegExp, text: string, at: number): WrittenCharacter | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null) return null;
  const { decimal, hex, braced, byte } = match.groups ?? {};
  const codePoint =
    decimal === undefined ? Number.parseInt(hex ?? braced ?? byte ?? '20', 16) : Number(decimal);
  return written(codePoint <= 0x10ffff ? codePoint : 0xfffd, match[0].length);
}

/** One character of UTF-8, even ASCII that was encoded several times; U+FFFD for an invalid one. */
function percentEncodedCharacter(text: string, at: number): WrittenCharacter | null {
  percentEncoded.lastIndex = at;
  const match = percentEncoded.exec(text);
  if (match === null) return null;
  const [escaped] = match;
  const { ascii } = match.groups ?? {};
  if (ascii !== undefined) return written(Number.parseInt(ascii, 16), escaped.length);
  const first = Number.parseInt(escaped.slice(1), 16);
  const length = 3 * (first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
  const bytes = Buffer.from(escaped.slice(0, length).replaceAll('%', ''), 'hex');
  return written(bytes.toString().codePointAt(0) ?? 0xfffd, Math.min(length, escaped.length));
}
