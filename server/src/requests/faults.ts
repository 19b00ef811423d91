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

/** What is named changes. */
export type FaultChange = Some<NetworkFaults> & {
  readonly webhooks?: Some<WebhookFaults> | undefined;
  readonly api?: readonly ApiFault[] | undefined;
};

/**
 * How the sandboxes misbehave. All processes share the faults, which are kept in the store. Each process draws its own
 * random sequence to decide when one happens.
 */
export interface Faults {
  of(account: string): SandboxFaults;
  /** Changes what is named and starts the account's sequence anew. Resolves once other processes have been told. */
  change(account: string, change: FaultChange): Promise<SandboxFaults>;
  clear(account: string): Promise<void>;
  /** The status with which a call is to fail; null when it may go on. */
  refuse(account: string, method: string, path: string): Promise<number | null>;
  disorder(account: string): Disorder;
  /** Loads what is stored. If only one process can use the store, faults end with it and are dropped instead. */
  open(): Promise<void>;
  /** Loads what other processes have changed. */
  look(): Promise<void>;
}

export const noFaults: SandboxFaults = {
  network: { latencyMs: 0, outage: false, lostAnswerRate: 0, declineRate: 0, seed: '' },
  webhooks: { twiceRate: 0, lateRate: 0, lateSeconds: 60, outOfOrder: false, atOnce: false },
  api: [],
};
