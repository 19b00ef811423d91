import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.mjs';

/**
 * Starts an empty PostgreSQL on a free loopback port, or uses TEST_DATABASE_URL if it is set. Returns `{url, stop}`, or
 * `{skipped}` with the reason.
 */
export async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} };
  const binaries = findBinaries();
  if (binaries === null)
    return { skipped: 'no PostgreSQL server found (set TEST_DATABASE_URL, or install postgresql)' };
  const folder = mkdtempSync(join(tmpdir(), 'onfile-postgres-'));
  const data = join(folder, 'data');
  const user = unprivilegedUser();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const run = (name, args) =>
    spawnSync(join(binaries, name), args, {
      encoding: 'utf8',
      cwd: folder,
      ...(user ?? {}),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const made = run('initdb', ['-D', data, '-U', 'onfile', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=300`;
  const started =
    made.status === 0
      ? run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'])
      : made;
  const stop = async () => {
    run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']);
    rmSync(folder, { recursive: true, force: true });
  };
  if (started.status !== 0) {
    await stop();
    return { skipped: `PostgreSQL did not start: ${started.stderr?.trim() || started.error?.message}` };
  }
  return { url: `postgres://onfile@127.0.0.1:${port}/postgres`, stop };
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
