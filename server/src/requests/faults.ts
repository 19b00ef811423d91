/** How the card network misbehaves for one account. */
export interface NetworkFaults {
  /** Added to every answer. */
  readonly latencyMs: number;
  /** Requests are refused before the issuer sees them. */
  readonly outage: boolean;
  /** 0 to 1: how often the issuer acts but its answer is lost. */
  readonly lostAnswerRate: number;
  /** 0 to 1: how often a card that would be approved is declined. */
  readonly declineRate: number;
  /** The same seed and the same order of requests produce the same faults. */
  readonly seed: string;
}

/** API calls that fail before they do anything. */
export interface ApiFault {
  /** Null for any. */
  readonly method: string | null;
  /** Beginning of the path; null for any. */
  readonly path: string | null;
  /** 0 to 1: how often. */
  readonly rate: number;
  readonly status: number;
  /** How many more calls it affects; null for no limit. */
  readonly times: number | null;
}

/** How webhooks arrive other than in order and once. */
export interface WebhookFaults {
  /** 0 to 1: how often an event is delivered twice, both at the same time. */
  readonly twiceRate: number;
  /** 0 to 1: how often an event is late, by `lateSeconds` of the sandbox's clock. */
  readonly lateRate: number;
  readonly lateSeconds: number;
  /** Each event waits up to three seconds, without regard to order. */
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

/** Fields that are left out stay as they are. */
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
  /** Changes the given fields and restarts the account's sequence. Resolves once other processes have been told. */
  change(account: string, change: FaultChange): Promise<SandboxFaults>;
  clear(account: string): Promise<void>;
  /** The status with which a call is to fail; null if it may proceed. */
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
