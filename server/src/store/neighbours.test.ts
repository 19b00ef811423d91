import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config/config.ts';
import { freshDatabase } from '../testing/postgres.ts';
import { engines } from '../testing/test-server.ts';
import type { Topic } from './announcements.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

describe.runIf(engines.includes('postgres'))('processes on one PostgreSQL', () => {
  const data = mkdtempSync(join(tmpdir(), 'onfile-neighbours-'));
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let admin: pg.Client;
  const stores: Store[] = [];
  const outdated: unknown[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await admin.end();
    await database.drop();
    rmSync(data, { recursive: true, force: true });
  });

  async function opened(): Promise<Store> {
    const config = readConfig({ port: 0, data, databaseUrl: database.url }, {});
    const store = await openStore(config, (error) => outdated.push(error));
    stores.push(store);
    return store;
  }

  function hearing(store: Store, topic: Topic): (string | null)[] {
    const heard: (string | null)[] = [];
    store.onAnnounced(topic, (account) => heard.push(account));
    return heard;
  }

  const cutConnections = () =>
    admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);

  it('start all at once, and one of them creates the tables', async () => {
    expect(await Promise.all([opened(), opened(), opened()])).toHaveLength(3);
  });

  it('hear what others announce, and themselves once', async () => {
    const [one, other] = [await opened(), await opened()];
    const own = hearing(one, 'accounts');
    const heard = hearing(other, 'accounts');
    const captures = hearing(other, 'captures');
    await one.announce('captures', 'acct_1');
    await one.announce('accounts', 'acct_1');
    await Promise.all(['acct_2', 'acct_2', 'acct_3'].map((account) => one.announce('accounts', account)));
    await expect.poll(() => heard).toEqual(['acct_1', 'acct_2', 'acct_3']);
    await other.announce('accounts', 'acct_4');
    await expect.poll(() => own).toEqual(['acct_1', 'acct_2', 'acct_2', 'acct_3', 'acct_4']);
    expect(captures).toEqual([]);
  });

  it('hear again after a connection was cut, and that something may have been lost', async () => {
    const [one, other] = [await opened(), await opened()];
    const heard = hearing(other, 'events');
    await cutConnections();
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual([null]);
    await expect
      .poll(() => one.announce('events', 'acct_1').then(() => heard), { timeout: 20_000 })
      .toContain('acct_1');
    expect(outdated).toEqual([]);
  });

  it('keep the schema that they are using', async () => {
    await opened();
    const { rows } = await admin.query(
      'delete from migrations where name = (select max(name) from migrations) returning name',
    );
    await expect(opened()).rejects.toThrow('Onfile servers of another version are using this database');
    await admin.query('insert into migrations (name) values ($1)', [rows[0].name]);
    await opened();
  });

  it('are told if another version has changed the schema while the database was down', async () => {
    await opened();
    await admin.query("insert into migrations (name) values ('9999-later')");
    await cutConnections();
    await expect.poll(() => outdated.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(String(outdated[0])).toContain('newer version of Onfile');
  });
});
