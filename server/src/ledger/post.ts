import { sql } from 'kysely';
import { statement } from '../store/statement.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { balancedLegs, type LedgerAccount, type Posting } from './posting.ts';

interface Entry {
  readonly posting: string;
  readonly ledger_account: string;
  readonly currency: string;
  readonly amount: number;
  readonly created: number;
  readonly reference: string;
}

const inserting = statement<{ [Name in keyof Entry]: Entry[Name] }>((db, p) =>
  sql<never>`insert into ledger_entries (account, mode, posting, ledger_account, currency, amount, created, reference)
    values (${p.account}, ${p.mode}, ${p.posting}, ${p.ledger_account}, ${p.currency}, ${p.amount}, ${p.created}, ${p.reference})`.compile(
    db,
  ),
);

/** The only way into the ledger. Throws for a posting that does not sum to zero, without writing any of it. */
export async function post(
  transaction: Transaction,
  now: number,
  posting: Posting,
  /** `id` groups the entries; `reference` names the API object that caused them. */
  about: { readonly id: string; readonly reference: string },
): Promise<void> {
  for (const { account, amount } of balancedLegs(posting)) {
    await transaction.run(inserting, {
      posting: about.id,
      ledger_account: account,
      currency: posting.currency,
      amount,
      created: now,
      reference: about.reference,
    });
  }
}

// A sum of bigints is numeric in PostgreSQL, which would arrive as text.
const summing = statement<object, { ledger_account: LedgerAccount; currency: string; amount: number }>(
  (db, p) =>
    sql<{ ledger_account: LedgerAccount; currency: string; amount: number }>`
    select ledger_account, currency, cast(sum(amount) as bigint) as amount from ledger_entries
    where account = ${p.account} and mode = ${p.mode}
    group by ledger_account, currency order by currency`.compile(db),
);

/** The balance of each ledger account, by currency. */
export function ledgerBalances(reader: Reader) {
  return reader.all(summing, {});
}
