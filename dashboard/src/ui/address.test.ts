import { describe, expect, it } from 'vitest';
import { linesOf } from './address.tsx';

const street = { line1: 'Lindenallee 7', line2: null };

describe('an address is formatted as in its country', () => {
  it.each([
    [
      { ...street, city: 'San Francisco', state: 'CA', postal_code: '94111', country: 'US' },
      ['Jenny Rosen', 'Lindenallee 7', 'San Francisco, CA 94111', 'United States'],
    ],
    [
      { ...street, city: 'Berlin', state: null, postal_code: '10115', country: 'DE' },
      ['Jenny Rosen', 'Lindenallee 7', '10115 Berlin', 'Germany'],
    ],
    [
      { ...street, line2: 'Flat 2', city: 'London', state: null, postal_code: 'SW1A 1AA', country: 'GB' },
      ['Jenny Rosen', 'Lindenallee 7', 'Flat 2', 'London', 'SW1A 1AA', 'United Kingdom'],
    ],
    [{ country: 'FR', postal_code: '75001' }, ['Jenny Rosen', '75001', 'France']],
    [{ line1: 'Somewhere', country: 'not a code' }, ['Jenny Rosen', 'Somewhere', 'not a code']],
    [null, ['Jenny Rosen']],
  ])('%j', (address, lines) => {
    expect(linesOf({ name: 'Jenny Rosen', address }, 'en')).toEqual(lines);
  });

  it('and an empty one has no lines', () => {
    expect(linesOf({}, 'en')).toEqual([]);
  });
});
