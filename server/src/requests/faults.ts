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

/** How webhooks arrive otherwise than in order and once. */
export interface WebhookFaults {
  /** 0 to 1: how often an event is delivered two times, both at once. */
  readonly twiceRate: number;
  /** 0 to 1: how often an event is late, by `lateSeconds` of the sandbox's clock. */
  readonly lateRate: number;
  readonly lateSeconds: number;
  /** Each event waits up to three seconds, and the order is lost. */
  readonly outOfOrder: boolean;
  /** Events are held back for a second and then delivered together. */
  readonly atOnce: boolean;
}

export interface SandboxFaults {
  readonly network: NetworkFaults;
  readonly webhooks: WebhookFaults;
  readonly api: readonly ApiFault[];
}

/** What a sandbox's faults do to one delivery. */
export interface Disorder {
  /** For how many seconds the event is held back before its first try. */
  pauseSeconds(): number;
  isTwice(): boolean;
}

type Some<Group> = { readonly [Name in keyof Group]?: Group[Name] | undefined };

type Change = Some<NetworkFaults> & {
  readonly webhooks?: Some<WebhookFaults> | undefined;
  readonly api?: readonly ApiFault[] | undefined;
};

export interface Faults {
  of(account: string): SandboxFaults;
  /** Changes what is named and starts the account's sequence anew. */
  change(account: string, change: Change): SandboxFaults;
  clear(account: string): void;
  /** The status with which a call is to fail; null when it may go on. */
  refuse(account: string, method: string, path: string): number | null;
  disorder(account: string): Disorder;
}

const none: SandboxFaults = {
  network: { latencyMs: 0, outage: false, lostAnswerRate: 0, declineRate: 0, seed: '' },
  webhooks: { twiceRate: 0, lateRate: 0, lateSeconds: 60, outOfOrder: false, atOnce: false },
  api: [],
};

/** The faults of all sandboxes of this process. `toNetwork` hears of the network's. */
export function createFaults(toNetwork: (account: string, faults: NetworkFaults) => void): Faults {
  const accounts = new Map<string, SandboxFaults>();
  const draws = new Map<string, number>();

  function set(account: string, faults: SandboxFaults): SandboxFaults {
    accounts.set(account, faults);
    for (const of of ['api', 'webhooks']) draws.delete(`${account} ${of}`);
    toNetwork(account, faults.network);
    return faults;
  }

  /** A number from 0 to 1: the next of the account's sequence, one for the API and one for webhooks. */
  function draw(account: string, of: 'api' | 'webhooks'): number {
    const { seed } = (accounts.get(account) ?? none).network;
    const sequence = `${account} ${of}`;
    const count = (draws.get(sequence) ?? 0) + 1;
    draws.set(sequence, count);
    return createHash('sha256').update(`${seed} ${of} ${count}`).digest().readUInt32BE() / 2 ** 32;
  }

  return {
    of: (account) => accounts.get(account) ?? none,
    change: (account, { api, webhooks = {}, ...network }) => {
      const before = accounts.get(account) ?? none;
      return set(account, {
        network: { ...before.network, ...named(network) },
        webhooks: { ...before.webhooks, ...named(webhooks) },
        api: api ?? before.api,
      });
    },
    clear: (account) => {
      set(account, none);
      accounts.delete(account);
    },
    refuse: (account, method, path) => {
      const faults = accounts.get(account);
      if (faults === undefined || faults.api.length === 0) return null;
      const hit = faults.api.findIndex(
        (fault) =>
          (fault.method === null || fault.method === method) &&
          path.startsWith(fault.path ?? '') &&
          (fault.rate >= 1 || draw(account, 'api') < fault.rate),
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
    disorder: (account) => {
      const { webhooks } = accounts.get(account) ?? none;
      const happens = (rate: number) => rate > 0 && draw(account, 'webhooks') < rate;
      return {
        pauseSeconds: () => {
          if (happens(webhooks.lateRate)) return webhooks.lateSeconds;
          if (webhooks.outOfOrder) return 1 + Math.floor(3 * draw(account, 'webhooks'));
          return webhooks.atOnce ? 1 : 0;
        },
        isTwice: () => happens(webhooks.twiceRate),
      };
    },
  };
}

function named<Group extends object>(given: Group): { [Name in keyof Group]: NonNullable<Group[Name]> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Group]: NonNullable<Group[Name]>;
  };
}
