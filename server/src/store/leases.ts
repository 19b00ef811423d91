import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { type ScopeParameters, statement, systemStatement } from './statement.ts';
import { type AccountStore, ownDoing, type Store, type Transaction } from './store.ts';

/** Seconds for which a process has an operation to itself, unless it renews the lease. */
export const leaseSeconds = 10;
const renewMs = 3000;

/** What asks the card network, by the table of its rows. */
export type OperationKind = 'payment' | 'setup' | 'move' | 'refund';

/** An operation that has begun and is not finished. */
export interface OperationName {
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly id: string;
  readonly kind: OperationKind;
}

/**
 * Who works on an operation, and until when, is recorded in its row (`operations`): a process renews the leases of what it
 * works on, and what it leaves behind is free for everybody once they expire. Leases only order the work: the network acts
 * once on a request id, and an outcome is committed once.
 */
export interface Leases {
  /** Takes an operation that begins with this transaction. */
  begin(transaction: Transaction, kind: OperationKind, id: string): Promise<void>;
  /** Ends an operation with the transaction that commits its outcome. */
  end(transaction: Transaction, id: string): Promise<void>;
  /** Takes an operation that nobody is working on: `taken`. `mine` while this process is, `others` while another is. */
  claim(store: AccountStore, id: string): Promise<'taken' | 'mine' | 'others' | 'over'>;
  /** Whether another process is working on it. */
  isElsewhere(store: AccountStore, id: string): Promise<boolean>;
  /** Whether it is still unfinished. */
  isThere(store: AccountStore, id: string): Promise<boolean>;
  /** Renews the lease of an operation until it is dropped. */
  keep(store: AccountStore, id: string): Kept;
  /** Returns a lease for this process that starts now. */
  lease(): Lease;
  /** Returns whether a lease has run out. */
  isOver(lease: Lease): boolean;
  /** Keeps renewing the lease of an idempotency key until the returned function is called. */
  keepKey(store: AccountStore, key: string): () => void;
  /** An account's operations with expired leases, expired longest first, after one of them. */
  abandoned(account: string, limit: number, after: Place): Promise<readonly Standing[]>;
  /** Accounts that have such operations. */
  accounts(): Promise<readonly string[]>;
  /** Leaves the rest to other processes: at once, or, if the database is down, when the leases expire. */
  stop(): Promise<void>;
}

export interface Kept {
  /**
   * Whether it is still this process's for certain: one that was stopped for longer than a lease may have lost it, and must not
   * begin anything any more that cannot be undone.
   */
  stands(): boolean;
  /** The operation is finished, or its lease may expire. */
  drop(): void;
  /** Frees the operation for whoever asks for it; jobs take it when the lease expires. */
  release(): Promise<void>;
}

export interface Place {
  readonly lease_until: number;
  readonly id: string;
}

export type Standing = OperationName & Place;

/** Which process is working on something, and until when (unix seconds) others keep away. */
export type Lease = { readonly worker: string; readonly lease_until: number };

type Leased = { readonly id: string; readonly worker: string; readonly until: number };
type LeasedTable = 'operations' | 'idempotency_keys';

/** A lease that is first renewed when it is `renewMs` old, so that short work costs nothing extra. */
interface Keeping extends Omit<OperationName, 'kind'> {
  readonly table: LeasedTable;
  /** From `performance.now()`, like the next one. */
  readonly since: number;
  /** It was extended then at the latest; not touched any more once it may have been lost. */
  renewed: number;
}

type Asked = { readonly worker: string; readonly now: number };

const inserting = statement<Leased & { kind: string }>((db, p) =>
  sql<never>`insert into operations (account, mode, id, kind, worker, lease_until, released)
    values (${p.account}, ${p.mode}, ${p.id}, ${p.kind}, ${p.worker}, ${p.until}, 0)
    on conflict (account, mode, id) do update set worker = excluded.worker,
      lease_until = excluded.lease_until, released = 0`.compile(db),
);
const ending = statement<{ id: string }>((db, p) => {
  const { account, mode, id }: { id: string } & ScopeParameters = p;
  return sql<never>`delete from operations where account = ${account} and mode = ${mode} and id = ${id}`.compile(
    db,
  );
});
const claiming = statement<Leased & Asked, { id: string }>((db, p, dialect) =>
  sql<{ id: string }>`update operations set worker = ${p.worker}, lease_until = ${p.until}, released = 0
    where account = ${p.account} and mode = ${p.mode} and id = ${p.id} and (released = 1 or ${ranOut(p, 'operations', dialect.processes)})
    returning id`.compile(db),
);
const finding = statement<{ id: string }, Lease & { released: 0 | 1 }>((db, p) => {
  const { account, mode, id }: { id: string } & ScopeParameters = p;
  return sql<Lease & { released: 0 | 1 }>`select worker, lease_until, released from operations
    where account = ${account} and mode = ${mode} and id = ${id}`.compile(db);
});
const releasing = statement<{ id: string; worker: string }>((db, p) =>
  sql<never>`update operations set released = 1
    where account = ${p.account} and mode = ${p.mode} and id = ${p.id} and worker = ${p.worker}`.compile(db),
);
const renewing = (table: LeasedTable) =>
  systemStatement<Leased & Omit<OperationName, 'kind'>>((db, p) =>
    sql<never>`update ${sql.table(table)} set lease_until = ${p.until} where account = ${p.account} and mode = ${p.mode}
      and ${sql.ref(table === 'operations' ? 'id' : 'key')} = ${p.id} and worker = ${p.worker}`.compile(db),
  );
const renewals = { operations: renewing('operations'), idempotency_keys: renewing('idempotency_keys') };
const leaving = systemStatement<{ worker: string }>((db, p) =>
  sql<never>`update operations set lease_until = 0 where worker = ${p.worker}`.compile(db),
);
const waitingAccounts = systemStatement<Asked, { account: string }>((db, p, dialect) =>
  sql<{
    account: string;
  }>`select distinct account from operations where ${ranOut(p, 'operations', dialect.processes)}`.compile(db),
);
const waiting = systemStatement<Asked & { account: string; limit: number } & Place, Standing>(
  (db, p, dialect) =>
    sql<Standing>`select account, mode, id, kind, lease_until from operations
    where account = ${p.account} and ${ranOut(p, 'operations', dialect.processes)}
      and (lease_until, id) > (${p.lease_until}, ${p.id})
    order by lease_until, id limit ${p.limit}`.compile(db),
);

/** Whether a row's lease has expired. If one process has the store to itself, the leases of all others are over. */
export function ranOut(
  { worker, now }: { readonly worker: unknown; readonly now: unknown },
  table: LeasedTable,
  processes: 'one' | 'many',
): RawBuilder<unknown> {
  const over = sql`${sql.ref(`${table}.lease_until`)} <= ${now}`;
  return processes === 'one' ? sql`(${over} or ${sql.ref(`${table}.worker`)} <> ${worker})` : over;
}

function stands({ renewed }: Keeping): boolean {
  return performance.now() - renewed < leaseSeconds * 1000;
}

export function createLeases(store: Store, clock: Clock, log: (error: unknown) => void): Leases {
  const worker = randomUUID();
  const kept = new Set<Keeping>();
  const until = () => clock.now() + leaseSeconds;
  const isOver = (lease: Lease) =>
    lease.lease_until <= clock.now() || (store.processes === 'one' && lease.worker !== worker);
  const asked = () => ({ worker, now: clock.now() });

  const timer = setInterval(() => {
    if (kept.size > 0) renew().catch(log);
  }, renewMs).unref();

  async function renew(): Promise<void> {
    const before = performance.now() - renewMs;
    const now = performance.now();
    const old = [...kept.values()].filter(({ since }) => since < before);
    for (const table of ['operations', 'idempotency_keys'] as const) {
      const leased = old.filter((each) => each.table === table);
      const renewed = leased.map(({ account, mode, id }) => ({ account, mode, id, worker, until: until() }));
      if (renewed.length > 0) await store.system.runEach(renewals[table], renewed);
      for (const each of leased) if (stands(each)) each.renewed = now;
    }
  }

  function keep({ reader: { scope } }: AccountStore, table: LeasedTable, id: string): Keeping {
    const mode = scope.livemode ? 'live' : 'test';
    const since = performance.now();
    const keeping: Keeping = { table, account: scope.account, mode, id, since, renewed: since };
    kept.add(keeping);
    return keeping;
  }

  return {
    begin: (transaction, kind, id) => transaction.run(inserting, { id, kind, worker, until: until() }),
    end: (transaction, id) => transaction.run(ending, { id }),
    claim: async (account, id) => {
      const claim = { id, until: until(), ...asked() };
      const taken = await account.write(ownDoing, (transaction) => transaction.all(claiming, claim));
      if (taken.length > 0) return 'taken';
      const found = await account.reader.first(finding, { id });
      if (found === undefined) return 'over';
      return found.worker === worker ? 'mine' : 'others';
    },
    isElsewhere: async ({ reader }, id) => {
      const found = await reader.first(finding, { id });
      return found !== undefined && found.released === 0 && found.worker !== worker && !isOver(found);
    },
    isThere: async ({ reader }, id) => (await reader.first(finding, { id })) !== undefined,
    keep: (account, id) => {
      const keeping = keep(account, 'operations', id);
      const drop = () => {
        kept.delete(keeping);
      };
      return {
        stands: () => stands(keeping),
        drop,
        release: () => {
          drop();
          return account.write(ownDoing, (transaction) => transaction.run(releasing, { id, worker }));
        },
      };
    },
    lease: () => ({ worker, lease_until: until() }),
    isOver,
    keepKey: (account, key) => {
      const keeping = keep(account, 'idempotency_keys', key);
      return () => kept.delete(keeping);
    },
    abandoned: (account, limit, after) => store.system.all(waiting, { account, limit, ...after, ...asked() }),
    accounts: async () => (await store.system.all(waitingAccounts, asked())).map(({ account }) => account),
    stop: async () => {
      clearInterval(timer);
      await store.system.run(leaving, { worker }).catch(log);
    },
  };
}
