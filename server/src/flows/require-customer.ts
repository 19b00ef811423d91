import { errors } from '@onfile/shared/errors.ts';
import { customers } from '../api/customers/table.ts';
import type { Transaction } from '../store/store.ts';

/** Throws 400 for a customer that is not there, or not any more; none is none. */
export async function requireCustomer(
  transaction: Transaction,
  id: string | null | undefined,
): Promise<void> {
  if (id == null) return;
  const row = await customers.find(transaction, id);
  if (row === undefined || row.deleted) throw errors.missingInBody('customer', id, 'customer');
}

/** Whether a card can still be saved to the customer, who stays until the transaction is over. */
export async function holdsCustomer(transaction: Transaction, id: string): Promise<boolean> {
  return (await customers.lock(transaction, id))?.deleted === 0;
}
