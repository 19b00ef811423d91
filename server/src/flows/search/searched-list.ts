import { errors } from '@onfile/shared/errors.ts';
import { listPage, type Paging } from '../../resources/list.ts';
import { findEntries } from '../../search/entries.ts';
import { wordsOf } from '../../search/terms.ts';
import { type Page, UnknownCursor } from '../../store/pages.ts';
import type { ListName } from '../../store/schema.ts';
import type { Reader } from '../../store/store.ts';
import type { PageQuery } from '../../store/table.ts';
import type { Call } from '../call.ts';

interface Searched<Name extends ListName, R, V> {
  /** The list's name is that of its table. */
  readonly table: {
    readonly name: Name;
    find(reader: Reader, id: string): Promise<R | undefined>;
    page(reader: Reader, query: PageQuery<Name>): Promise<Page<R>>;
  };
  /** Which rows the list shows at all. */
  readonly always?: PageQuery<Name>['where'];
  /** Its filters besides words; undefined ones do not apply. */
  readonly tags: Readonly<Record<string, string | undefined>>;
  readonly noun: string;
  readonly url: string;
  readonly view: (row: R) => V;
}

/**
 * A list of the dashboard, narrowed by every word and every filter that is given. Throws 400 like `listPage`, and 503 while
 * the index is incomplete.
 */
export async function searchedList<Name extends ListName, R extends { readonly id: string }, V>(
  { params, services }: Pick<Call<Paging & { readonly query?: string | undefined }>, 'params' | 'services'>,
  reader: Reader,
  searched: Searched<Name, R, V>,
) {
  const { table, always, tags, noun, url, view } = searched;
  const { query, limit, starting_after, ending_before, created } = params;
  if (query === undefined && Object.values(tags).every((tag) => tag === undefined)) {
    const filter = (cursor: PageQuery<Name>) => ({ ...cursor, ...(always && { where: always }) });
    return listPage(reader, table, { paging: params, filter, noun, url, view });
  }
  if (ending_before !== undefined) {
    throw errors.parameterInvalid('A search only pages forwards: use `starting_after`.', 'ending_before');
  }
  const words = wordsOf(query ?? '');
  const empty = { object: 'list', data: [], has_more: false, url } as const;
  if (query !== undefined && words.length === 0) return empty;
  await services.searchIndex.catchUp(reader.scope);
  const wanted = { list: table.name, words, tags, created, after: starting_after, limit: limit + 1 };
  const ids = await findEntries(reader, wanted).catch((error: unknown) => {
    throw error instanceof UnknownCursor ? errors.missingInBody(noun, error.id, 'starting_after') : error;
  });
  const rows = await Promise.all(ids.slice(0, limit).map((id) => table.find(reader, id)));
  return {
    object: 'list' as const,
    data: rows.flatMap((row) => (row === undefined ? [] : [view(row)])),
    has_more: ids.length > limit,
    url,
  };
}
