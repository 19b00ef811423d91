import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTry, patienceSeconds } from './schedule.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the pauses between tries', () => {
  it('start within a minute, grow, end within three days, and leave at most half a day without a try', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.infiniteStream(chance), (begun, chances) => {
        const giveUpAt = begun + patienceSeconds;
        const times = [begun];
        for (let tries = 1; ; tries += 1) {
          const next = nextTry(tries, times.at(-1) ?? begun, giveUpAt, chances.next().value);
          if (next === null) break;
          times.push(next);
        }
        const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
        const halfDay = 12 * 60 * 60;
        expect(times.at(-1)).toBeLessThanOrEqual(giveUpAt);
        expect(pauses[0]).toBeLessThanOrEqual(60);
        expect(
          pauses.every((pause, at) => at === 0 || pause >= Math.min(pauses[at - 1] ?? 0, 0.8 * halfDay)),
        ).toBe(true);
        expect(Math.max(...pauses)).toBeLessThanOrEqual(halfDay);
        expect(giveUpAt - (times.at(-1) ?? 0)).toBeLessThan(halfDay);
      }),
    );
  });

  it('are shortened at random, and never made longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), chance, (tries, shorter) => {
        const longest = nextTry(tries, 0, patienceSeconds, 0) ?? 0;
        const next = nextTry(tries, 0, patienceSeconds, shorter) ?? 0;
        expect(next).toBeLessThanOrEqual(longest);
        expect(next).toBeGreaterThanOrEqual(0.8 * longest);
      }),
    );
    expect(nextTry(1, 0, patienceSeconds, 0.99)).not.toBe(nextTry(1, 0, patienceSeconds, 0));
  });
});
