import { errors } from '@onfile/shared/errors.ts';
import { type CustomerRow, customers } from '../api/customers/table.ts';
import { customerView, deletedCustomerView } from '../api/customers/view.ts';
import { paymentMethods } from '../api/payment-methods/table.ts';
import type { Call } from '../api/route.ts';
import { appendEvent } from '../outbox/append.ts';
import type { Transaction } from '../store/store.ts';
import { detachPaymentMethod } from './detach-payment-method.ts';

const cardsPerPage = 100;

/** Deletes a customer: their cards are detached and cannot be used again. Throws 404 when there is none any more. */
export async function deleteCustomer(call: Call<unknown>, transaction: Transaction) {
  const id = call.path.customer ?? '';
  const row = await customers.lock(transaction, id);
  if (row === undefined || row.deleted) throw errors.missingInPath('customer', id);
  await removeCustomer(call, transaction, row);
  return deletedCustomerView(id);
}

/** What deleting needs of the call, or the job, that does it. */
export type Deletion = Pick<Call<unknown>, 'services' | 'livemode' | 'now'>;

export async function removeCustomer(
  call: Deletion,
  transaction: Transaction,
  row: CustomerRow,
): Promise<void> {
  for (;;) {
    const page = await paymentMethods.page(transaction, { limit: cardsPerPage, where: { customer: row.id } });
    for (const card of page.rows) await detachPaymentMethod(call, transaction, card.id);
    if (!page.hasMore) break;
  }
  await customers.update(transaction, { ...row, deleted: 1 });
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'customer.deleted',
    object: customerView(row, call.livemode),
  });
}
