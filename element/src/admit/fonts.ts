import type { LoadedFont } from '@onfile/shared/element-rpc.ts';
import { familyName, pageFamily } from './css-grammar.ts';
import { groupIn, textIn } from './plain.ts';

const mostFonts = 64;
const mostBytes = 4_000_000;
const weight = /^(?:normal|bold|\d{1,4}(?: \d{1,4})?)$/;
const style = /^(?:normal|italic|oblique)$/;
const range = /^(?:U\+[0-9A-F?]{1,6}(?:-[0-9A-F]{1,6})?(?:, ?|$)){1,400}$/i;

/** Builds faces from the page's fonts: their glyphs and what chooses between them, nothing that measures or shapes text. */
export function facesOf(fonts: readonly LoadedFont[]): readonly FontFace[] {
  return (Array.isArray(fonts) ? fonts : []).slice(0, mostFonts).flatMap((font) => {
    const given = groupIn(font);
    const family = textIn(given.family, 100) ?? '';
    const { bytes } = given;
    if (!familyName.test(family) || !(bytes instanceof ArrayBuffer) || bytes.byteLength > mostBytes)
      return [];
    const face = new FontFace(pageFamily(family), bytes, {
      ...descriptor('weight', given.weight, weight),
      ...descriptor('style', given.style, style),
      ...descriptor('unicodeRange', given.unicodeRange, range),
    });
    return [face];
  });
}

function descriptor(name: string, value: unknown, pattern: RegExp): Readonly<Record<string, string>> {
  const text = textIn(value, 8000);
  return text !== null && pattern.test(text) ? { [name]: text } : {};
}
