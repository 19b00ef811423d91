import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crashPoints } from '@onfile/server/crash-point.ts';
import { openPostgres } from '@onfile/server/store/postgres/open.ts';
import type { OwnPostgres } from '../../scripts/start-postgres.mjs';
import { type Chance, chanceOf } from './chance.ts';
import { readBooks } from './findings.ts';
import { RoundRobin } from './round-robin.ts';
import type { Kills, Site } from './run.ts';
import { freePort, ServerProcess } from './server-process.ts';

/** How long a server lives before it is killed or replaced, as a percentage of its start-up time. */
const life = { least: 5, most: 300 } as const;
/** How many servers are killed or replaced before the database is. */
const databaseLife = { least: 3, most: 9 } as const;
/** In milliseconds. Most outages of the database are short; some outlast the servers' leases. */
const outage = { least: 0, most: 2000, long: 13_000 } as const;
const lookMs = 100;

/** Several servers on one PostgreSQL, each with its own data folder, as if on separate machines. */
export async function fleet(postgres: OwnPostgres, processes: number): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-crash-'));
  const servers = new RoundRobin();
  process.env.ONFILE_MASTER_KEY = randomBytes(32).toString('base64');
  const { url: databaseUrl } = postgres;
  let started = 0;
  let databaseStarts: Promise<void> = Promise.resolve();

  /** Starts a server that answers; one that ends before it does is started again. */
  async function start(crashAt: string | null, kills?: Kills): Promise<Started> {
    for (;;) {
      await databaseStarts;
      const began = Date.now();
      const data = join(folder, `${started++}`);
      mkdirSync(data);
      const port = await freePort();
      const server = await ServerProcess.start({ port, data, databaseUrl, crashAt });
      const origin = `http://127.0.0.1:${port}`;
      if (server.alive) {
        servers.add(origin);
        void server.ended.then(() => servers.remove(origin));
        return { server, startMs: Date.now() - began };
      }
      if (kills !== undefined && server.killed) kills.marked += 1;
    }
  }

  async function killDatabase(how: 'immediate' | 'SIGKILL', outageMs: number): Promise<void> {
    await postgres.kill(how);
    databaseStarts = pause(outageMs).then(() => postgres.start());
    await databaseStarts;
  }

  return {
    servers,
    disturb: async (over, chance, kills) => {
      const seeds = Array.from({ length: processes + 1 }, () => chance.integer(0, 2 ** 30));
      const [ofDatabase = 0, ...ofServers] = seeds;
      await Promise.all([
        disturbDatabase(killDatabase, over, chanceOf(ofDatabase), kills),
        ...ofServers.map((seed) => disturbServer(start, over, chanceOf(seed), kills)),
      ]);
    },
    serve: async () => {
      const { server } = await start(null);
      return () => server.stop();
    },
    books: async () => {
      const engine = await openPostgres(databaseUrl);
      const books = await readBooks(engine.reader, engine.reader, 'network_entries');
      await engine.close();
      return books;
    },
    remove: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Started {
  readonly server: ServerProcess;
  readonly startMs: number;
}

type Start = (crashAt: string | null, kills: Kills) => Promise<Started>;

/** Keeps one of the servers running, killing or replacing it from time to time. */
async function disturbServer(
  start: Start,
  over: Promise<unknown>,
  chance: Chance,
  kills: Kills,
): Promise<void> {
  const next = () =>
    start(chance.integer(0, 2) > 0 ? null : `${chance.of(crashPoints)}:${chance.integer(1, 8)}`, kills);
  let { server, startMs } = await next();
  const drained: Promise<void>[] = [];
  const lifeMs = () => (startMs * chance.integer(life.least, life.most)) / 100;
  try {
    while (!(await isOverWithin(over, lifeMs(), server.ended))) {
      const old = server;
      if (!old.alive) kills.marked += 1;
      else if (chance.integer(0, 3) > 0) {
        await old.kill();
        kills.random += 1;
      }
      ({ server, startMs } = await next());
      if (!old.alive) continue;
      drained.push(old.stop());
      kills.rolled += 1;
    }
    drained.push(server.stop());
  } catch (error) {
    await server.kill();
    throw error;
  } finally {
    await Promise.all(drained);
  }
}

async function disturbDatabase(
  kill: (how: 'immediate' | 'SIGKILL', outageMs: number) => Promise<void>,
  over: Promise<unknown>,
  chance: Chance,
  kills: Kills,
): Promise<void> {
  const served = () => kills.random + kills.marked + kills.rolled;
  let due = chance.integer(databaseLife.least, databaseLife.most);
  while (!(await isOverWithin(over, lookMs))) {
    if (served() < due) continue;
    kills.database += 1;
    const isLong = chance.integer(0, 9) === 0;
    await kill(
      chance.of(['immediate', 'SIGKILL']),
      isLong ? outage.long : chance.integer(outage.least, outage.most),
    );
    due = served() + chance.integer(databaseLife.least, databaseLife.most);
  }
}

/** Whether `over` resolves before the time has passed or `end` resolves. Rejects as `over` does. */
async function isOverWithin(over: Promise<unknown>, ms: number, end?: Promise<unknown>): Promise<boolean> {
  const waits = [over.then(() => true), pause(ms).then(() => false)];
  return Promise.race(end === undefined ? waits : [...waits, end.then(() => false)]);
}
