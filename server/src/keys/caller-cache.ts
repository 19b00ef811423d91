import type { SignedIn } from '../sign-in/member.ts';
import type { Announcements } from '../store/announcements.ts';
import type { Account } from './account.ts';

export interface Caller {
  readonly account: Account;
  readonly livemode: boolean;
  readonly kind: 'secret' | 'publishable';
  /** Hash of the issued key; null for a sandbox's key, a client secret or a member. */
  readonly key: string | null;
  /** What a restricted key may do, such as `customers:read`; null for any other. */
  readonly permissions: readonly string[] | null;
  /** Who is signed in to the dashboard; null for the holder of a key. */
  readonly member: SignedIn | null;
}

const keysMax = 10_000;
/** Changes that this process does not hear of, such as those made by commands, are seen within this time. */
const seconds = 1;

/** Remembers briefly whose the newest keys are, because most requests come with the key of the one before. */
export interface CallerCache {
  /** Whose a key is, found by `look` if it is not known. `now`: the machine's unix seconds. */
  of(key: string, now: number, look: () => Promise<Caller>): Promise<Caller>;
  /** Call this when an account or its keys have changed. Resolves once the other processes have been told. */
  forget(account: string): Promise<void>;
}

export function createCallerCache(store: Announcements): CallerCache {
  const known = new Map<string, { readonly caller: Caller; readonly until: number }>();
  let changes = 0;

  store.onAnnounced('accounts', (account) => {
    changes += 1;
    for (const [key, { caller }] of known) {
      if (account === null || caller.account.id === account) known.delete(key);
    }
  });

  return {
    of: async (key, now, look) => {
      const found = known.get(key);
      if (found !== undefined && now < found.until) return found.caller;
      const before = changes;
      const caller = await look();
      // What was looked up during a change may already be outdated.
      if (changes !== before) return caller;
      if (known.size >= keysMax) known.clear();
      known.set(key, { caller, until: now + seconds });
      return caller;
    },
    forget: (account) => store.announce('accounts', account),
  };
}
