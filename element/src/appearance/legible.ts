/** Red, green, blue from 0 to 255 and opacity from 0 to 1. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];
export type ReadColor = (color: string) => Rgba | null;

/** WCAG 2.2, success criterion 1.4.3: text of any size. */
const leastContrast = 4.5;

/** The colour flattened on white, the colour of an empty page; white if it is not a colour. */
export function opaque(color: string, read: ReadColor): string {
  return `rgb(${laidOnWhite(color, read).map(Math.round).join(', ')})`;
}

/** The first of the colours that is legible on the background, or else black or white. */
export function legibleOn(background: string, colors: readonly (string | null)[], read: ReadColor): string {
  const found = colors.find((color) => color !== null && isLegibleOn(background, color, read));
  return found ?? (isReadable(laidOnWhite(background, read), [0, 0, 0, 1]) ? '#000000' : '#ffffff');
}

export function isLegibleOn(background: string, color: string, read: ReadColor): boolean {
  const rgba = read(color);
  return rgba !== null && isReadable(laidOnWhite(background, read), rgba);
}

function isReadable(below: readonly number[], [r, g, b, a]: Rgba): boolean {
  const above = [r, g, b].map((part, index) => part * a + (below[index] ?? 255) * (1 - a));
  return contrast(luminance(above), luminance(below)) >= leastContrast;
}

function laidOnWhite(color: string, read: ReadColor): readonly number[] {
  const [red, green, blue, alpha] = read(color) ?? [255, 255, 255, 1];
  return [red, green, blue].map((part) => part * alpha + 255 * (1 - alpha));
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** WCAG 2.2, relative luminance. */
function luminance(color: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
