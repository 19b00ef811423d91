import { type EventDoc, events } from '../../events/append.ts';
import { type EventType, eventTypes } from '../../events/event-types.ts';
import type { Page, RowFilter } from '../../store/pages.ts';
import type { Reader } from '../../store/store.ts';
import type { PageQuery, Row } from '../../store/table.ts';

type EventRow = Row<'events', EventDoc>;

/** Each filter has its own index range, so a page costs the same however many other events there are. */
type Filter = NonNullable<PageQuery<'events'>['where']>;

/** Filters for events of several types; `charge.*` names all those of its resource. */
export function filtersOfTypes(patterns: readonly string[]): Filter[] {
  return eventTypes
    .filter((type) => patterns.some((pattern) => matches(pattern, type)))
    .map((type) => ({ type }));
}

/** Filters for events about these objects, and about a customer with everything that is or was theirs. */
export function filtersOfObjects(objects: readonly string[], customer: string | undefined): Filter[] {
  const theirs = customer === undefined ? [] : [{ object: customer }, { customer }];
  return [...objects.map((object) => ({ object })), ...theirs];
}

/** Pages of the events that match any of the filters and the condition `also`: the newest of each, merged. */
export function eventsOfAny(filters: readonly Filter[], also?: RowFilter) {
  return {
    page: async (reader: Reader, query: PageQuery<'events'>): Promise<Page<EventRow>> => {
      const pages = await Promise.all(filters.map((where) => events.page(reader, { ...query, where, also })));
      const backwards = query.endingBefore !== undefined && query.startingAfter === undefined;
      const found = new Map(pages.flatMap(({ rows }) => rows).map((row) => [row.id, row]));
      const newestFirst = [...found.values()].sort(byAge);
      const rows = backwards ? newestFirst.slice(-query.limit) : newestFirst.slice(0, query.limit);
      return { rows, hasMore: newestFirst.length > query.limit || pages.some((page) => page.hasMore) };
    },
  };
}

function matches(pattern: string, type: EventType): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}

function byAge(a: EventRow, b: EventRow): number {
  return (b.seq ?? 0) - (a.seq ?? 0);
}
