import type { Leases } from '../../../store/leases.ts';
import { type AccountStore, ownDoing, type Transaction } from '../../../store/store.ts';
import { leaveKey, reserveKey, type Storing } from './key-records.ts';

/**
 * The idempotency key of a flow, which makes transactions of its own: the first of them takes it, whatever the flow does
 * there, and the process keeps it while the request runs.
 */
export interface HeldKey {
  /** The account's store, as the flow gets it. */
  readonly store: AccountStore;
  /** Notes with the key what a transaction makes, so that the request can be gone on with. */
  reserve(transaction: Transaction, made: string): Promise<void>;
  /** Whether a transaction that took it is committed. */
  isHeld(): boolean;
  /** The answer is stored. */
  answered(): void;
  /** Gives it free, if it is still held: the request has failed, or was refused. */
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
