/** What a character is to whoever looks for numbers: a digit, by its value, or one of these. */
export const sign = 10;
export const letter = 11;

export interface WrittenCharacter {
  /** 0 to 9, `sign` or `letter`. */
  readonly means: number;
  readonly codePoint: number;
  /** How many UTF-16 units it is written with. */
  readonly length: number;
}

/** The character at a place of a text, as it stands there. Takes a bounded number of steps. */
export function plainCharacter(text: string, at: number): WrittenCharacter {
  const codePoint = text.codePointAt(at) ?? 0;
  return written(codePoint, codePoint > 0xffff ? 2 : 1);
}

/** What begins an escape. */
export const escapes = /[%&<\\]/;

/** The same with the escapes of URLs, HTML and JSON resolved; a bare tag of HTML is a sign. Takes a bounded number of steps. */
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
  if (/\p{Nd}/u.test(character)) return digitValue(codePoint);
  return /[\p{L}\p{N}]/u.test(character) ? letter : sign;
}

const digitValues = new Map<number, number>();

/** Decimal digits stand in blocks of ten, some blocks next to each other. Source: the Unicode Standard, 4.6. */
function digitValue(codePoint: number): number {
  const known = digitValues.get(codePoint);
  if (known !== undefined) return known;
  let zero = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  const value = (codePoint - zero) % 10;
  digitValues.set(codePoint, value);
  return value;
}

const percentEncoded = /%[0-7][0-9a-f]|%[89a-f][0-9a-f](?:%[89ab][0-9a-f]){0,3}/iy;
const entity = /&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|[a-z]{1,32});/iy;
const tag = /<\/?[a-z]{1,10}\s?\/?>/iy;
const backslashed = /\\(?:u(?<hex>[0-9a-f]{4})|x(?<byte>[0-9a-f]{2})|[a-z])/iy;

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

/** An escape that goes by a code point; one that goes by a name is a sign. */
function numberedCharacter(pattern: RegExp, text: string, at: number): WrittenCharacter | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null) return null;
  const { decimal, hex, byte } = match.groups ?? {};
  const codePoint = decimal === undefined ? Number.parseInt(hex ?? byte ?? '20', 16) : Number(decimal);
  return written(codePoint <= 0x10ffff ? codePoint : 0xfffd, match[0].length);
}

/** One character of UTF-8; U+FFFD for what is none. */
function percentEncodedCharacter(text: string, at: number): WrittenCharacter | null {
  percentEncoded.lastIndex = at;
  const [escaped] = percentEncoded.exec(text) ?? [];
  if (escaped === undefined) return null;
  const first = Number.parseInt(escaped.slice(1), 16);
  if (first < 0x80) return written(first, 3);
  const length = 3 * (first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
  const bytes = Buffer.from(escaped.slice(0, length).replaceAll('%', ''), 'hex');
  return written(bytes.toString().codePointAt(0) ?? 0xfffd, Math.min(length, escaped.length));
}
