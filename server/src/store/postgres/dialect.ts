import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../engine.ts';
import { schemaLock } from './join-database.ts';

/** An arbitrary constant: the advisory locks that keep an account's commits in order. */
const orderLocks = 7_310_222;

function numbers(terms: unknown): RawBuilder<unknown> {
  return sql`cast(string_to_array(${terms}, ' ') as int[])`;
}

export const postgresDialect: Dialect = {
  name: 'postgres',
  documentType: 'json',
  processes: 'many',
  schemaLock: `select pg_try_advisory_xact_lock(${schemaLock}) as taken`,
  lockSuffix: ' for update',
  claimSuffix: ' for update skip locked',
  orderLock: `select pg_advisory_xact_lock(${orderLocks}, hashtext($1 || ' ' || $2))`,
  sequenceColumn: 'bigint generated always as identity primary key',
  terms: {
    set: numbers,
    hold: (terms) => sql`search_terms.terms @> ${numbers(terms)}`,
    // Sorts a few rows instead of reading all of them in this order.
    newestFirst: 'search_terms.rowid + 0 desc',
  },
  tableNamed: 'select 1 as found where to_regclass($1) is not null',
  jsonText: (column, path) => {
    const keys = path.map((key) => `'${key.replaceAll("'", "''")}'`);
    const last = keys.pop() ?? "''";
    return `${[column, ...keys].join(' -> ')} ->> ${last}`;
  },
};
