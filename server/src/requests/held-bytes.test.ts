import { describe, expect, it } from 'vitest';
import { createHeldBytes } from './held-bytes.ts';

describe('the bytes that requests hold', () => {
  it('of one account leave room for others', () => {
    const held = createHeldBytes({ ofAll: 10, ofOne: 4 });
    expect(held.hold('greedy', 3)).toBe(true);
    expect(held.hold('greedy', 2)).toBe(false);
    expect(held.hold('other', 4)).toBe(true);
  });

  it('of all accounts together are bounded', () => {
    const held = createHeldBytes({ ofAll: 5, ofOne: 4 });
    expect(held.hold('a', 4)).toBe(true);
    expect(held.hold('b', 2)).toBe(false);
    expect(held.hold('b', 1)).toBe(true);
  });

  it('become room again when released', () => {
    const held = createHeldBytes({ ofAll: 4, ofOne: 4 });
    held.hold('a', 4);
    held.release('a', 4);
    expect(held.hold('b', 4)).toBe(true);
  });
});
