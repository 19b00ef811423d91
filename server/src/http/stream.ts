import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Caller } from '../keys/caller-cache.ts';
import type { Services } from '../services.ts';
import { statement, systemStatement } from '../store/statement.ts';

const beatMs = 15_000;
/** How long a stream may go on for somebody who has no access any more. */
const admissionMs = 5000;
/** For what other processes of the same database write. */
const lookMs = 2000;
const batch = 100;

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
    follow(caller, Number(last?.seq ?? 0), reply, () => admit(request));
    return reply;
  });

  function follow(
    caller: Caller,
    from: number,
    reply: FastifyReply,
    admitAgain: () => Promise<Caller>,
  ): void {
    const { reader } = services.store.account({ account: caller.account.id, livemode: caller.livemode });
    const { raw } = reply.hijack();
    raw.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    raw.write(':\n\n');
    let after = from;
    let looking = false;
    let again = false;

    async function look(): Promise<void> {
      again = true;
      if (looking) return;
      looking = true;
      try {
        while (again && !raw.writableEnded) {
          again = false;
          const told = await reader.all(following, { after });
          for (const event of told) raw.write(messageOf(event));
          after = Number(told.at(-1)?.seq ?? after);
          again ||= told.length === batch;
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
