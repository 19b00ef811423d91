import { errors } from '@onfile/shared/errors.ts';
import { customers } from '../../resources/customers/table.ts';
import type { Transaction } from '../../store/store.ts';

/** Throws 400 for a missing or deleted customer, and locks an existing one until the transaction ends. */
export async function requireCustomer(
  transaction: Transaction,
  id: string | null | undefined,
): Promise<void> {
  if (id == null) return;
  const row = await customers.lock(transaction, id);
  if (row === undefined || row.deleted) throw errors.missingInBody('customer', id, 'customer');
}
