import { createHash } from 'node:crypto';

/** How the card network misbehaves for one account. */
export interface NetworkFaults {
  /** Added to every answer. */
  readonly latencyMs: number;
  /** Requests are refused before the issuer sees them. */
  readonly outage: boolean;
  /** 0 to 1: how often the issuer acts and its answer never arrives. */
  readonly lostAnswerRate: number;
  /** 0 to 1: how often a card that would be approved is declined. */
  readonly declineRate: number;
  /** The same seed and the same order of requests give the same faults. */
  readonly seed: string;
}

/** Calls of the API that fail before they begin. */
export interface ApiFault {
  /** Null for any. */
  readonly method: string | null;
  /** Beginning of the path; null for any. */
  readonly path: string | null;
  /** 0 to 1: how often. */
  readonly rate: number;
  readonly status: number;
  /** How many calls it still takes; null for no end. */
  readonly times: number | null;
}

export interface SandboxFaults {
  readonly network: NetworkFaults;
  readonly api: readonly ApiFault[];
}

type Change = { readonly [Name in keyof NetworkFaults]?: NetworkFaults[Name] | undefined } & {
  readonly api?: readonly ApiFault[] | undefined;
};

export interface Faults {
  of(account: string): SandboxFaults;
  /** Changes what is named and starts the account's sequence anew. */
  change(account: string, change: Change): SandboxFaults;
  clear(account: string): void;
  /** The status with which a call is to fail; null when it may go on. */
  refuse(account: string, method: string, path: string): number | null;
}

const none: SandboxFaults = {
  network: { latencyMs: 0, outage: false, lostAnswerRate: 0, declineRate: 0, seed: '' },
  api: [],
};

/** The faults of all sandboxes of this process. `toNetwork` hears of the network's. */
export function createFaults(toNetwork: (account: string, faults: NetworkFaults) => void): Faults {
  const accounts = new Map<string, SandboxFaults>();
  const draws = new Map<string, number>();

  function set(account: string, faults: SandboxFaults): SandboxFaults {
    accounts.set(account, faults);
    draws.delete(account);
    toNetwork(account, faults.network);
    return faults;
  }

  /** A number from 0 to 1: the next of the account's sequence. */
  function draw(account: string, seed: string): number {
    const count = (draws.get(account) ?? 0) + 1;
    draws.set(account, count);
    return createHash('sha256').update(`${seed} api ${count}`).digest().readUInt32BE() / 2 ** 32;
  }

  return {
    of: (account) => accounts.get(account) ?? none,
    change: (account, { api, ...network }) => {
      const before = accounts.get(account) ?? none;
      const given = Object.fromEntries(Object.entries(network).filter(([, value]) => value !== undefined));
      return set(account, { network: { ...before.network, ...given }, api: api ?? before.api });
    },
    clear: (account) => {
      set(account, none);
      accounts.delete(account);
    },
    refuse: (account, method, path) => {
      const faults = accounts.get(account);
      if (faults === undefined || faults.api.length === 0) return null;
      const { seed } = faults.network;
      const hit = faults.api.findIndex(
        (fault) =>
          (fault.method === null || fault.method === method) &&
          path.startsWith(fault.path ?? '') &&
          (fault.rate >= 1 || draw(account, seed) < fault.rate),
      );
      const fault = faults.api[hit];
      if (fault === undefined) return null;
      if (fault.times !== null) {
        const left = fault.times - 1;
        const api =
          left === 0
            ? faults.api.filter((_, index) => index !== hit)
            : faults.api.map((other, index) => (index === hit ? { ...fault, times: left } : other));
        accounts.set(account, { ...faults, api });
      }
      return fault.status;
    },
  };
}
