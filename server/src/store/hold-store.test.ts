import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { manageKeys } from '../commands/manage-keys.ts';
import { ConfigError, readConfig } from '../config/config.ts';
import { start } from '../main.ts';
import { freshDatabase } from '../testing/postgres.ts';
import { engines } from '../testing/test-server.ts';
import { holdDatabase } from './postgres/hold-database.ts';

const freshFolder = () => mkdtempSync(join(tmpdir(), 'onfile-hold-'));

describe.each(engines)('a store on %s', (engine) => {
  const folders = [freshFolder(), freshFolder()] as const;
  let database: Awaited<ReturnType<typeof freshDatabase>> | null = null;
  beforeAll(async () => {
    database = engine === 'postgres' ? await freshDatabase() : null;
  });
  afterAll(async () => {
    await database?.drop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const configOf = (data: string) =>
    readConfig({ port: 0, host: '127.0.0.1', data, databaseUrl: database?.url, logLevel: 'error' }, {});

  it('has one server at a time; commands work beside it, and the next starts once it has ended', async () => {
    const first = await start(configOf(folders[0]));
    const refused = await start(configOf(folders[0])).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigError);
    expect(refused).toMatchObject({ message: expect.stringMatching(/^Another Onfile server works .*$/) });
    if (engine === 'postgres') {
      await expect(start(configOf(folders[1]))).rejects.toThrow(
        'Another Onfile server works on this PostgreSQL',
      );
    }
    expect((await fetch(`${first.url}/v1/customers`)).status).toBe(401);
    expect(await manageKeys(configOf(folders[0]), { action: 'list' })).toHaveLength(1);
    await first.stop();
    const next = await start(configOf(folders[0]));
    await next.stop();
  }, 60_000);
});

describe.runIf(engines.includes('postgres'))('the hold on a PostgreSQL database', () => {
  it('is taken again when its connection ends, and told of when another was faster', async () => {
    const { url, drop } = await freshDatabase();
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    // Of this database: the server has those of other tests as well.
    const locks = async () => {
      const { rows } =
        await admin.query(`select pid, objid from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())`);
      return rows.map(({ pid, objid }) => ({ pid: Number(pid), objid: Number(objid) }));
    };
    const holders = async () => (await locks()).map(({ pid }) => pid);
    const onLost = vi.fn();
    const release = await holdDatabase(url, onLost);
    const [before = 0] = await holders();
    await admin.query('select pg_terminate_backend($1)', [before]);
    await expect
      .poll(async () => (await holders()).filter((pid) => pid !== before).length, { timeout: 10_000 })
      .toBe(1);
    expect(await holdDatabase(url, () => {})).toBeNull();
    expect(onLost).not.toHaveBeenCalled();
    // Another waits in the queue for it, and has it when the connection ends.
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    const [again] = await locks();
    const taken = other.query('select pg_advisory_lock($1)', [again?.objid]);
    await admin.query('select pg_terminate_backend($1)', [again?.pid]);
    await taken;
    await expect.poll(() => onLost.mock.calls.length, { timeout: 10_000 }).toBe(1);
    await release?.();
    await other.end();
    await admin.end();
    await drop();
  }, 60_000);
});
