import type { AppearanceSettings, LoadedFont } from '@onfile/shared/element-rpc.ts';
import { facesOf } from '../admit/fonts.ts';
import { appearanceCss } from './appearance-css.ts';
import { readColor } from './read-color.ts';

const sheet = new CSSStyleSheet();

/** Applies the appearance to the document at once, without inline styles. */
export function applyAppearance(appearance: AppearanceSettings): void {
  sheet.replaceSync(appearanceCss(appearance, readColor));
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
}

/** Uses the account's colour if the page has chosen none; not on dark themes, where it might not be visible. */
export function branded(appearance: AppearanceSettings, color: string | null): AppearanceSettings {
  if (color === null || appearance.theme === 'night') return appearance;
  return { ...appearance, variables: { colorPrimary: color, ...appearance.variables } };
}

/** Adds each face whole, so that no typed character fetches one. They draw labels and messages, never what is typed. */
export async function applyFonts(fonts: readonly LoadedFont[]): Promise<void> {
  const faces = facesOf(fonts);
  const loaded = await Promise.allSettled(faces.map((face) => face.load()));
  for (const [index, face] of faces.entries()) {
    if (loaded[index]?.status === 'fulfilled') document.fonts.add(face);
    else console.warn(`The font ${face.family} could not be loaded.`);
  }
}
