import { sql } from 'kysely';
import { holdAccount } from '../keys/accounts.ts';
import { statement, systemStatement } from '../store/statement.ts';
import { ownDoing, type Store } from '../store/store.ts';
import { type ApiFault, type FaultChange, noFaults, type SandboxFaults } from './faults.ts';

/** The faults of one sandbox as stored. */
export interface FaultRow {
  /** How often they have been set. */
  readonly revision: number;
  readonly doc: string;
}

const listing = systemStatement<object, FaultRow & { account: string }>((db) =>
  db.selectFrom('sandbox_faults').select(['account', 'revision', 'doc']).compile(),
);
const finding = statement<object, FaultRow>(
  (db, p) =>
    sql<FaultRow>`select revision, doc from sandbox_faults
      where account = ${p.account} and mode = ${p.mode}`.compile(db),
  true,
);
const storing = statement<{ revision: number; doc: string }>((db, p) =>
  sql<never>`insert into sandbox_faults (account, mode, revision, doc)
    values (${p.account}, ${p.mode}, ${p.revision}, ${p.doc})
    on conflict (account, mode) do update set revision = excluded.revision, doc = excluded.doc`.compile(db),
);
const deleting = statement<object>((db, p) =>
  sql<never>`delete from sandbox_faults where account = ${p.account} and mode = ${p.mode}`.compile(db),
);
const deletingAll = systemStatement<object>((db) => sql<never>`delete from sandbox_faults`.compile(db));

/** The stored faults of all sandboxes, shared by every process. */
export function keptFaults(store: Store) {
  const storeOf = (account: string) => store.account({ account, livemode: false });

  return {
    /** By account. */
    async all(): Promise<ReadonlyMap<string, FaultRow>> {
      return new Map((await store.system.all(listing, {})).map(({ account, ...row }) => [account, row]));
    },
    async change(account: string, { api, webhooks = {}, ...network }: FaultChange): Promise<void> {
      await storeOf(account).write(ownDoing, async (transaction) => {
        await holdAccount(transaction);
        const row = await transaction.first(finding, {});
        const before: SandboxFaults = row === undefined ? noFaults : JSON.parse(row.doc);
        const after: SandboxFaults = {
          network: { ...before.network, ...named(network) },
          webhooks: { ...before.webhooks, ...named(webhooks) },
          api: api ?? before.api,
        };
        const revision = Number(row?.revision ?? 0) + 1;
        await transaction.run(storing, { revision, doc: JSON.stringify(after) });
      });
    },
    clear: (account: string) =>
      storeOf(account).write(ownDoing, (transaction) => transaction.run(deleting, {})),
    async clearAll(): Promise<void> {
      if ((await store.system.all(listing, {})).length > 0) await store.system.run(deletingAll, {});
    },
    /** Uses up one of a fault's remaining times. Returns false if none is left. */
    takeOne: (account: string, wanted: ApiFault): Promise<boolean> =>
      storeOf(account).write(ownDoing, async (transaction) => {
        const row = await transaction.first(finding, {});
        if (row === undefined) return false;
        const faults: SandboxFaults = JSON.parse(row.doc);
        const hit = faults.api.findIndex((fault) => isSame(fault, wanted));
        if (hit === -1) return false;
        const api = faults.api.flatMap((fault, index) => (index === hit ? oneLess(fault) : [fault]));
        const doc = JSON.stringify({ ...faults, api });
        await transaction.run(storing, { revision: Number(row.revision), doc });
        return true;
      }),
  };
}

function isSame(fault: ApiFault, wanted: ApiFault): boolean {
  const { times: _, ...one } = fault;
  const { times: _times, ...other } = wanted;
  return fault.times !== null && JSON.stringify(one) === JSON.stringify(other);
}

function oneLess(fault: ApiFault): readonly ApiFault[] {
  const times = (fault.times ?? 0) - 1;
  return times > 0 ? [{ ...fault, times }] : [];
}

function named<Group extends object>(given: Group): { [Name in keyof Group]: NonNullable<Group[Name]> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Group]: NonNullable<Group[Name]>;
  };
}
