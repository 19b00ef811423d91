import { sql } from 'kysely';
import type { WebSocket } from 'ws';
import type { RequestLogDoc } from '../requests/request-log.ts';
import type { Services } from '../services.ts';
import { statement } from '../store/statement.ts';
import type { CliSession } from '../webhooks/cli-sessions.ts';

const lookMs = 1000;
/** Of two simultaneous writes, the higher number may become visible first, so this many numbers are read again. */
const overlap = 500;
const batch = 1000;

interface Told {
  readonly seq: number;
  readonly id: string;
  readonly created: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly doc: string;
}

const newest = statement<object, { seq: number | null }>((db, p) =>
  sql<{ seq: number | null }>`select max(seq) as seq from request_logs
    where account = ${p.account} and mode = ${p.mode}`.compile(db),
);
const following = statement<{ after: number }, Told>((db, p) =>
  sql<Told>`select seq, id, created, method, path, status, doc from request_logs
    where account = ${p.account} and mode = ${p.mode} and seq > ${p.after} order by seq limit ${sql.lit(batch)}`.compile(
    db,
  ),
);

/** Sends an account's requests from now on, at any process, to `logs tail` of the official CLI. Returns a function that ends it. */
export function tailRequests(
  { store, requestLog }: Services,
  session: CliSession,
  socket: WebSocket,
): () => void {
  const { reader } = store.account(session);
  /** Numbers that were sent, or existed before. */
  const told = new Set<number>();
  let last: number | null = null;

  async function begin(): Promise<void> {
    last = Number((await reader.first(newest, {}))?.seq ?? 0);
    for (const { seq } of await reader.all(following, { after: last - overlap })) told.add(Number(seq));
  }

  async function look(): Promise<void> {
    await requestLog.flush();
    if (last === null) return begin();
    for (const entry of await reader.all(following, { after: last - overlap })) {
      const seq = Number(entry.seq);
      if (!told.has(seq)) socket.send(logMessage(entry, session));
      told.add(seq);
      last = Math.max(last, seq);
    }
    for (const seq of told) if (seq <= last - overlap) told.delete(seq);
  }

  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    // If the database is away, the next look catches up.
    await look().catch(() => {});
    looking = false;
  }, lookMs);
  void look().catch(() => {});
  return () => clearInterval(timer);
}

function logMessage({ id, created, method, path, status, doc }: Told, { livemode }: CliSession): string {
  const { error }: RequestLogDoc = JSON.parse(doc);
  const entry = {
    created_at: Number(created),
    livemode,
    method,
    request_id: id,
    status,
    url: path,
    error: error ?? {},
  };
  return JSON.stringify({
    type: 'request_log_event',
    event_payload: JSON.stringify(entry),
    request_log_id: id,
  });
}
