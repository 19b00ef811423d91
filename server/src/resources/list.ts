import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import { type Page, type Range, UnknownCursor } from '../store/pages.ts';
import type { Reader } from '../store/store.ts';

export interface Paging {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?: Range | undefined;
}

interface PageSource<Query, R> {
  page(reader: Reader, query: Query): Promise<Page<R>>;
}

interface CursorQuery {
  readonly limit: number;
  readonly startingAfter?: string | undefined;
  readonly endingBefore?: string | undefined;
  readonly created?: Range | undefined;
}

/**
 * Returns a page of a table as Stripe's list. Throws 400 for a cursor that names nothing (`No such <noun>`, which is
 * checked first), and if both cursors are given.
 */
export async function listPage<Query extends CursorQuery, R, V>(
  reader: Reader,
  table: PageSource<Query, R>,
  options: {
    readonly paging: Paging;
    readonly filter: (cursor: CursorQuery) => Query;
    readonly noun: string;
    readonly url: string;
    readonly view: (row: R) => V;
  },
): Promise<Stripe.ApiList<V>> {
  const { limit, starting_after, ending_before, created } = options.paging;
  const cursorParam = starting_after === undefined ? 'ending_before' : 'starting_after';
  try {
    const page = await table.page(
      reader,
      options.filter({ limit, startingAfter: starting_after, endingBefore: ending_before, created }),
    );
    if (starting_after !== undefined && ending_before !== undefined) throw errors.bothCursors();
    return { object: 'list', data: page.rows.map(options.view), has_more: page.hasMore, url: options.url };
  } catch (error) {
    if (error instanceof UnknownCursor) throw errors.missingInBody(options.noun, error.id, cursorParam);
    throw error;
  }
}

/** Returns a page of a list short enough to be read whole, in its order. Throws 400 like `listPage`. */
export function shortListPage<Item extends { readonly id: string }>(
  items: readonly Item[],
  { limit, starting_after, ending_before }: Paging,
  { noun, url }: { readonly noun: string; readonly url: string },
): Stripe.ApiList<Item> {
  const place = (id: string, param: string) => {
    const at = items.findIndex((item) => item.id === id);
    if (at === -1) throw errors.missingInBody(noun, id, param);
    return at;
  };
  const after = starting_after === undefined ? 0 : place(starting_after, 'starting_after') + 1;
  if (ending_before === undefined) {
    const data = items.slice(after, after + limit);
    return { object: 'list', data, has_more: after + limit < items.length, url };
  }
  const before = place(ending_before, 'ending_before');
  if (starting_after !== undefined) throw errors.bothCursors();
  return {
    object: 'list',
    data: items.slice(Math.max(0, before - limit), before),
    has_more: before > limit,
    url,
  };
}
