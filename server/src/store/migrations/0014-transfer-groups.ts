import type { Dialect } from '../engine.ts';

/** Finds a transfer group's charges without reading the others. */
export function transferGroups(dialect: Dialect): string[] {
  return [
    'alter table charges add column transfer_group text',
    `update charges set transfer_group = ${dialect.jsonText('doc', ['transfer_group'])}`,
    `create index charges_by_transfer_group on charges (account, mode, transfer_group, created, seq)
      where transfer_group is not null`,
  ];
}
