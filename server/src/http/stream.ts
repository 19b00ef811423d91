import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Caller } from '../keys/caller-cache.ts';
import type { Services } from '../services.ts';
import { statement, systemStatement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';
import { closed } from './policies.ts';

const beatMs = 15_000;
/** How long a stream may go on for somebody who has no access any more. */
const admissionMs = 5000;
/** For what other processes of the same database write. */
const lookMs = 2000;
const batch = 100;
/** Transactions that are open at once commit in another order than their events are numbered: no number is this late. */
const latenessMax = 500;

interface Told {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly doc: string;
}

const newest = systemStatement<object, { seq: number | null }>((db) =>
  sql<{ seq: number | null }>`select max(seq) as seq from events`.compile(db),
);
const numbers = statement<{ after: number }, { seq: number }>((db, p) =>
  sql<{ seq: number }>`select seq from events where account = ${p.account} and mode = ${p.mode}
    and seq > ${p.after} order by seq limit ${sql.lit(batch + latenessMax)}`.compile(db),
);
const following = statement<{ after: number }, Told>((db, p) =>
  sql<Told>`select seq, id, type, created, doc from events where account = ${p.account} and mode = ${p.mode}
    and seq > ${p.after} order by seq limit ${sql.lit(batch)}`.compile(db),
);

/**
 * `GET /v1/onfile/stream`: the account's events as they are committed, as server-sent events whose data is
 * `{id, type, created, object: {id, object}}`. What was before the connection is not told.
 */
export function serveStream(
  server: FastifyInstance,
  services: Services,
  admit: (request: FastifyRequest) => Promise<Caller>,
): void {
  const open = new Set<() => void>();
  server.addHook('preClose', async () => {
    for (const end of open) end();
  });

  server.get('/v1/onfile/stream', async (request, reply) => {
    const caller = await admit(request);
    const [last] = await services.store.system.all(newest, {});
    const { reader } = services.store.account({ account: caller.account.id, livemode: caller.livemode });
    const heard = await hearing(reader, Number(last?.seq ?? 0));
    follow(heard, reply, () => admit(request));
    return reply;
  });

  function follow(heard: Hearing, reply: FastifyReply, admitAgain: () => Promise<Caller>): void {
    const { raw } = reply.hijack();
    raw.writeHead(200, {
      ...closed,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    raw.write(':\n\n');
    let looking = false;
    let again = false;

    async function look(): Promise<void> {
      again = true;
      if (looking) return;
      looking = true;
      try {
        while (again && !raw.writableEnded) {
          again = false;
          const { events, more } = await heard.next();
          for (const event of events) raw.write(messageOf(event));
          again ||= more;
        }
      } catch (error) {
        reply.log.error({ err: error }, 'events could not be told');
      } finally {
        looking = false;
      }
    }

    const unsubscribe = services.store.onAnnounced('events', () => void look());
    const timers = [
      setInterval(() => void look(), lookMs),
      setInterval(() => raw.write(':\n\n'), beatMs),
      setInterval(() => void admitAgain().catch(() => end()), admissionMs),
    ];
    const end = () => {
      unsubscribe();
      for (const timer of timers) clearInterval(timer);
      open.delete(end);
      raw.end();
    };
    open.add(end);
    raw.on('close', end);
  }
}

interface Hearing {
  /** A batch of events that were not answered before, in the order of their numbers, and whether there are more. */
  next(): Promise<{ events: Told[]; more: boolean }>;
}

/** Follows the events of an account, from those on that are not there yet. */
async function hearing(reader: Reader, from: number): Promise<Hearing> {
  let last = from;
  const numbersNow = async () => {
    const rows = await reader.all(numbers, { after: last - latenessMax });
    return rows.map(({ seq }) => Number(seq));
  };
  const told = new Set(await numbersNow());
  return {
    next: async () => {
      const first = (await numbersNow()).find((seq) => !told.has(seq));
      if (first === undefined) return { events: [], more: false };
      const read = await reader.all(following, { after: first - 1 });
      const events = read.filter(({ seq }) => !told.has(Number(seq)));
      for (const { seq } of events) told.add(Number(seq));
      last = Math.max(last, ...told);
      for (const seq of told) if (seq <= last - latenessMax) told.delete(seq);
      return { events, more: read.length === batch };
    },
  };
}

function messageOf({ id, type, created, doc }: Told): string {
  const { object } = JSON.parse(doc).data;
  const data = {
    id,
    type,
    created: Number(created),
    object: { id: object.id ?? null, object: object.object },
  };
  return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
