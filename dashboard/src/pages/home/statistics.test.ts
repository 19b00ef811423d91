import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { intervalsOf, type Range, ranges } from './statistics.ts';

const place = process.env.TZ;
afterEach(() => {
  if (place === undefined) delete process.env.TZ;
  else process.env.TZ = place;
});

describe('the intervals of a chart', () => {
  it('are days from the viewer’s midnight to midnight, with 23 or 25 hours when clocks change', () => {
    process.env.TZ = 'Europe/Berlin';
    const afternoon = Date.parse('2026-10-26T15:00:00+01:00');
    const { starts, to } = intervalsOf('days_7', afternoon);
    expect(starts).toHaveLength(7);
    expect(starts.slice(-3).map((start) => new Date(start * 1000).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
    expect(new Date(to * 1000).toISOString()).toBe('2026-10-26T23:00:00.000Z');
  });

  it('are in ascending order, and the last contains the present', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'),
        fc.constantFrom<Range>('hours_24', 'days_7', 'days_30', 'days_90'),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (zone, range, now) => {
          process.env.TZ = zone;
          const { starts, to } = intervalsOf(range, now.getTime());
          expect(starts).toHaveLength(range === 'hours_24' ? 24 : ranges[range]);
          expect([...new Set([...starts, to])].sort((a, b) => a - b)).toEqual([...starts, to]);
          expect(starts.at(-1)).toBeLessThanOrEqual(now.getTime() / 1000);
          expect(to).toBeGreaterThan(now.getTime() / 1000);
        },
      ),
    );
  });
});
