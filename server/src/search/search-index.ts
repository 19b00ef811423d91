import { setImmediate } from 'node:timers/promises';
import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import type { ListName } from '../store/schema.ts';
import { statement, systemStatement } from '../store/statement.ts';
import { ownDoing, type Scope, type Store } from '../store/store.ts';
import { type EntriesOf, writeEntry } from './entries.ts';

/** What searches read: it follows the lists with a small delay. */
export interface SearchIndex {
  /** Indexes what has changed in an account's lists. Throws 503 if that takes too long, because a search must not miss anything. */
  catchUp(scope: Scope): Promise<void>;
  /** Indexes some of what has changed, of all accounts. */
  workOff(): Promise<void>;
}

type Change = { readonly list: ListName; readonly id: string };

/** Changes indexed in one transaction: others write in between. */
const pieceSize = 50;
/** How long a search waits. */
const patienceMs = 3000;
/** How long the server indexes in each second, which bounds what is missing elsewhere. */
const shareMs = 150;
const accountsAtOnce = 20;

// Simultaneous processes all take the oldest changes and so wait for each other: none of them writes an entry that is older
// than one already written.
const taking = statement<{ limit: number }, Change>((db, p, dialect) =>
  sql<Change>`delete from search_changes where seq in (
    select seq from search_changes where account = ${p.account} and mode = ${p.mode} order by seq limit ${p.limit}
    ${sql.raw(dialect.lockSuffix)}) returning list, id`.compile(db),
);
const oldest = statement<object, { seq: number }>((db, p) =>
  sql<{ seq: number }>`select seq from search_changes where account = ${p.account} and mode = ${p.mode}
    order by seq limit 1`.compile(db),
);
const counting = statement<object, { count: number }>((db, p) =>
  sql<{ count: number }>`select count(*) as count from search_changes
    where account = ${p.account} and mode = ${p.mode}`.compile(db),
);
const waiting = systemStatement<{ limit: number }, { account: string; mode: 'test' | 'live' }>((db, p) =>
  sql<{ account: string; mode: 'test' | 'live' }>`select account, mode from (
      select account, mode, seq from search_changes order by seq limit 1000) oldest
    group by account, mode order by min(seq) limit ${p.limit}`.compile(db),
);

/** The index of a store, whose lists find their rows by `entriesOf`. */
export function createSearchIndex(store: Store, entriesOf: EntriesOf): SearchIndex {
  /** One piece at a time per account and mode, so that what is written is never older than what is there. */
  const running = new Map<string, Promise<boolean>>();

  async function piece(scope: Scope): Promise<boolean> {
    const name = `${scope.account} ${scope.livemode}`;
    const before = running.get(name);
    if (before !== undefined) {
      // It may have looked before the caller's change was there.
      await before.catch(() => {});
      return true;
    }
    const made = putInPiece(scope).finally(() => running.delete(name));
    running.set(name, made);
    return made;
  }

  /** False if nothing is left. */
  async function putInPiece(scope: Scope): Promise<boolean> {
    const account = store.account(scope);
    if ((await account.reader.first(oldest, {})) === undefined) return false;
    await account.write(ownDoing, async (transaction) => {
      const changes = await transaction.all(taking, { limit: pieceSize });
      const rows = new Map(changes.map((change) => [`${change.list} ${change.id}`, change]));
      for (const { list, id } of rows.values()) {
        await writeEntry(transaction, list, id, await entriesOf[list](transaction, id));
      }
    });
    return true;
  }

  async function putIn(scope: Scope, forMs: number): Promise<boolean> {
    const end = performance.now() + forMs;
    while (await piece(scope)) {
      if (performance.now() > end) return false;
      await setImmediate();
    }
    return true;
  }

  return {
    catchUp: async (scope) => {
      if (await putIn(scope, patienceMs)) return;
      const left = await store.account(scope).reader.first(counting, {});
      throw errors.searchNotReady(Number(left?.count ?? 0));
    },
    workOff: async () => {
      const accounts = await store.system.all(waiting, { limit: accountsAtOnce });
      const end = performance.now() + shareMs;
      for (const { account, mode } of accounts) {
        const left = end - performance.now();
        if (left <= 0) return;
        await putIn({ account, livemode: mode === 'live' }, left);
      }
    },
  };
}
