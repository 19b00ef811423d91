import { errors } from '@onfile/shared/errors.ts';
import { prices } from '../../resources/prices/table.ts';
import { products } from '../../resources/products/table.ts';
import type { Transaction } from '../../store/store.ts';

/** Throws 400 unless the price can be the product's default: an active one of its own. */
export async function requireDefaultPrice(
  transaction: Transaction,
  product: string,
  price: string,
): Promise<void> {
  const row = await prices.find(transaction, price);
  if (row === undefined) throw errors.missingInBody('price', price, 'default_price');
  if (row.product !== product) {
    throw errors.parameterInvalid(
      `The price ${price} does not belong to the product ${product}.`,
      'default_price',
    );
  }
  if (!row.active) {
    throw errors.parameterInvalid(
      'The price specified is inactive. This field only accepts active prices.',
      'default_price',
    );
  }
}

/** Throws 400 for a price that is its product's default, which must stay active. */
export async function requireNotDefault(
  transaction: Transaction,
  price: { readonly id: string; readonly product: string },
): Promise<void> {
  const product = await products.lock(transaction, price.product);
  if (product?.doc.default_price !== price.id) return;
  throw errors.parameterInvalid(
    'This price cannot be archived because it is the default price of its product.',
    'active',
  );
}
