/** A request as its caller may look at it: never its parameters or its answer. */
export interface RequestEntry {
  readonly id: string;
  readonly account: string;
  readonly livemode: boolean;
  /** Unix seconds. */
  readonly created: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** The key, masked. */
  readonly key: string;
  readonly duration_ms: number;
}

export interface LoggedRequest extends RequestEntry {
  /** Position in this process's log, from 1. */
  readonly position: number;
}

/** The newest requests of this process, for watching them come in. It costs a request nothing that its answer waits for. */
export interface RequestLog {
  add(entry: RequestEntry): void;
  /** Those of one account and mode behind a position, oldest first. */
  after(scope: Pick<RequestEntry, 'account' | 'livemode'>, position: number, limit: number): LoggedRequest[];
  /** Position of the newest. */
  readonly newest: number;
}

const kept = 5000;

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  let newest = 0;
  return {
    add: (entry) => {
      newest += 1;
      entries.push({ ...entry, position: newest });
      // In blocks, so that dropping the oldest costs nothing most of the time.
      if (entries.length > kept * 2) entries.splice(0, entries.length - kept);
    },
    after: ({ account, livemode }, position, limit) =>
      entries
        .filter(
          (entry) => entry.position > position && entry.account === account && entry.livemode === livemode,
        )
        .slice(0, limit),
    get newest() {
      return newest;
    },
  };
}
