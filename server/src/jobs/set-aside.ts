import type { Clock } from '../clock.ts';

/** Sets failed work aside, by name within its account, so that it does not hold up anything else. */
export interface SetAside {
  /** Whether it should not be tried yet. */
  waits(account: string, name: string): boolean;
  /** It failed: the next try comes after a pause, which doubles each time. */
  put(account: string, name: string): void;
  /** It succeeded, or no longer exists. */
  clear(account: string, name: string): void;
  /** Everything of the account may be tried at once. */
  forget(account: string): void;
}

const pauseSeconds = { first: 2, longest: 60 } as const;

interface Failed {
  readonly times: number;
  /** Unix seconds, by the machine's clock. */
  readonly until: number;
}

/** Kept in memory: after a restart everything is tried again. */
export function createSetAside(clock: Clock): SetAside {
  const accounts = new Map<string, Map<string, Failed>>();

  /** Forgets work that somebody else has done meanwhile, which is never asked for again. */
  function prune(failed: Map<string, Failed>, now: number): void {
    for (const [name, { until }] of failed) if (until < now - 2 * pauseSeconds.longest) failed.delete(name);
  }

  return {
    waits: (account, name) => clock.now() < (accounts.get(account)?.get(name)?.until ?? 0),
    put: (account, name) => {
      const now = clock.now();
      const failed = accounts.get(account) ?? new Map<string, Failed>();
      prune(failed, now);
      const times = (failed.get(name)?.times ?? 0) + 1;
      const pause = Math.min(pauseSeconds.first * 2 ** (times - 1), pauseSeconds.longest);
      failed.set(name, { times, until: now + pause });
      accounts.set(account, failed);
    },
    clear: (account, name) => {
      const failed = accounts.get(account);
      failed?.delete(name);
      if (failed?.size === 0) accounts.delete(account);
    },
    forget: (account) => {
      accounts.delete(account);
    },
  };
}
