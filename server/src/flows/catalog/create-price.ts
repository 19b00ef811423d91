import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { type NewPrice, newPrice } from '../../resources/prices/rules.ts';
import { type PriceRow, prices } from '../../resources/prices/table.ts';
import { priceView } from '../../resources/prices/view.ts';
import { newProduct, type ProductChange } from '../../resources/products/rules.ts';
import { type ProductRow, products } from '../../resources/products/table.ts';
import { productView } from '../../resources/products/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call, OpenCall } from '../call.ts';
import { takeLookupKey } from './take-lookup-key.ts';

type ProductData = ProductChange & { readonly name: string; readonly id?: string | undefined };
type GivenPrice = NewPrice & {
  readonly product?: string | undefined;
  readonly product_data?: ProductData | undefined;
  readonly transfer_lookup_key?: boolean | undefined;
};

/**
 * `POST /v1/prices`, with the product that `product_data` describes. Price, product and events commit together; a crash
 * leaves none of them.
 */
export async function createPrice(call: Call<GivenPrice>, transaction: Transaction) {
  const { ids } = call.services;
  const product = await productOf(call, transaction, call.params, null);
  const id = ids.next('price');
  await takeLookupKey(transaction, call.params, id);
  const row = newPrice(call.params, { id, now: call.now, product: product.id, inline: false });
  const view = priceView(row, call.livemode);
  await prices.insert(transaction, row);
  await appendEvent(transaction, ids, call.now, { type: 'price.created', object: view });
  return view;
}

/** Creates the price that a session's `price_data` describes; `at` is its place in the request. */
export async function createInlinePrice(
  call: OpenCall,
  transaction: Transaction,
  given: GivenPrice,
  at: string,
): Promise<{ price: PriceRow; product: ProductRow }> {
  const product = await productOf(call, transaction, given, at);
  const id = call.services.ids.next('price');
  const price = newPrice(given, { id, now: call.now, product: product.id, inline: true }, at);
  await prices.insert(transaction, price);
  return { price, product };
}

async function productOf(
  call: OpenCall,
  transaction: Transaction,
  given: GivenPrice,
  at: string | null,
): Promise<ProductRow> {
  const name = at === null ? 'product' : `${at}[product]`;
  const { product: id, product_data: data } = given;
  if (id !== undefined && data !== undefined)
    throw errors.parametersExclusive(['product', 'product_data'], name);
  if (id !== undefined) return existingProduct(transaction, id, { name, forSale: at !== null });
  if (data === undefined) throw errors.parameterMissing(name);
  return createProduct(call, transaction, data, at);
}

async function existingProduct(
  transaction: Transaction,
  id: string,
  { name, forSale }: { readonly name: string; readonly forSale: boolean },
): Promise<ProductRow> {
  const row = await products.find(transaction, id);
  if (row === undefined || row.deleted) throw errors.missingInBody('product', id, name);
  if (forSale && !row.active) {
    throw errors.parameterInvalid(
      `Product \`${id}\` is not available to be purchased because it is not active.`,
      name,
    );
  }
  return row;
}

async function createProduct(
  call: OpenCall,
  transaction: Transaction,
  data: NonNullable<GivenPrice['product_data']>,
  at: string | null,
): Promise<ProductRow> {
  const { ids } = call.services;
  // Products of `price_data` are not for sale by themselves.
  const made = newProduct(
    { ...data, active: at === null && data.active !== false },
    data.id ?? ids.next('product'),
    call.now,
  );
  if (data.id !== undefined && (await products.find(transaction, data.id)) !== undefined) {
    throw errors.parameterInvalid('Product already exists.', 'product_data[id]', 'resource_already_exists');
  }
  await products.insert(transaction, made);
  if (at === null) {
    const object = productView(made, call.livemode);
    await appendEvent(transaction, ids, call.now, { type: 'product.created', object });
  }
  return made;
}
