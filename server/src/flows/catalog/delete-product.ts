import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { prices } from '../../resources/prices/table.ts';
import { products } from '../../resources/products/table.ts';
import { deletedProductView, productView } from '../../resources/products/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';

/**
 * `DELETE /v1/products/:product`, for a product without prices. Throws 404 if it does not exist, 400 if it has prices. The
 * deletion and its event commit together; a crash leaves the product.
 */
export async function deleteProduct(call: Call<unknown>, transaction: Transaction) {
  const id = call.path.product ?? '';
  const row = await products.lock(transaction, id);
  if (row === undefined || row.deleted) throw errors.missingInPath('product', id);
  const used = await prices.page(transaction, { limit: 1, where: { product: id } });
  if (used.rows.length > 0) {
    throw errors.stateInvalid(
      'This product cannot be deleted because it has one or more user-created prices.',
    );
  }
  await products.update(transaction, { ...row, deleted: 1 });
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'product.deleted',
    object: productView(row, call.livemode),
  });
  return deletedProductView(id);
}
