import { type IdKind, idShapes } from '@onfile/shared/ids.ts';
import { describe, expect, it } from 'vitest';
import { randomIds } from './ids.ts';

describe('ids', () => {
  const ids = randomIds();

  it.each(Object.keys(idShapes) as IdKind[])(
    '%s has its prefix, its length, and only letters and digits',
    (kind) => {
      const { prefix, length } = idShapes[kind];
      expect(ids.next(kind)).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{${length}}$`));
    },
  );

  it('never repeat', () => {
    const made = Array.from({ length: 20_000 }, () => ids.next('customer'));
    expect(new Set(made).size).toBe(made.length);
  });

  it('sort by the time of their creation', async () => {
    const earlier = ids.next('event');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ids.next('event') > earlier).toBe(true);
  });
});
