import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crashPoints } from '@onfile/server/crash-point.ts';
import { openSqlite } from '@onfile/server/store/sqlite/open.ts';
import type { Chance } from './chance.ts';
import { readBooks } from './findings.ts';
import { RoundRobin } from './round-robin.ts';
import type { Kills, Site } from './run.ts';
import { freePort, ServerProcess } from './server-process.ts';

/** How long a server may live before it is killed, in percent of the time that it took to start. */
const life = { least: 1, most: 50 } as const;
/** Longer if a crash point is armed, because it ends the server by itself. */
const armedLife = 300;

/** One server on SQLite. */
export async function oneServer(): Promise<Site> {
  const data = mkdtempSync(join(tmpdir(), 'onfile-crash-'));
  const port = await freePort();
  const servers = new RoundRobin();
  servers.add(`http://127.0.0.1:${port}`);
  return {
    servers,
    disturb: (over, chance, kills) =>
      killUntil(over, (crashAt) => ServerProcess.start({ port, data, crashAt }), chance, kills),
    serve: async () => {
      const server = await ServerProcess.start({ port, data });
      return () => server.stop();
    },
    books: async () => {
      const [server, issuer] = ['onfile.db', 'simulator.db'].map((file) => openSqlite(join(data, file)));
      if (server === undefined || issuer === undefined) throw new Error('There are no books.');
      const books = await readBooks(server.reader, issuer.reader, 'entries');
      await Promise.all([server.close(), issuer.close()]);
      return books;
    },
    remove: async () => rmSync(data, { recursive: true, force: true }),
  };
}

async function killUntil(
  over: Promise<unknown>,
  start: (crashAt: string | null) => Promise<ServerProcess>,
  chance: Chance,
  kills: Kills,
): Promise<void> {
  for (;;) {
    const crashAt = chance.integer(0, 1) === 0 ? null : `${chance.of(crashPoints)}:${chance.integer(1, 8)}`;
    const began = Date.now();
    const server = await start(crashAt);
    const percent = crashAt === null ? chance.integer(life.least, life.most) : armedLife;
    const lifeMs = ((Date.now() - began) * percent) / 100;
    const finished = await Promise.race([
      over.then(() => true),
      server.ended.then(() => false),
      pause(lifeMs).then(() => false),
    ]).catch(async (error: unknown) => {
      await server.kill();
      throw error;
    });
    if (finished) {
      await server.stop();
      return;
    }
    if (server.alive) {
      await server.kill();
      kills.random += 1;
    } else if (server.killed) kills.marked += 1;
  }
}
