import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { customers } from '../../resources/customers/table.ts';
import { customerView, deletedCustomerView } from '../../resources/customers/view.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { detachPaymentMethod } from '../cards/detach-payment-method.ts';
import { lockFreeCustomer } from '../payments/in-flight.ts';

const cardsPerPage = 100;

/**
 * `DELETE /v1/customers/:customer`: the customer's cards are detached and cannot be used again. Throws 404 if there is no
 * such customer, 429 while a payment or setup of theirs is with the network. One transaction, so a crash leaves all as it was.
 */
export async function deleteCustomer(call: Call<unknown>, transaction: Transaction) {
  const id = call.path.customer ?? '';
  if (!(await removeCustomer(call, transaction, id))) throw errors.missingInPath('customer', id);
  return deletedCustomerView(id);
}

/** What deleting needs of the call or job that does it. */
export type Deletion = Pick<Call<unknown>, 'services' | 'livemode' | 'now'>;

/** Deletes a customer in the caller's transaction. False if there is none. */
export async function removeCustomer(call: Deletion, transaction: Transaction, id: string): Promise<boolean> {
  const row = await lockFreeCustomer(transaction, call.now, id);
  if (row === undefined || row.deleted) return false;
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
  return true;
}
