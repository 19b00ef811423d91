import { describe, expect, it } from 'vitest';
import { elementsOptions } from './elements-options.ts';

describe('the options of elements()', () => {
  it.each([
    [{ appearance: 'night' }, 'appearance should be an object'],
    [{ appearance: { theme: 'dark' } }, 'appearance.theme'],
  ])('%j are refused by name', (given, message) => {
    expect(() => elementsOptions(given)).toThrow(message);
  });
});
