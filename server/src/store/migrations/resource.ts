import type { Dialect } from '../engine.ts';

/**
 * A resource's table with its list index; `lookups` are the columns that lists filter by. Merchants may choose ids (of
 * products), so an id is unique only within its account and mode.
 */
export function resource(
  dialect: Dialect,
  name: string,
  columns: readonly string[],
  lookups: readonly string[] = [],
): string[] {
  return [
    `create table ${name} (
      seq ${dialect.sequenceColumn},
      account text not null,
      mode text not null check (mode in ('test', 'live')),
      id text not null,
      created bigint not null,
      ${columns.map((column) => `${column},`).join('\n      ')}
      doc ${dialect.documentType} not null,
      unique (id, account, mode)
    )`,
    `create index ${name}_list on ${name} (account, mode, created, seq)`,
    ...lookups.map(
      (column) => `create index ${name}_by_${column} on ${name} (account, mode, ${column}, created, seq)`,
    ),
  ];
}
