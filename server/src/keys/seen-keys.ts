import { documentationKey, sandboxId } from './accounts.ts';

/** The newest ones: a test run may open thousands of sandboxes. */
const keptMax = 500;

/** The secret key of a sandbox. */
export interface SeenKey {
  readonly account: string;
  readonly key: string;
}

/**
 * The secret keys that development mode has met since the start, so that the dashboard can open their sandboxes: the
 * store itself knows no key. The documentation's own, which the start prints, is always among them.
 */
export interface SeenKeys {
  note(account: string, key: string): void;
  /** The one that was used last comes first. */
  list(): SeenKey[];
}

export function createSeenKeys(): SeenKeys {
  const documented = `sk_test_${documentationKey}`;
  const seen = new Map<string, string>();
  return {
    note: (account, key) => {
      seen.delete(account);
      seen.set(account, key);
      if (seen.size <= keptMax) return;
      const [oldest] = seen.keys();
      if (oldest !== undefined) seen.delete(oldest);
    },
    list: () => {
      const list = [...seen].map(([account, key]) => ({ account, key })).reverse();
      const account = sandboxId(documentationKey);
      return seen.has(account) ? list : [...list, { account, key: documented }];
    },
  };
}
