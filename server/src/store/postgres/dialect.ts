import type { Dialect } from '../engine.ts';

/** Any constant of ours: the advisory locks by which the commits of an account are in order. */
const orderLocks = 7_310_222;

export const postgresDialect: Dialect = {
  name: 'postgres',
  documentType: 'json',
  lockSuffix: ' for update',
  claimSuffix: ' for update skip locked',
  orderLock: `select pg_advisory_xact_lock(${orderLocks}, hashtext($1 || ' ' || $2))`,
  sequenceColumn: 'bigint generated always as identity primary key',
  jsonText: (column, path) => {
    const keys = path.map((key) => `'${key.replaceAll("'", "''")}'`);
    const last = keys.pop() ?? "''";
    return `${[column, ...keys].join(' -> ')} ->> ${last}`;
  },
};
