import type { Dialect } from '../engine.ts';

const standing = {
  payment: ['payment_attempts', "status in ('started', 'giving_back')"],
  setup: ['setup_attempts', "status = 'processing'"],
  move: ['payment_moves', "status = 'started'"],
  refund: ['refunds', "phase = 'asking'"],
} as const;

/** Who works on each operation with the card network, and until when: stalled operations are found only here. */
export function operations(dialect: Dialect): string[] {
  const time = dialect.name === 'sqlite' ? 'integer' : 'bigint';
  return [
    `create table operations (account text not null, mode text not null, id text not null, kind text not null,
      worker text not null, lease_until ${time} not null, released integer not null, primary key (account, mode, id))`,
    'create index operations_by_lease on operations (lease_until)',
    ...Object.entries(standing).map(
      ([kind, [table, condition]]) =>
        `insert into operations (account, mode, id, kind, worker, lease_until, released)
          select account, mode, id, '${kind}', '', 0, 1 from ${table} where ${condition}`,
    ),
    'drop index payment_attempts_by_status',
    'drop index payment_moves_by_status',
    'drop index setup_attempts_by_status',
    'drop index refunds_asked',
    ...Object.values(standing).map(([table]) => `alter table ${table} drop column updated`),
  ];
}
