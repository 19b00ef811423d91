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

/** The requests of this process while somebody watches them come in; otherwise none is kept. */
export interface RequestLog {
  readonly watched: boolean;
  add(entry: RequestEntry): void;
  /** Those of one account and mode behind a position, oldest first. Whoever asks watches for a minute. */
  after(scope: Pick<RequestEntry, 'account' | 'livemode'>, position: number, limit: number): LoggedRequest[];
  /** Position of the newest. */
  readonly newest: number;
}

const kept = 5000;
const watchMs = 60_000;

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  let newest = 0;
  let watchedUntil = 0;
  return {
    get watched() {
      return performance.now() < watchedUntil;
    },
    add: (entry) => {
      newest += 1;
      entries.push({ ...entry, position: newest });
      // In blocks, so that dropping the oldest costs nothing most of the time.
      if (entries.length > kept * 2) entries.splice(0, entries.length - kept);
    },
    after: ({ account, livemode }, position, limit) => {
      watchedUntil = performance.now() + watchMs;
      return entries
        .filter(
          (entry) => entry.position > position && entry.account === account && entry.livemode === livemode,
        )
        .slice(0, limit);
    },
    get newest() {
      return newest;
    },
  };
}
