import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { initStore } from '../commands/init-store.ts';
import { manageKeys } from '../commands/manage-keys.ts';
import { manageMembers } from '../commands/manage-members.ts';
import { manageVault } from '../commands/manage-vault.ts';
import { type Config, readConfig } from '../config/config.ts';
import { start } from '../main.ts';
import { freshDatabase } from '../testing/postgres.ts';
import { engines } from '../testing/test-server.ts';

const later = "insert into migrations (name) values ('0999-from-tomorrow')";
const newest = 'delete from migrations where name = (select max(name) from migrations)';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-open-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const commands: Readonly<Record<string, (config: Config) => Promise<string[]>>> = {
  keys: (config) => manageKeys(config, { action: 'list' }),
  members: (config) => manageMembers(config, { action: 'list' }),
  vault: (config) => manageVault(config, { action: 'rotate' }),
};

describe.each(engines)('a database on %s', (engine) => {
  async function fresh() {
    const data = join(freshFolder(), 'data');
    const database = engine === 'postgres' ? await freshDatabase() : null;
    if (database !== null) cleanUps.push(() => database.drop());
    const config = readConfig({ port: 0, data, databaseUrl: database?.url, logLevel: 'silent' }, {});
    return { config, data, change: (sql: string) => change(data, database?.url, sql) };
  }

  it('is created by init, and by no other command', async () => {
    const { config, data } = await fresh();
    for (const command of Object.values(commands)) {
      await expect(command(config)).rejects.toThrow('onfile init');
    }
    expect(existsSync(data)).toBe(false);
    await initStore(config);
    for (const command of Object.values(commands)) expect(await command(config)).toHaveLength(1);
  });

  it('that a newer version has migrated is refused at every opening, naming the migration', async () => {
    const { config, change } = await fresh();
    await initStore(config);
    await change(later);
    const openings = [start, initStore, ...Object.values(commands)];
    for (const open of openings) {
      await expect(open(config)).rejects.toThrow('does not know its migration 0999-from-tomorrow.');
    }
    await change("delete from migrations where name = '0999-from-tomorrow'");
    await initStore(config);
  });

  it('of an older version is migrated by the server and init, but not under a running server', async () => {
    const { config, change } = await fresh();
    await initStore(config);
    await change(newest);
    for (const command of Object.values(commands)) {
      await expect(command(config)).rejects.toThrow(
        /it lacks the migration \d{4}-[a-z-]+\. Start the server/,
      );
    }
  });
});

it('the simulated network refuses the journal of a newer version', async () => {
  const data = freshFolder();
  const config = readConfig({ port: 0, data, logLevel: 'silent' }, {});
  await (await start(config)).stop();
  const journal = new Database(join(data, 'simulator.db'));
  journal.exec('pragma user_version = 99');
  journal.close();
  await expect(start(config)).rejects.toThrow('simulator.db has the schema 99');
});

describe('the master key of a restored folder', () => {
  it('is required before another one is created', async () => {
    const data = freshFolder();
    const config = readConfig({ port: 0, data, logLevel: 'silent' }, {});
    await initStore(config);
    const key = readFileSync(join(data, 'master.key'), 'utf8').trim();
    rmSync(join(data, 'master.key'));
    for (const open of [start, initStore, commands.vault ?? start]) {
      await expect(open(config)).rejects.toThrow(`Put ${join(data, 'master.key')} back`);
    }
    expect(existsSync(join(data, 'master.key'))).toBe(false);
    const wrong = Buffer.alloc(32, 1).toString('base64');
    await expect(start({ ...config, masterKey: wrong })).rejects.toThrow(
      /^The master key of ONFILE_MASTER_KEY \(master_\w+\) is not the key of this database, .* under master_\w+\./,
    );
    await (await start({ ...config, masterKey: key })).stop();
  });
});

async function change(data: string, url: string | undefined, sql: string): Promise<void> {
  if (url === undefined) {
    const database = new Database(join(data, 'onfile.db'));
    database.exec(sql);
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
