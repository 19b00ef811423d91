import { useQuery } from '@tanstack/react-query';
import { useAccountClock } from '../../api/account-clock.ts';
import { useApi } from '../../api/queries.ts';
import type { RequestFailed } from '../../api/request-failed.ts';
import type { Statistics } from '../../api/types.ts';

export const ranges = { hours_24: 1, days_7: 7, days_30: 30, days_90: 90 } as const;
export type Range = keyof typeof ranges;

export function isHourly(range: Range): boolean {
  return range === 'hours_24';
}

/** Payments by hour or day, up to and including the present one by the account's clock. */
export function useStatistics(range: Range) {
  const api = useApi();
  const { now, pending } = useAccountClock();
  const intervals = intervalsOf(range, now);
  return useQuery<Statistics, RequestFailed>({
    queryKey: ['onfile.statistics', intervals],
    queryFn: ({ signal }) => api.get<Statistics>('/v1/onfile/statistics', intervals, signal),
    enabled: !pending,
    placeholderData: (before) => before,
  });
}

const hour = 60 * 60;

/**
 * A chart's intervals in unix seconds, ending with the one that contains `now` (milliseconds). Days are the viewer's local
 * days, so some have 23 or 25 hours.
 */
export function intervalsOf(range: Range, now: number): { starts: number[]; to: number } {
  const here = new Date(now);
  const day = (offset: number) =>
    new Date(here.getFullYear(), here.getMonth(), here.getDate() + offset).getTime() / 1000;
  const thisHour = here.setMinutes(0, 0, 0) / 1000;
  const [count, start] = isHourly(range)
    ? [24, (offset: number) => thisHour + offset * hour]
    : [ranges[range], day];
  return { starts: Array.from({ length: count }, (_, index) => start(index + 1 - count)), to: start(1) };
}
