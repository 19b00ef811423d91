import { type RawBuilder, sql } from 'kysely';
import { statement, systemStatement } from '../store/statement.ts';
import type { SystemStore, Transaction } from '../store/store.ts';

/** Seconds for which an endpoint's events are left to the process that has its socket, unless it renews the lease. */
const leaseSeconds = 15;

/** A socket of the official CLI, which takes the events of an endpoint. */
export interface CliListener {
  readonly endpoint: string;
  readonly socket: string;
  /** The process that has the socket. */
  readonly worker: string;
}

type Held = CliListener & { readonly until: number };

// The CLI may reconnect before the end of its old connection is noticed.
const holding = statement<Held>((db, p) =>
  sql<never>`insert into cli_listeners (account, mode, endpoint, socket, worker, lease_until)
    values (${p.account}, ${p.mode}, ${p.endpoint}, ${p.socket}, ${p.worker}, ${p.until})
    on conflict (account, mode, endpoint) do update set socket = excluded.socket, worker = excluded.worker,
      lease_until = excluded.lease_until`.compile(db),
);
const renewing = systemStatement<{ socket: string; until: number }>((db, p) =>
  sql<never>`update cli_listeners set lease_until = ${p.until} where socket = ${p.socket}`.compile(db),
);
const leaving = statement<{ endpoint: string; socket: string }, { endpoint: string }>((db, p) =>
  sql<{ endpoint: string }>`delete from cli_listeners where account = ${p.account} and mode = ${p.mode}
    and endpoint = ${p.endpoint} and socket = ${p.socket} returning endpoint`.compile(db),
);
const dropping = systemStatement<{ now: number }>((db, p) =>
  sql<never>`delete from cli_listeners where lease_until <= ${p.now}`.compile(db),
);

/** Sends the endpoint's events to this socket from now on. `now`: the machine's unix seconds. */
export function holdCliListener(transaction: Transaction, listener: CliListener, now: number): Promise<void> {
  return transaction.run(holding, { ...listener, until: now + leaseSeconds });
}

export function renewCliListener(store: SystemStore, socket: string, now: number): Promise<void> {
  return store.run(renewing, { socket, until: now + leaseSeconds });
}

/** Returns false if another socket has taken its place. */
export async function leaveCliListener(
  transaction: Transaction,
  listener: Pick<CliListener, 'endpoint' | 'socket'>,
): Promise<boolean> {
  return (await transaction.all(leaving, listener)).length > 0;
}

/** Deletes those of processes that have ended. */
export function dropCliListeners(store: SystemStore, now: number): Promise<void> {
  return store.run(dropping, { now });
}

/** Whether a delivery `d` is for a socket at another process. */
export function isHeardElsewhere({
  worker,
  now,
}: {
  readonly worker: unknown;
  readonly now: unknown;
}): RawBuilder<unknown> {
  return sql`exists (select 1 from cli_listeners l where l.endpoint = d.endpoint and l.account = d.account
    and l.mode = d.mode and l.worker <> ${worker} and l.lease_until > ${now})`;
}
