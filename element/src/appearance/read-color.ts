import type { Rgba } from './legible.ts';

const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** What a CSS colour looks like on screen; null if it is not one. Keywords that mean another colour elsewhere are not. */
export function readColor(color: string): Rgba | null {
  if (context === null || !CSS.supports('color', color)) return null;
  if (/^(currentcolor|inherit|initial|unset|revert)$/.test(color)) return null;
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}
