import type { AppearanceSettings, FontSource } from '@onfile/shared/element-rpc.ts';
import { appearanceCss } from './appearance-css.ts';

const sheet = new CSSStyleSheet();

/** Applies to the document at once, without inline styles. */
export function applyAppearance(appearance: AppearanceSettings): void {
  sheet.replaceSync(appearanceCss(appearance));
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
}

/** With the account's colour where the page has chosen none; on dark themes it might not be seen. */
export function branded(appearance: AppearanceSettings, color: string | null): AppearanceSettings {
  if (color === null || appearance.theme === 'night') return appearance;
  return { ...appearance, variables: { colorPrimary: color, ...appearance.variables } };
}

const loadedFonts = new Set<string>();

export function applyFonts(fonts: readonly FontSource[]): void {
  for (const font of fonts) {
    const key = JSON.stringify(font);
    if (loadedFonts.has(key)) continue;
    loadedFonts.add(key);
    if ('cssSrc' in font) {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = font.cssSrc;
      document.head.append(link);
      continue;
    }
    const { family, src, display, ...others } = font;
    const face = new FontFace(family, src, { ...others, display: displayOf(display) });
    document.fonts.add(face);
    face.load().catch(() => console.warn(`The font ${family} could not be loaded.`));
  }
}

const displays: readonly FontDisplay[] = ['auto', 'block', 'fallback', 'optional', 'swap'];

/** Text is readable from the start, unless the merchant wants it otherwise. */
function displayOf(given: string | undefined): FontDisplay {
  return displays.find((display) => display === given) ?? 'swap';
}
