import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Api } from './client.ts';
import type { RequestFailed } from './request-failed.ts';

const Current = createContext<Api | null>(null);
export const ApiProvider = Current.Provider;

export function useApi(): Api {
  const api = useContext(Current);
  if (api === null) throw new Error('There is no API here.');
  return api;
}

/** The object's kind comes first in each query's key: a change to an object of that kind makes it stale. */
export function useObject<Answer>(
  kind: string,
  path: string,
  params: FormGroup = {},
  options: { readonly enabled?: boolean } = {},
): UseQueryResult<Answer, RequestFailed> {
  const api = useApi();
  return useQuery<Answer, RequestFailed>({
    queryKey: [kind, path, params],
    queryFn: ({ signal }) => api.get<Answer>(path, params, signal),
    enabled: options.enabled ?? true,
  });
}

export interface Page<Item> {
  readonly data: readonly Item[];
  readonly has_more: boolean;
  readonly next_page?: string | null;
}

export type ListResult<Item> = UseInfiniteQueryResult<InfiniteData<Page<Item>>, RequestFailed>;

const pageSize = 50;

/** A list that continues where it ends: from its last id, or for searches from the page they name. */
export function useList<Item extends { readonly id: string }>(
  kind: string,
  path: string,
  params: FormGroup = {},
  options: { readonly enabled?: boolean; readonly limit?: number } = {},
): ListResult<Item> {
  const api = useApi();
  const limit = options.limit ?? pageSize;
  return useInfiniteQuery<Page<Item>, RequestFailed, InfiniteData<Page<Item>>, readonly unknown[], FormGroup>(
    {
      queryKey: [kind, path, params, limit],
      queryFn: ({ pageParam, signal }) =>
        api.get<Page<Item>>(path, { ...params, limit, ...pageParam }, signal),
      initialPageParam: {},
      getNextPageParam: nextPage,
      enabled: options.enabled ?? true,
      // Only for the same call: another one returns other objects.
      placeholderData: (before, query) => (query?.queryKey[1] === path ? before : undefined),
    },
  );
}

export function nextPage<Item extends { readonly id: string }>(page: Page<Item>): FormGroup | undefined {
  if (!page.has_more) return undefined;
  if (typeof page.next_page === 'string') return { page: page.next_page };
  const last = page.data.at(-1);
  return last === undefined ? undefined : { starting_after: last.id };
}

export function itemsOf<Item>(list: {
  readonly data: InfiniteData<Page<Item>> | undefined;
}): readonly Item[] {
  return list.data?.pages.flatMap((page) => page.data) ?? [];
}

/** Something that changes data; afterwards whatever is shown of these kinds is fetched again. */
export function useAction<Answer, Input = void>(
  run: (api: Api, input: Input) => Promise<Answer>,
  kinds: readonly string[],
): UseMutationResult<Answer, RequestFailed, Input> {
  const api = useApi();
  const client = useQueryClient();
  return useMutation<Answer, RequestFailed, Input>({
    mutationFn: (input) => run(api, input),
    // A refused charge has changed objects too. Not awaited: the caller must hear the outcome before the new data replaces the
    // old on the page.
    onSettled: () => {
      void client.invalidateQueries({
        predicate: ({ queryKey }) => kinds.includes(String(queryKey[0])),
      });
    },
  });
}
