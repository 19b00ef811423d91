import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { newPrice } from '../../resources/prices/rules.ts';
import { prices } from '../../resources/prices/table.ts';
import { priceView } from '../../resources/prices/view.ts';
import type { CreateParams } from '../../resources/products/params.ts';
import { newProduct } from '../../resources/products/rules.ts';
import { products } from '../../resources/products/table.ts';
import { productView } from '../../resources/products/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';

/**
 * `POST /v1/products`, with the price that `default_price_data` describes. Product, price and events commit together; a
 * crash leaves none of them.
 */
export async function createProduct(call: Call<CreateParams>, transaction: Transaction) {
  const { services, params, now, livemode } = call;
  const { ids } = services;
  const { default_price_data: data, ...given } = params;
  const id = given.id ?? ids.next('product');
  if (given.id !== undefined && (await products.find(transaction, id)) !== undefined) {
    throw errors.parameterInvalid('Product already exists.', 'id', 'resource_already_exists');
  }
  const birth = { id: ids.next('price'), now, product: id, inline: false };
  const price = data === undefined ? null : newPrice(data, birth, 'default_price_data');
  const row = newProduct({ ...given, default_price: price?.id }, id, now);
  const view = productView(row, livemode);
  await products.insert(transaction, row);
  await appendEvent(transaction, ids, now, { type: 'product.created', object: view });
  if (price !== null) {
    await prices.insert(transaction, price);
    await appendEvent(transaction, ids, now, { type: 'price.created', object: priceView(price, livemode) });
  }
  return view;
}
