// Onfile on PostgreSQL beside a bare server on the same PostgreSQL, as one process and as two.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startPostgres } from '../scripts/start-postgres.mjs';
import { measureThroughput } from './measure.mjs';
import { postgresFloors } from './scenarios.mjs';
import { startFloor, startOnfile } from './servers.mjs';
import { choose, ratioTable } from './throughput.mjs';

const processCounts = [1, 2];

/** Each service has its own empty database. `only` chooses scenarios by part of their name. Throws without a PostgreSQL. */
export async function postgresTable({ only, ...extent }) {
  const postgres = await startPostgres();
  if ('skipped' in postgres) throw new Error(postgres.skipped);
  try {
    const { chosen, needed } = choose(postgresFloors, only);
    const subjects = processCounts.flatMap((processes) => [
      ...needed.map((floor) =>
        service(floor, postgres.url, processes, (env) => startFloor(floor.server, env)),
      ),
      ...chosen.map((scenario) => service(scenario, postgres.url, processes, (env) => startOnfile({ env }))),
    ]);
    return ratioTable(subjects, await measureThroughput(subjects, extent));
  } finally {
    await postgres.stop();
  }
}

/** A floor or scenario served by `processes` on one database; ratios compare like with like. */
function service({ name, key, against, prepare }, postgres, processes, startOne) {
  const among = (word) => word && `${word} ${processes}`;
  return {
    name: processes === 1 ? name : `${name}, ${processes} processes`,
    key: among(key),
    against: among(against),
    prepare,
    start: async () => {
      const database = await freshDatabase(postgres);
      const running = [];
      const stop = async () => {
        await Promise.all(running.map((each) => each.stop()));
        await database.drop();
      };
      try {
        // Servers on one database share one key.
        const env = { DATABASE_URL: database.url, ONFILE_MASTER_KEY: randomBytes(32).toString('base64') };
        while (running.length < processes) running.push(await startOne(env));
      } catch (error) {
        await stop();
        throw error;
      }
      return { urls: running.map(({ url }) => url), stop };
    },
  };
}

async function freshDatabase(base) {
  const name = `onfile_bench_${randomBytes(6).toString('hex')}`;
  await command(base, `create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => command(base, `drop database ${name} with (force)`) };
}

async function command(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
