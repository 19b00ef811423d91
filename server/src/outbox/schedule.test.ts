import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTry, patienceSeconds } from './schedule.ts';

describe('the pauses between tries', () => {
  it('grow, end within the patience, and leave no more than half a day without a try', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (begun) => {
        const giveUpAt = begun + patienceSeconds;
        const times = [begun];
        for (let tries = 1; ; tries += 1) {
          const next = nextTry(tries, times.at(-1) ?? begun, giveUpAt);
          if (next === null) break;
          times.push(next);
        }
        const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
        expect(times.at(-1)).toBeLessThanOrEqual(giveUpAt);
        expect(pauses.every((pause, index) => index === 0 || pause >= (pauses[index - 1] ?? 0))).toBe(true);
        expect(Math.max(...pauses)).toBeLessThanOrEqual(12 * 60 * 60);
        expect(giveUpAt - (times.at(-1) ?? 0)).toBeLessThan(12 * 60 * 60);
      }),
    );
  });
});
