import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import { createPrice } from '../../flows/catalog/create-price.ts';
import { requireNotDefault } from '../../flows/catalog/default-price.ts';
import { takeLookupKey } from '../../flows/catalog/take-lookup-key.ts';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/prices/params.ts';
import { changePrice } from '../../resources/prices/rules.ts';
import { prices } from '../../resources/prices/table.ts';
import { currencyOptionsView, priceView } from '../../resources/prices/view.ts';
import { type SearchFields, searchPage } from '../../resources/search.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const returns = 'price';

const searchFields: SearchFields = {
  active: { kind: 'flag', column: 'active' },
  currency: { kind: 'token', column: 'currency' },
  lookup_key: { kind: 'token', column: 'lookup_key' },
  metadata: { kind: 'metadata' },
  product: { kind: 'token', column: 'product' },
  type: { kind: 'token', column: 'type' },
};

const create = route({
  method: 'POST',
  path: '/v1/prices',
  params: params.createParams,
  returns,
  write: createPrice,
});

const retrieve = route({
  method: 'GET',
  path: '/v1/prices/:price',
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const row = await prices.find(reader, call.path.price ?? '');
    if (row === undefined) throw errors.missingInPath('price', call.path.price ?? '', 'price');
    return priceView(row, call.livemode);
  },
});

const update = route({
  method: 'POST',
  path: '/v1/prices/:price',
  params: params.updateParams,
  returns,
  write: async (call, transaction) => {
    const id = call.path.price ?? '';
    const before = await prices.lock(transaction, id);
    if (before === undefined) throw errors.missingInPath('price', id, 'price');
    if (call.params.active === false) await requireNotDefault(transaction, before);
    await takeLookupKey(transaction, call.params, id);
    const after = changePrice(before, call.params);
    const view = priceView(after, call.livemode);
    const previous = previousAttributes(priceView(before, call.livemode), view);
    await prices.update(transaction, after);
    if (Object.keys(previous).length === 0) return view;
    await appendEvent(transaction, call.services.ids, call.now, {
      type: 'price.updated',
      object: view,
      previous,
    });
    return view;
  },
});

const list = route({
  method: 'GET',
  path: '/v1/prices',
  params: params.listParams,
  returns: 'list:price',
  read: async (call, reader) => {
    const { active, currency, lookup_keys, product, type } = call.params;
    const where = {
      active: active === undefined ? undefined : active ? (1 as const) : (0 as const),
      currency,
      product,
      type,
    };
    if (lookup_keys !== undefined) {
      const pages = await Promise.all(
        [...new Set(lookup_keys)].map((key) =>
          prices.page(reader, { limit: 1, where: { ...where, lookup_key: key } }),
        ),
      );
      const data = pages.flatMap((page) => page.rows.map((row) => priceView(row, call.livemode)));
      return { object: 'list', data, has_more: false, url: '/v1/prices' };
    }
    return listPage(reader, prices, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { ...where, inline: 0 as const } }),
      noun: 'price',
      url: '/v1/prices',
      view: (row) => priceView(row, call.livemode),
    });
  },
});

const search = route({
  method: 'GET',
  path: '/v1/prices/search',
  params: params.searchParams,
  returns: 'list:price',
  read: (call, reader) =>
    searchPage(reader, prices, searchFields, {
      params: call.params,
      withTotal: call.expand.includes('total_count'),
      url: '/v1/prices/search',
      view: (row) => priceView(row, call.livemode),
      always: () => sql`inline = 0`,
    }),
});

export const priceRoutes = [create, search, list, retrieve, update];

export async function loadPrice(reader: Reader, id: string) {
  const row = await prices.find(reader, id);
  return row === undefined ? null : priceView(row, reader.scope.livemode);
}

export async function loadCurrencyOptions(reader: Reader, id: string) {
  const row = await prices.find(reader, id);
  return row === undefined ? null : currencyOptionsView(row);
}
