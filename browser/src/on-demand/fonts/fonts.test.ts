import type { FontSource } from '@onfile/shared/element-rpc.ts';
import { expect, it, vi } from 'vitest';
import type { Frame } from '../../elements/framed-element.ts';
import { giveFonts } from './fonts.ts';

it.each([{ weird: 1 }, { family: 'Brand' }, 'serif', null])('names what is not a font: %j', async (given) => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const used = new Promise((resolve) => {
    const frame = { useFonts: async (fonts: unknown) => resolve(fonts) };
    giveFonts(frame as unknown as Frame, [given as unknown as FontSource]);
  });
  expect(await used).toEqual([]);
  expect(warn.mock.calls).toEqual([[expect.stringContaining(JSON.stringify(given))]]);
  warn.mockRestore();
});
