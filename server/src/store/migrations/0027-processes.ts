import type { Dialect } from '../engine.ts';

/** What several processes on one database have to know of each other. */
export function processes(dialect: Dialect): string[] {
  const time = dialect.name === 'sqlite' ? 'integer' : 'bigint';
  return [
    // Of a request that runs: which process works on it, and until when nobody else does.
    `alter table idempotency_keys add column worker text not null default ''`,
    `alter table idempotency_keys add column lease_until ${time} not null default 0`,
  ];
}
