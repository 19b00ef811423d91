import { type Token, tokensOf, Words } from './css-tokens.ts';

/** Parses one kind of value and writes it out again; null for anything else. */
export type Grammar = (words: Words) => string | null;

/** The value as the grammar writes it out, if all of it fits. */
export function valueBy(grammar: Grammar, text: string): string | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const words = new Words(tokens);
  const value = words.attempt(grammar);
  return value !== null && words.atEnd ? value : null;
}

export function word(...list: readonly string[]): Grammar {
  return (words) => {
    const token = words.next();
    const text = token?.kind === 'name' ? token.text.toLowerCase() : '';
    return list.includes(text) ? text : null;
  };
}

export function either(...grammars: readonly Grammar[]): Grammar {
  return (words) => {
    for (const grammar of grammars) {
      const found = words.attempt(grammar);
      if (found !== null) return found;
    }
    return null;
  };
}

/** One to `most` values in a row, as in `padding`. */
export function several(grammar: Grammar, most: number): Grammar {
  return (words) => {
    const found: string[] = [];
    for (let value = words.attempt(grammar); value !== null; value = words.attempt(grammar)) {
      if (found.push(value) > most) return null;
    }
    return found.length === 0 ? null : found.join(' ');
  };
}

/** One to `most` values separated by commas. */
export function commas(grammar: Grammar, most: number): Grammar {
  return (words) => {
    const found: string[] = [];
    do {
      const value = words.attempt(grammar);
      if (value === null || found.push(value) > most) return null;
    } while (words.sign(','));
    return found.join(', ');
  };
}

/** Each of the values at most once, in any order, as in `outline`. */
export function anyOrder(...grammars: readonly Grammar[]): Grammar {
  return (words) => {
    const left = [...grammars];
    const found: string[] = [];
    for (;;) {
      const at = left.findIndex((grammar) => {
        const value = words.attempt(grammar);
        if (value !== null) found.push(value);
        return value !== null;
      });
      if (at === -1) return found.length === 0 ? null : found.join(' ');
      left.splice(at, 1);
    }
  };
}

export function number(least: number, most: number): Grammar {
  return (words) => {
    const token = words.next();
    return token?.kind === 'number' && token.unit === '' && within(token.value, least, most)
      ? plain(token.value)
      : null;
  };
}

/** CSS pixels in one of the unit; `em` and `rem` at the browsers' default font size. */
const pixels: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, em: 16, rem: 16 };

/**
 * A length between two bounds in CSS pixels. Units that measure a typeface or a container (`ch`, `ex`, `lh`, `cqw`, `vw`
 * and their kin) are not accepted.
 */
export function length(least: number, most: number): Grammar {
  return either(
    (words) => {
      const token = words.next();
      if (token?.kind !== 'number') return null;
      if (token.value === 0 && token.unit === '' && least <= 0) return '0px';
      const one = Object.hasOwn(pixels, token.unit) ? pixels[token.unit] : undefined;
      return one !== undefined && within(token.value * one, least, most)
        ? plain(token.value) + token.unit
        : null;
    },
    (words) => {
      const sum = calculation(words);
      return sum === null ? null : `clamp(${least}px, ${sum}, ${most}px)`;
    },
  );
}

export function percent(least: number, most: number): Grammar {
  return (words) => {
    const token = words.next();
    return token?.kind === 'number' && token.unit === '%' && within(token.value, least, most)
      ? `${plain(token.value)}%`
      : null;
  };
}

export function time(mostMs: number): Grammar {
  return (words) => {
    const token = words.next();
    if (token?.kind !== 'number') return null;
    const ms = token.unit === 's' ? token.value * 1000 : token.unit === 'ms' ? token.value : -1;
    return within(ms, 0, mostMs) ? `${plain(ms)}ms` : null;
  };
}

/** `calc()` of lengths and numbers; the browser drops what does not add up. */
function calculation(words: Words): string | null {
  const first = words.next();
  if (first?.kind !== 'function' || first.text.toLowerCase() !== 'calc') return null;
  const parts = ['calc('];
  for (let open = 1; open > 0; ) {
    const token = words.next();
    const part = token === null ? null : partOfSum(token);
    if (part === null) return null;
    if (part === '(') open += 1;
    if (part === ')') open -= 1;
    parts.push(part === '+' || part === '-' ? ` ${part} ` : part);
  }
  return parts.join('');
}

function partOfSum(token: Token): string | null {
  if (token.kind === 'sign' && token.text !== ',') return token.text;
  if (token.kind === 'function' && token.text.toLowerCase() === 'calc') return '(';
  const known = token.kind === 'number' && (token.unit === '' || Object.hasOwn(pixels, token.unit));
  return known ? plain(token.value) + token.unit : null;
}

const colorFunctions = new Set('rgb rgba hsl hsla hwb lab lch oklab oklch color-mix'.split(' '));
const colorUnits = new Set(['', '%', 'deg', 'turn', 'rad']);

/** A name, `#rrggbb`, or a function of numbers; `color-mix()` takes colours too. */
export const color: Grammar = (words) => {
  const token = words.next();
  if (token?.kind === 'hash') return [3, 4, 6, 8].includes(token.text.length) ? `#${token.text}` : null;
  if (token?.kind === 'name') return /^[a-z]{2,22}$/i.test(token.text) ? token.text.toLowerCase() : null;
  if (token?.kind !== 'function' || !colorFunctions.has(token.text.toLowerCase())) return null;
  const parts: string[] = [];
  for (;;) {
    if (words.sign(')')) return `${token.text.toLowerCase()}(${parts.join(' ').replaceAll(' ,', ',')})`;
    const part = words.attempt(partOfColor) ?? words.attempt(color);
    if (part === null) return null;
    parts.push(part);
  }
};

const partOfColor: Grammar = (words) => {
  const token = words.next();
  if (token?.kind === 'number') return colorUnits.has(token.unit) ? plain(token.value) + token.unit : null;
  return token?.kind === 'sign' && (token.text === ',' || token.text === '/') ? token.text : null;
};

const genericFamilies = new Set(
  'serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace ui-rounded'.split(
    ' ',
  ),
);

/** The name of a page's face inside the frame, which no page can make equal to a face that the frame itself uses. */
export function pageFamily(name: string): string {
  return `page ${name}`;
}

/** A name of one or more words, or in quotes. */
const family =
  (named: (name: string) => string): Grammar =>
  (words) => {
    const first = words.next();
    if (first?.kind === 'name') return familyInWords(first.text, words, named);
    return first?.kind === 'string' && familyName.test(first.text) ? named(first.text) : null;
  };

function familyInWords(first: string, words: Words, named: (name: string) => string): string | null {
  if (genericFamilies.has(first.toLowerCase())) return first.toLowerCase();
  let name = first;
  for (let more = words.attempt(anyName); more !== null; more = words.attempt(anyName)) name += ` ${more}`;
  // Apple's names for what is `system-ui` elsewhere.
  if (/^(-apple-system|blinkmacsystemfont)$/i.test(name)) return 'system-ui';
  return familyName.test(name) ? named(name) : null;
}

const anyName: Grammar = (words) => {
  const token = words.next();
  return token?.kind === 'name' ? token.text : null;
};

export const familyName = /^[\p{L}\p{N}][\p{L}\p{N} _.+&-]{0,79}$/u;

/** Faces that the page supplied, or else faces of the machine with that name. */
export const families = commas(
  family((name) => `"${pageFamily(name)}", "${name}"`),
  12,
);

/** Faces of the machine only. */
export const machineFamilies = commas(
  family((name) => `"${name}"`),
  12,
);

/** Keeps offsets and blurs near the box they belong to. */
const nearShadow = several(length(-48, 48), 4);
export const shadows = either(word('none'), commas(anyOrder(word('inset'), nearShadow, color), 6));

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

/** Without an exponent, so that CSS of any age can read it. */
function plain(value: number): string {
  return String(Number(value.toFixed(4)));
}
