import { execFile, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.mjs';

/** PostgreSQL refuses to start on its data until all processes of a killed one have ended. */
const startPatienceMs = 30_000;
const retryMs = 200;

/**
 * Starts an empty PostgreSQL on a free loopback port, or uses TEST_DATABASE_URL if it is set. Returns `{url, stop}`, or
 * `{skipped}` with the reason.
 */
export async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} };
  return startOwnPostgres();
}

/** Starts a PostgreSQL for this caller alone. Returns `{url, kill, start, stop}`, or `{skipped}` with the reason. */
export async function startOwnPostgres() {
  const binaries = findBinaries();
  if (binaries === null)
    return { skipped: 'no PostgreSQL server found (set TEST_DATABASE_URL, or install postgresql)' };
  const folder = mkdtempSync(join(tmpdir(), 'onfile-postgres-'));
  const data = join(folder, 'data');
  const user = unprivilegedUser();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const run = (name, args) =>
    promisify(execFile)(join(binaries, name), args, { cwd: folder, ...(user ?? {}) });
  const control = (...args) => run('pg_ctl', ['-D', data, '-w', ...args]);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=300`;
  const start = () => control('-l', join(folder, 'log'), '-o', settings, 'start');
  const stopAtOnce = () => control('-m', 'immediate', 'stop');
  const stop = async () => {
    await stopAtOnce().catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await run('initdb', ['-D', data, '-U', 'onfile', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']);
    await start();
  } catch (error) {
    await stop();
    return { skipped: `PostgreSQL did not start: ${error.stderr?.trim() || error.message}` };
  }
  return {
    url: `postgres://onfile@127.0.0.1:${port}/postgres`,
    kill: async (how) => {
      if (how === 'immediate') await stopAtOnce();
      else process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
    },
    start: async () => {
      for (const until = Date.now() + startPatienceMs; ; await pause(retryMs)) {
        try {
          await start();
          return;
        } catch (error) {
          if (Date.now() > until) throw error;
        }
      }
    },
    stop,
  };
}

/** Whether PostgreSQL's own programs are on this machine. */
export function canStartPostgres() {
  return findBinaries() !== null;
}

function findBinaries() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return (
    folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ??
    null
  );
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout?.trim();
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout?.trim();
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
