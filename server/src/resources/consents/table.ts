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

const chain = statement<object, { sequence: number }>(
  (db, p) =>
    sql<{ sequence: number }>`select sequence from consents
      where account = ${p.account} and mode = ${p.mode} and sequence = 1`.compile(db),
  true,
);
const newest = statement<object, { sequence: number; hash: string }>((db, p) =>
  sql<{ sequence: number; hash: string }>`select sequence, hash from consents
    where account = ${p.account} and mode = ${p.mode} order by sequence desc limit 1`.compile(db),
);

/**
 * Returns the end of the chain, which no other transaction can extend until this one ends: the first entry is locked on
 * behalf of the whole chain. Undefined while the journal is empty.
 */
export async function lockLastEntry(transaction: Transaction) {
  await transaction.first(chain, {});
  return transaction.first(newest, {});
}
