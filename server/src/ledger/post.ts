import type { Ids } from '@onfile/shared/ids.ts';
import { sql } from 'kysely';
import { statement } from '../store/statement.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { resourceTable } from '../store/table.ts';
import { type Entry, type Ledger, requireBalanced } from './postings.ts';

const entries = resourceTable<'ledger_entries', object>('ledger_entries', [
  'posting',
  'ledger',
  'currency',
  'amount',
]);

/** Writes a posting: the only way into the ledger. `posting` is the balance transaction that it belongs to. */
export async function post(
  transaction: Transaction,
  ids: Ids,
  now: number,
  posting: { readonly id: string; readonly currency: string; readonly entries: readonly Entry[] },
): Promise<void> {
  requireBalanced(posting.entries);
  for (const { ledger, amount } of posting.entries) {
    await entries.insert(transaction, {
      id: ids.next('ledger_entry'),
      created: now,
      posting: posting.id,
      ledger,
      currency: posting.currency,
      amount,
      doc: {},
    });
  }
}

export interface LedgerSum {
  readonly ledger: Ledger;
  readonly currency: string;
  /** Minor units. */
  readonly total: number;
}

const summing = statement<object, LedgerSum>((db, p) =>
  sql<LedgerSum>`select ledger, currency, sum(amount) as total from ledger_entries
    where account = ${p.account} and mode = ${p.mode} group by ledger, currency order by currency, ledger`.compile(
    db,
  ),
);

/** What stands in each ledger, by currency. */
export async function ledgerSums(reader: Reader): Promise<LedgerSum[]> {
  const sums = await reader.all(summing, {});
  return sums.map(({ total, ...sum }) => ({ ...sum, total: Number(total) }));
}
