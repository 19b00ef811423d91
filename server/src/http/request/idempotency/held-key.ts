import type { Leases } from '../../../store/leases.ts';
import { type AccountStore, ownDoing, type Transaction } from '../../../store/store.ts';
import { leaveKey, reserveKey, type Storing } from './key-records.ts';

/**
 * The idempotency key of a flow, which runs its own transactions. The first of them takes the key, whatever else it does,
 * and its lease is renewed while the request runs.
 */
export interface HeldKey {
  /** The account's store as the flow sees it. */
  readonly store: AccountStore;
  /** Records with the key what a transaction makes, so that the request can be continued. */
  reserve(transaction: Transaction, made: string): Promise<void>;
  /** Returns whether a transaction that took the key has been committed. */
  isHeld(): boolean;
  /** Call this once the answer is stored. */
  answered(): void;
  /** Frees the key, if it is still held, after the request has failed or was refused. */
  leave(refused: boolean): Promise<void>;
}

export function holdKey(store: AccountStore, leases: Leases, by: Storing): HeldKey {
  const named = new WeakSet<Transaction>();
  let drop: (() => void) | null = null;

  const end = () => {
    drop?.();
    drop = null;
  };

  return {
    store: {
      reader: store.reader,
      write: async (origin, work) => {
        if (drop !== null) return store.write(origin, work);
        const result = await store.write(origin, async (transaction) => {
          const done = await work(transaction);
          if (!named.has(transaction)) await reserveKey(transaction, by, null);
          return done;
        });
        drop ??= leases.keepKey(store, by.idempotent.key);
        return result;
      },
    },
    reserve: async (transaction, made) => {
      await reserveKey(transaction, by, made);
      named.add(transaction);
    },
    isHeld: () => drop !== null,
    answered: end,
    leave: async (refused) => {
      if (drop === null) return;
      end();
      await store.write(ownDoing, (transaction) => leaveKey(transaction, by, refused));
    },
  };
}
