import { sql } from 'kysely';
import { statement } from '../../store/statement.ts';
import type { Transaction } from '../../store/store.ts';
import { type Row, resourceTable } from '../../store/table.ts';

export type TaxBehavior = 'exclusive' | 'inclusive' | 'unspecified';

export interface PriceAmount {
  /** Minor units as decimal text, up to 12 places. */
  readonly unit_amount_decimal: string;
  readonly tax_behavior: TaxBehavior;
}

/** What a price says about subscriptions; Onfile stores it and charges none. */
export interface Recurring {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly interval_count: number;
  readonly trial_period_days: number | null;
}

export interface PriceDoc extends PriceAmount {
  readonly currency_options: Readonly<Record<string, PriceAmount>>;
  readonly metadata: Record<string, string>;
  readonly nickname: string | null;
  readonly recurring: Recurring | null;
}

export type PriceRow = Row<'prices', PriceDoc>;

export const prices = resourceTable<'prices', PriceDoc>('prices', [
  'active',
  'currency',
  'lookup_key',
  'product',
  'type',
  'inline',
]);

const byLookupKey = statement<{ lookup_key: string }, { id: string }>(
  (db, p) =>
    sql<{ id: string }>`select id from prices where account = ${p.account} and mode = ${p.mode}
      and lookup_key = ${p.lookup_key}`.compile(db),
  true,
);

/** The id of the price that holds a lookup key; an account gives each key to one price. */
export async function findByLookupKey(
  transaction: Transaction,
  lookupKey: string,
): Promise<string | undefined> {
  return (await transaction.first(byLookupKey, { lookup_key: lookupKey }))?.id;
}
