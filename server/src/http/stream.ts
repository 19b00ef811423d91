import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Caller } from '../keys/caller-cache.ts';
import type { Services } from '../services.ts';
import { statement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';
import { closed } from './pages/policies.ts';

const beatMs = 15_000;
/** How long a stream may continue for somebody who no longer has access. */
const admissionMs = 5000;
/** How often to look for what other processes wrote without being heard. */
const lookMs = 2000;
const batch = 100;

const streamed = {
  ...closed,
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
};

interface Told {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly doc: string;
}

const newest = statement<object, { seq: number | null }>((db, p) =>
  sql<{ seq: number | null }>`select max(seq) as seq from events
    where account = ${p.account} and mode = ${p.mode}`.compile(db),
);
const following = statement<{ after: number }, Told>((db, p) =>
  sql<Told>`select seq, id, type, created, doc from events where account = ${p.account} and mode = ${p.mode}
    and seq > ${p.after} order by seq limit ${sql.lit(batch)}`.compile(db),
);

/**
 * `GET /v1/onfile/stream`: the account's events as they are committed, as server-sent events whose data is
 * `{id, type, created, object: {id, object}}`. Events from before the connection are not sent.
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
    if (request.method === 'HEAD') return reply.headers(streamed).send('');
    const { reader } = services.store.account({ account: caller.account.id, livemode: caller.livemode });
    const last = await reader.first(newest, {});
    const heard = hearing(reader, Number(last?.seq ?? 0));
    follow(heard, reply, () => admit(request));
    return reply;
  });

  function follow(heard: Hearing, reply: FastifyReply, admitAgain: () => Promise<Caller>): void {
    const { raw } = reply.hijack();
    raw.writeHead(200, streamed);
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
        reply.log.error({ err: error }, 'events could not be sent');
      } finally {
        looking = false;
      }
    }

    const unsubscribe = services.store.onAnnounced('events', (account) => {
      if (account === null || account === heard.account) void look();
    });
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
  readonly account: string;
  /** The next events in the order of their commits, and whether there are more. */
  next(): Promise<{ events: Told[]; more: boolean }>;
}

/** Follows an account's events, after the one with the number `last`. */
function hearing(reader: Reader, last: number): Hearing {
  let after = last;
  return {
    account: reader.scope.account,
    next: async () => {
      const events = await reader.all(following, { after });
      after = Number(events.at(-1)?.seq ?? after);
      return { events, more: events.length === batch };
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
