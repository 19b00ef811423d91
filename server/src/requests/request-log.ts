import { sql } from 'kysely';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';
import { type Row, resourceTable } from '../store/table.ts';

/** What a request's log holds besides its columns; never card data, never a secret (see `http/request/logged-parameters.ts`). */
export interface RequestLogDoc {
  readonly api_version: string;
  readonly duration_ms: number;
  readonly idempotency_key: string | null;
  readonly ip: string;
  readonly user_agent: string | null;
  /** Parameters; null for a browser's call, and if they are too long to keep. */
  readonly request: object | null;
  readonly error: object | null;
}

export type RequestLogRow = Row<'request_logs', RequestLogDoc>;

export const requestLogs = resourceTable<'request_logs', RequestLogDoc>('request_logs', [
  'method',
  'path',
  'status',
  'status_class',
  'key',
]);

export interface RequestEntry {
  readonly id: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
  /** Unix seconds. */
  readonly created: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly key: string;
  readonly doc: RequestLogDoc;
}

/**
 * Keeps API requests. A request does not wait for its log: entries are written together, once a second, and those of the last
 * second are lost with the process.
 */
export interface RequestLog {
  /**
   * False while an account makes so many requests that no more are kept for this second: keeping a log must not slow down what
   * it records.
   */
  hasRoom(account: string, now: number, status: number): boolean;
  add(entry: RequestEntry): void;
  /** Writes what was added. */
  flush(): Promise<void>;
}

const successesPerSecond = 50;
const failuresPerSecond = 100;

type Values = Omit<RequestEntry, 'doc'> & { readonly status_class: string; readonly doc: string };

const inserting = systemStatement<Values>((db, p) =>
  sql<never>`insert into request_logs (account, mode, id, created, method, path, status, status_class, key, doc)
    values (${p.account}, ${p.mode}, ${p.id}, ${p.created}, ${p.method}, ${p.path}, ${p.status}, ${p.status_class},
    ${p.key}, ${p.doc})`.compile(db),
);
const dropping = systemStatement<{ before: number }>((db, p) =>
  sql<never>`delete from request_logs where created < ${p.before}`.compile(db),
);
const droppingSurplus = systemStatement<{ kept: number }>((db, p) =>
  sql<never>`delete from request_logs where seq <= (select max(seq) from request_logs) - ${p.kept}`.compile(
    db,
  ),
);

export function createRequestLog(store: SystemStore): RequestLog {
  let entries: RequestEntry[] = [];
  // A reader waits for what another has begun to write.
  let writing: Promise<void> = Promise.resolve();
  let second = 0;
  const rooms = new Map<string, { successes: number; failures: number }>();

  return {
    hasRoom: (account, now, status) => {
      if (now !== second) {
        second = now;
        rooms.clear();
      }
      const room = rooms.get(account) ?? { successes: successesPerSecond, failures: failuresPerSecond };
      rooms.set(account, room);
      const kind = status < 400 ? 'successes' : 'failures';
      if (room[kind] === 0) return false;
      room[kind] -= 1;
      return true;
    },
    add: (entry) => {
      entries.push(entry);
    },
    flush: () => {
      if (entries.length === 0) return writing;
      const written = entries;
      entries = [];
      const values = written.map((entry) => ({
        ...entry,
        status_class: `${Math.floor(entry.status / 100)}xx`,
        doc: JSON.stringify(entry.doc),
      }));
      writing = writing.catch(() => {}).then(() => store.runEach(inserting, values));
      return writing;
    },
  };
}

/** Deletes requests from before a time (unix seconds), and all but the newest `kept`. */
export async function dropRequestLogs(store: SystemStore, before: number, kept: number): Promise<void> {
  await store.run(dropping, { before });
  await store.run(droppingSurplus, { kept });
}
