import type { Dialect } from '../engine.ts';

/** What several processes on one database have to know about each other. */
export function processes(dialect: Dialect): string[] {
  const scope = 'account text not null, mode text not null';
  const time = dialect.name === 'sqlite' ? 'integer' : 'bigint';
  return [
    // Which process is working on the request, and until when others keep away.
    `alter table idempotency_keys add column worker text not null default ''`,
    `alter table idempotency_keys add column lease_until ${time} not null default 0`,
    `create table sandbox_faults (${scope}, revision integer not null, doc text not null, primary key (account, mode))`,
    // What a run of the official CLI was granted, by the hash of its id, and which process has its socket.
    `create table cli_sessions (hash text primary key, ${scope}, feature text not null, key text, endpoint text,
      expires_at ${time} not null)`,
    `create table cli_listeners (${scope}, endpoint text not null, socket text not null, worker text not null,
      lease_until ${time} not null, primary key (account, mode, endpoint))`,
  ];
}
