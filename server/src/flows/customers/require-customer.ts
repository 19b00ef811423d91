import { errors } from '@onfile/shared/errors.ts';
import { customers } from '../../resources/customers/table.ts';
import type { Transaction } from '../../store/store.ts';

/** Throws 400 for a customer that is not there, or not any more; one who is stays until the transaction is over. */
export async function requireCustomer(
  transaction: Transaction,
  id: string | null | undefined,
): Promise<void> {
  if (id == null) return;
  const row = await customers.lock(transaction, id);
  if (row === undefined || row.deleted) throw errors.missingInBody('customer', id, 'customer');
}
