import type { SignedIn } from '../sign-in/member.ts';
import type { Account } from './account.ts';

export interface Caller {
  readonly account: Account;
  readonly livemode: boolean;
  readonly kind: 'secret' | 'publishable';
  /** Hash of the issued key; null for a sandbox's key, a client secret or a member. */
  readonly key: string | null;
  /** What a restricted key may do, `customers:read`; null for any. */
  readonly permissions: readonly string[] | null;
  /** Who is signed in to the dashboard; null for the holder of a key. */
  readonly member: SignedIn | null;
}

const keysMax = 10_000;
/** Changes that another process makes to an account are seen within this time. */
const seconds = 1;

/** Whose a key is, for the newest keys and a moment: most requests come with the key of the one before. */
export interface CallerCache {
  find(key: string, now: number): Caller | undefined;
  keep(key: string, caller: Caller, now: number): void;
  /** An account has changed in this process. */
  forget(account: string): void;
}

export function createCallerCache(): CallerCache {
  const known = new Map<string, { readonly caller: Caller; readonly until: number }>();
  return {
    find: (key, now) => {
      const found = known.get(key);
      return found !== undefined && now < found.until ? found.caller : undefined;
    },
    keep: (key, caller, now) => {
      if (known.size >= keysMax) known.clear();
      known.set(key, { caller, until: now + seconds });
    },
    forget: (account) => {
      for (const [key, { caller }] of known) if (caller.account.id === account) known.delete(key);
    },
  };
}
