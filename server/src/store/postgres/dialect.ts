import type { Dialect } from '../engine.ts';

export const postgresDialect: Dialect = {
  name: 'postgres',
  documentType: 'json',
  lockSuffix: ' for update',
  claimSuffix: ' for update skip locked',
  sequenceColumn: 'bigint generated always as identity primary key',
  jsonText: (column, path) => {
    const keys = path.map((key) => `'${key.replaceAll("'", "''")}'`);
    const last = keys.pop() ?? "''";
    return `${[column, ...keys].join(' -> ')} ->> ${last}`;
  },
};
