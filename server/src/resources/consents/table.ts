import { sql } from 'kysely';
import { statement } from '../../store/statement.ts';
import type { Transaction } from '../../store/store.ts';
import { type Row, resourceTable } from '../../store/table.ts';
import type { ConsentEntry } from './entry.ts';

/** The document is the journal's entry as it was hashed. */
export type ConsentRow = Row<'consents', ConsentEntry>;

/** Append-only: nothing updates or deletes an entry. */
export const consents = resourceTable<'consents', ConsentEntry>('consents', [
  'sequence',
  'customer',
  'payment_method',
  'hash',
]);

const newest = statement<object, { sequence: number; hash: string }>((db, p) =>
  sql<{ sequence: number; hash: string }>`select sequence, hash from consents
    where account = ${p.account} and mode = ${p.mode} order by sequence desc limit 1`.compile(db),
);

/**
 * Returns the end of the chain; undefined while the journal is empty. Call it in a step at the end of a transaction
 * (`Transaction.atEnd`): no other transaction extends the chain until that one is over.
 */
export function lastEntry(transaction: Transaction) {
  return transaction.first(newest, {});
}
