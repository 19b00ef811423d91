import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import { useQuery } from '@tanstack/react-query';
import type Stripe from 'stripe';
import type { Page } from '../api/queries.ts';
import { useApi } from '../api/queries.ts';

const windowSeconds = 10;
const windowsMax = 12;

/** Events have no filter by object: they are looked for around the times when something happened to it. */
export function useEventsAround(
  times: readonly number[],
  types: readonly string[],
  concerns: (event: Stripe.Event) => boolean,
  owner: string,
) {
  const api = useApi();
  const windows = windowsOf(times);
  return useQuery({
    queryKey: ['event', 'around', owner, windows, types],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        windows.map(([gte, lte]) => {
          const params: FormGroup = { limit: 100, types, created: { gte, lte } };
          return api.get<Page<Stripe.Event>>('/v1/events', params, signal);
        }),
      );
      const events = new Map(pages.flatMap(({ data }) => data).map((event) => [event.id, event]));
      return [...events.values()].filter(concerns).sort((a, b) => b.created - a.created);
    },
    enabled: windows.length > 0,
    placeholderData: (before) => before,
  });
}

function windowsOf(times: readonly number[]): readonly (readonly [number, number])[] {
  const windows: [number, number][] = [];
  for (const time of [...times].sort((a, b) => a - b)) {
    const last = windows.at(-1);
    if (last !== undefined && time <= last[1] + windowSeconds) last[1] = time + windowSeconds;
    else windows.push([time - 1, time + windowSeconds]);
  }
  return windows.slice(-windowsMax);
}

/** Whether an event is of this object, or of one that names it. */
export function isAbout(event: Stripe.Event, id: string, field: string): boolean {
  const object: object = event.data.object;
  return Reflect.get(object, 'id') === id || Reflect.get(object, field) === id;
}
