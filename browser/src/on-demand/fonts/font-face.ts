import type { LoadedFont } from '@onfile/shared/element-rpc.ts';

/** Where a face's glyphs are, and the descriptors that choose between faces. */
export interface FaceSource extends Omit<LoadedFont, 'bytes'> {
  readonly url: string;
}

/** A longer sheet is not a list of a shop's fonts. */
const longestSheet = 1_000_000;
const weights = /^(?:normal|bold|\d{1,4}(?: \d{1,4})?)$/;
const styles = /^(?:normal|italic|oblique)$/;
const everything = 'U+0-10FFFF';
const rangePart = /^U\+([0-9A-F]{1,6})(\?{0,5})(?:-([0-9A-F]{1,6}))?$/i;

/**
 * The faces of a style sheet, rebuilt from family, source, weight, style and range. Nothing else is read:
 * `size-adjust`, `ascent-override` and their kin measure text, and other rules style it. `local()` is not a source, because
 * nothing is known about a typeface of the buyer's machine.
 */
export function facesIn(sheet: string, baseUrl: string): readonly FaceSource[] {
  const text = withoutComments(sheet.slice(0, longestSheet));
  const faces: FaceSource[] = [];
  let end = 0;
  for (const { index } of text.matchAll(/@font-face/gi)) {
    const open = text.indexOf('{', index);
    const close = open === -1 || index < end ? -1 : text.indexOf('}', open);
    if (close === -1) continue;
    const face = faceOf(declarationsIn(text.slice(open + 1, close)), baseUrl);
    if (face !== null) faces.push(face);
    end = close;
  }
  return faces;
}

/** Builds a face from its CSS descriptors; null if it has no name or no URL. */
export function faceOf(descriptors: ReadonlyMap<string, string>, baseUrl: string): FaceSource | null {
  const family = unquoted(descriptors.get('font-family') ?? '');
  const url = urlIn(descriptors.get('src') ?? '', baseUrl);
  if (family === '' || url === null) return null;
  const weight = descriptors.get('font-weight') ?? '';
  const style = descriptors.get('font-style') ?? '';
  return {
    family,
    url,
    weight: weights.test(weight) ? weight : 'normal',
    style: styles.test(style) ? style : 'normal',
    unicodeRange: rangeOf(descriptors.get('unicode-range')),
  };
}

/** Whether a face covers the languages of the element; what is typed never uses it. */
export function isLatin({ unicodeRange }: FaceSource): boolean {
  return unicodeRange.split(', ').some((part) => {
    const [from = '', to = from] = part.slice(2).split('-');
    return Number.parseInt(from, 16) <= 0x24f && Number.parseInt(to, 16) >= 0x20;
  });
}

function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('/*', at);
    if (open === -1) return parts.join(' ') + text.slice(at);
    parts.push(text.slice(at, open), '');
    const close = text.indexOf('*/', open + 2);
    if (close === -1) return parts.join(' ');
    at = close + 2;
  }
}

/** A quoted text (to the end if it is not closed), or a character that may end a declaration. */
const marks = /"[^"]*"?|'[^']*'?|[();]/g;

/** By lower-case name. A semicolon inside quotes or brackets ends nothing. */
function declarationsIn(block: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (declaration: string) => {
    const [name = '', ...value] = declaration.split(':');
    if (value.length > 0) found.set(name.trim().toLowerCase(), value.join(':').trim());
  };
  let start = 0;
  let brackets = 0;
  for (const { 0: mark, index } of block.matchAll(marks)) {
    if (mark === '(') brackets += 1;
    if (mark === ')') brackets -= 1;
    if (mark !== ';' || brackets > 0) continue;
    note(block.slice(start, index));
    start = index + 1;
  }
  note(block.slice(start));
  return found;
}

/** The first URL of a `src` that may hold a font. */
function urlIn(src: string, baseUrl: string): string | null {
  for (const [, quoted, bare] of src.matchAll(
    /url\(\s{0,9}(?:(?:"|')([^"']{1,4000000})(?:"|')|([^"'()\s]{1,2000}))\s{0,9}\)/gi,
  )) {
    const address = quoted ?? bare ?? '';
    if (!URL.canParse(address, baseUrl)) continue;
    const { href, protocol } = new URL(address, baseUrl);
    if (/^(https?|data):$/.test(protocol)) return href;
  }
  return null;
}

function rangeOf(text: string | undefined): string {
  const parts = (text ?? '')
    .split(',')
    .slice(0, 400)
    .flatMap((part) => {
      const [, first = '', open = '', last] = rangePart.exec(part.trim()) ?? [];
      if (first === '' && open === '') return [];
      const from = first + '0'.repeat(open.length);
      return [`U+${from}-${last ?? first + 'F'.repeat(open.length)}`];
    });
  return parts.length === 0 ? everything : parts.join(', ');
}

function unquoted(text: string): string {
  return text.replace(/^["']/, '').replace(/["']$/, '').trim();
}
