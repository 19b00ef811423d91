import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { type ScopeParameters, statement, systemStatement } from './statement.ts';
import { type AccountStore, ownDoing, type Store, type Transaction } from './store.ts';

/** Seconds for which a process has an operation to itself, unless it renews the lease. */
export const leaseSeconds = 10;
const renewMs = 3000;

/** What asks the card network, by the table that its rows lie in. */
export type OperationKind = 'payment' | 'setup' | 'move' | 'refund';

/** An operation that has begun and is not over. */
export interface OperationName {
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly id: string;
  readonly kind: OperationKind;
}

/**
 * Who works on an operation, and until when, stands in its row (`operations`): a process renews the leases of what it
 * works on, and what it leaves behind becomes everybody's when they run out. Nothing leans on a lease but the order of
 * work: the network acts on a request id once, and an outcome is committed once.
 */
export interface Leases {
  /** Takes an operation that begins with this transaction. */
  begin(transaction: Transaction, kind: OperationKind, id: string): Promise<void>;
  /** Ends an operation with the transaction of its outcome. */
  end(transaction: Transaction, id: string): Promise<void>;
  /** Takes an operation that nobody works on: `taken`. `mine` while this process does, `others` while another does. */
  claim(store: AccountStore, id: string): Promise<'taken' | 'mine' | 'others' | 'over'>;
  /** Whether it is not over. */
  isThere(store: AccountStore, id: string): Promise<boolean>;
  /** Renews the lease of an operation until it is dropped. */
  keep(store: AccountStore, id: string): Kept;
  /** Operations of an account whose leases have run out, longest ago first, behind one of them. */
  abandoned(account: string, limit: number, after: Place): Promise<readonly Standing[]>;
  /** Accounts that have such operations. */
  accounts(): Promise<readonly string[]>;
  /** Leaves what is left to other processes: at once, or, where the database is away, when the leases run out. */
  stop(): Promise<void>;
}

export interface Kept {
  /** The operation is over, or its lease may run out. */
  drop(): void;
  /** Gives the operation free to whoever asks for it; jobs take it when the lease runs out. */
  release(): Promise<void>;
}

export interface Place {
  readonly lease_until: number;
  readonly id: string;
}

export type Standing = OperationName & Place;

type Lease = { readonly id: string; readonly worker: string; readonly until: number };
type Asked = { readonly worker: string; readonly now: number };

const inserting = statement<Lease & { kind: string }>((db, p) =>
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
const claiming = statement<Lease & Asked, { id: string }>((db, p, dialect) =>
  sql<{ id: string }>`update operations set worker = ${p.worker}, lease_until = ${p.until}, released = 0
    where account = ${p.account} and mode = ${p.mode} and id = ${p.id} and (released = 1 or ${ranOut(p, dialect.processes)})
    returning id`.compile(db),
);
const finding = statement<{ id: string }, { worker: string }>((db, p) => {
  const { account, mode, id }: { id: string } & ScopeParameters = p;
  return sql<{ worker: string }>`select worker from operations
    where account = ${account} and mode = ${mode} and id = ${id}`.compile(db);
});
const releasing = statement<{ id: string; worker: string }>((db, p) =>
  sql<never>`update operations set released = 1
    where account = ${p.account} and mode = ${p.mode} and id = ${p.id} and worker = ${p.worker}`.compile(db),
);
const renewing = systemStatement<Lease & Omit<OperationName, 'kind'>>((db, p) =>
  sql<never>`update operations set lease_until = ${p.until}
    where account = ${p.account} and mode = ${p.mode} and id = ${p.id} and worker = ${p.worker}`.compile(db),
);
const leaving = systemStatement<{ worker: string }>((db, p) =>
  sql<never>`update operations set lease_until = 0 where worker = ${p.worker}`.compile(db),
);
const waitingAccounts = systemStatement<Asked, { account: string }>((db, p, dialect) =>
  sql<{
    account: string;
  }>`select distinct account from operations where ${ranOut(p, dialect.processes)}`.compile(db),
);
const waiting = systemStatement<Asked & { account: string; limit: number } & Place, Standing>(
  (db, p, dialect) =>
    sql<Standing>`select account, mode, id, kind, lease_until from operations
    where account = ${p.account} and ${ranOut(p, dialect.processes)}
      and (lease_until, id) > (${p.lease_until}, ${p.id})
    order by lease_until, id limit ${p.limit}`.compile(db),
);

/** Where one process has the store to itself, every other that has a lease has ended. */
function ranOut({ worker, now }: Asked, processes: 'one' | 'many') {
  return processes === 'one'
    ? sql`(lease_until <= ${now} or worker <> ${worker})`
    : sql`lease_until <= ${now}`;
}

export function createLeases(store: Store, clock: Clock, log: (error: unknown) => void): Leases {
  const worker = randomUUID();
  const kept = new Map<string, Omit<OperationName, 'kind'>>();
  const until = () => clock.now() + leaseSeconds;
  const asked = () => ({ worker, now: clock.now() });

  const timer = setInterval(() => {
    if (kept.size > 0) renew().catch(log);
  }, renewMs).unref();

  function renew(): Promise<void> {
    return store.system.runEach(
      renewing,
      [...kept.values()].map((operation) => ({ ...operation, worker, until: until() })),
    );
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
    isThere: async ({ reader }, id) => (await reader.first(finding, { id })) !== undefined,
    keep: (account, id) => {
      const { scope } = account.reader;
      const mode = scope.livemode ? 'live' : 'test';
      const name = `${scope.account} ${mode} ${id}`;
      kept.set(name, { account: scope.account, mode, id });
      const drop = () => {
        kept.delete(name);
      };
      return {
        drop,
        release: () => {
          drop();
          return account.write(ownDoing, (transaction) => transaction.run(releasing, { id, worker }));
        },
      };
    },
    abandoned: (account, limit, after) => store.system.all(waiting, { account, limit, ...after, ...asked() }),
    accounts: async () => (await store.system.all(waitingAccounts, asked())).map(({ account }) => account),
    stop: async () => {
      clearInterval(timer);
      await store.system.run(leaving, { worker }).catch(log);
    },
  };
}
