import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isFrom, readAddress } from './script-tag.ts';

// All that reading an address needs of a document.
beforeEach(() => vi.stubGlobal('document', { baseURI: 'https://shop.example/cart/' }));
afterEach(() => vi.unstubAllGlobals());

describe("the script's address", () => {
  it.each([
    ['/v3', 'v3'],
    ['/v3/', 'v3'],
    ['/v3/stripe.js', 'v3'],
    ['/v3/?advancedFraudSignals=false', 'v3'],
    ['/acacia/stripe.js', 'acacia'],
    ['/basil/stripe.js', 'basil'],
    ['/clover/stripe.js', 'clover'],
    ['/dahlia/stripe.js', 'dahlia'],
    ['/endive/stripe.js', 'endive'],
  ])('%s is the release %s', (path, release) => {
    expect(readAddress(`https://pay.example${path}`)).toEqual({ origin: 'https://pay.example', release });
  });

  it('may be relative to the page', () => {
    expect(readAddress('/v3/')).toEqual({ origin: 'https://shop.example', release: 'v3' });
  });

  it.each([
    'https://pay.example/v3/other.js',
    'https://pay.example/assets/app.js',
    'https://pay.example/fig/stripe.js',
  ])('%s is another script', (src) => {
    expect(readAddress(src)).toBeNull();
  });
});

describe('isFrom', () => {
  it.each([
    ['basil', 'clover', false],
    ['clover', 'clover', true],
    ['endive', 'dahlia', true],
    ['v3', 'acacia', false],
  ] as const)('%s is the train %s or later: %s', (release, train, answer) => {
    expect(isFrom(release, train)).toBe(answer);
  });
});
