import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import { createProduct } from '../../flows/catalog/create-product.ts';
import { requireDefaultPrice } from '../../flows/catalog/default-price.ts';
import { deleteProduct } from '../../flows/catalog/delete-product.ts';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/products/params.ts';
import { changeProduct } from '../../resources/products/rules.ts';
import { type ProductRow, products } from '../../resources/products/table.ts';
import { deletedProductView, productView } from '../../resources/products/view.ts';
import { type SearchFields, searchPage } from '../../resources/search.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const returns = 'product';

const searchFields: SearchFields = {
  active: { kind: 'flag', column: 'active' },
  created: { kind: 'number', column: 'created' },
  description: { kind: 'text', column: 'description', substring: true },
  metadata: { kind: 'metadata' },
  name: { kind: 'text', column: 'name', substring: true },
  shippable: { kind: 'flag', column: 'shippable' },
  url: { kind: 'text', column: 'url', substring: true },
};

const create = route({
  method: 'POST',
  path: '/v1/products',
  params: params.createParams,
  returns,
  write: createProduct,
});

const retrieve = route({
  method: 'GET',
  path: '/v1/products/:product',
  params: params.noParams,
  returns,
  read: async (call, reader) =>
    productView(found(await products.find(reader, idOf(call)), idOf(call)), call.livemode),
});

const update = route({
  method: 'POST',
  path: '/v1/products/:product',
  params: params.updateParams,
  returns,
  write: async (call, transaction) => {
    const before = found(await products.lock(transaction, idOf(call)), idOf(call));
    const { default_price } = call.params;
    if (default_price !== undefined) await requireDefaultPrice(transaction, before.id, default_price);
    const after = changeProduct(before, call.params, call.now);
    const view = productView(after, call.livemode);
    const { updated, ...previous } = previousAttributes(productView(before, call.livemode), view);
    if (Object.keys(previous).length === 0) return productView(before, call.livemode);
    await products.update(transaction, after);
    await appendEvent(transaction, call.services.ids, call.now, {
      type: 'product.updated',
      object: view,
      previous: updated === undefined ? previous : { ...previous, updated },
    });
    return view;
  },
});

const list = route({
  method: 'GET',
  path: '/v1/products',
  params: params.listParams,
  returns: 'list:product',
  read: async (call, reader) => {
    const { active, ids, shippable, type, url } = call.params;
    if (ids !== undefined) {
      const rows = await Promise.all([...new Set(ids)].map((id) => products.find(reader, id)));
      const data = rows.flatMap((row) =>
        row === undefined || row.deleted ? [] : [productView(row, call.livemode)],
      );
      return { object: 'list', data, has_more: false, url: '/v1/products' };
    }
    // Products created through this API are services; the older type is never listed.
    if (type === 'good') return { object: 'list', data: [], has_more: false, url: '/v1/products' };
    return listPage(reader, products, {
      paging: call.params,
      filter: (cursor) => ({
        ...cursor,
        where: { deleted: 0 as const, active: flag(active), shippable: flag(shippable), url },
      }),
      noun: 'product',
      url: '/v1/products',
      view: (row) => productView(row, call.livemode),
    });
  },
});

const remove = route({
  method: 'DELETE',
  path: '/v1/products/:product',
  params: params.noParams,
  returns,
  write: deleteProduct,
});

const search = route({
  method: 'GET',
  path: '/v1/products/search',
  params: params.searchParams,
  returns: 'list:product',
  read: (call, reader) =>
    searchPage(reader, products, searchFields, {
      params: call.params,
      withTotal: call.expand.includes('total_count'),
      url: '/v1/products/search',
      view: (row) => productView(row, call.livemode),
      always: () => sql`deleted = 0`,
    }),
});

export const productRoutes = [create, search, list, retrieve, update, remove];

export async function loadProduct(reader: Reader, id: string) {
  const row = await products.find(reader, id);
  if (row === undefined) return null;
  return row.deleted ? deletedProductView(id) : productView(row, reader.scope.livemode);
}

function idOf(call: { readonly path: Readonly<Record<string, string>> }): string {
  return call.path.product ?? '';
}

function found(row: ProductRow | undefined, id: string): ProductRow {
  if (row === undefined || row.deleted) throw errors.missingInPath('product', id);
  return row;
}

function flag(value: boolean | undefined): 0 | 1 | undefined {
  return value === undefined ? undefined : value ? 1 : 0;
}
