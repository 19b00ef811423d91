import { type EventDoc, events } from '../../outbox/append.ts';
import { type EventType, eventTypes } from '../../outbox/event-types.ts';
import type { Reader } from '../../store/store.ts';
import type { Page, PageQuery, Row } from '../../store/table.ts';

type EventRow = Row<'events', EventDoc>;

/**
 * Pages of the events of several types (`charge.*` names all of its resource): the newest of each type, merged. Each
 * type has its own index range, so a page costs the same however many other events there are.
 */
export function eventsOfTypes(patterns: readonly string[]) {
  const types = eventTypes.filter((type) => patterns.some((pattern) => matches(pattern, type)));
  return {
    page: async (reader: Reader, query: PageQuery<'events'>): Promise<Page<EventRow>> => {
      const pages = await Promise.all(
        types.map((type) => events.page(reader, { ...query, where: { type } })),
      );
      const backwards = query.endingBefore !== undefined && query.startingAfter === undefined;
      const newestFirst = pages.flatMap((page) => page.rows).sort(byAge);
      const rows = backwards ? newestFirst.slice(-query.limit) : newestFirst.slice(0, query.limit);
      return { rows, hasMore: newestFirst.length > query.limit || pages.some((page) => page.hasMore) };
    },
  };
}

function matches(pattern: string, type: EventType): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}

function byAge(a: EventRow, b: EventRow): number {
  return b.created - a.created || (b.seq ?? 0) - (a.seq ?? 0);
}
