import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '../../config/config.ts';
import type { Dialect, Engine, Executor } from '../engine.ts';
import { firstTables } from './0001-first-tables.ts';
import { intents } from './0002-intents.ts';
import { webhooks } from './0003-webhooks.ts';
import { customerSessions } from './0004-customer-sessions.ts';
import { money } from './0005-money.ts';
import { clocks } from './0006-clocks.ts';
import { testClocks } from './0007-test-clocks.ts';
import { finding } from './0008-finding.ts';
import { requestLogs } from './0009-request-logs.ts';
import { signIn } from './0010-sign-in.ts';
import { eventsOfObjects } from './0011-events-of-objects.ts';
import { statistics } from './0012-statistics.ts';
import { dueDeliveries } from './0013-due-deliveries.ts';
import { transferGroups } from './0014-transfer-groups.ts';
import { attemptsInFlight } from './0015-attempts-in-flight.ts';
import { eventsInOrder } from './0016-events-in-order.ts';
import { deliveriesOfAccounts } from './0017-deliveries-of-accounts.ts';
import { search } from './0022-search.ts';
import { serverAddress } from './0024-server-address.ts';
import { files } from './0025-files.ts';
import { operations } from './0026-operations.ts';
import { processes } from './0027-processes.ts';
import { revisions } from './0028-revisions.ts';
import { networkJournal } from './0030-network-journal.ts';

interface Migration {
  readonly name: string;
  statements(dialect: Dialect): string[];
}

/** All migrations, oldest first. They only go forward; a released one never changes. */
const migrations: readonly Migration[] = [
  { name: '0001-first-tables', statements: firstTables },
  { name: '0002-intents', statements: intents },
  { name: '0003-webhooks', statements: webhooks },
  { name: '0004-customer-sessions', statements: customerSessions },
  { name: '0005-money', statements: money },
  { name: '0006-clocks', statements: clocks },
  { name: '0007-test-clocks', statements: testClocks },
  { name: '0008-finding', statements: finding },
  { name: '0009-request-logs', statements: requestLogs },
  { name: '0010-sign-in', statements: signIn },
  { name: '0011-events-of-objects', statements: eventsOfObjects },
  { name: '0012-statistics', statements: statistics },
  { name: '0013-due-deliveries', statements: dueDeliveries },
  { name: '0014-transfer-groups', statements: transferGroups },
  { name: '0015-attempts-in-flight', statements: attemptsInFlight },
  { name: '0016-events-in-order', statements: eventsInOrder },
  { name: '0017-deliveries-of-accounts', statements: deliveriesOfAccounts },
  { name: '0022-search', statements: search },
  { name: '0024-server-address', statements: serverAddress },
  { name: '0025-files', statements: files },
  { name: '0026-operations', statements: operations },
  { name: '0027-processes', statements: processes },
  { name: '0028-revisions', statements: revisions },
  { name: '0030-network-journal', statements: networkJournal },
];

/** A process that was told to stop may still be stopping. */
const patienceMs = 3000;
const retryMs = 100;

/**
 * Migrates the database to the newest schema. If several processes start at once, one of them does it. Throws ConfigError,
 * and changes nothing, if a newer version has migrated it or servers of an older version are using it.
 */
export async function migrate(engine: Engine): Promise<void> {
  const until = Date.now() + patienceMs;
  while ((await missingIn(engine)).length > 0 && !(await migrateAlone(engine))) {
    if (Date.now() > until) {
      throw new ConfigError(
        'Onfile servers of another version are using this database, which has to be migrated to this version. Stop all of them, then start again.',
      );
    }
    await sleep(retryMs);
  }
}

/** Returns false, and changes nothing, while servers are using the schema. */
async function migrateAlone(engine: Engine): Promise<boolean> {
  let taken = true;
  await engine.exclusively(async (executor) => {
    await executor.all('create table if not exists migrations (name text primary key)', []);
    const missing = missingOf(await migrationsOf(executor));
    const { schemaLock } = engine.dialect;
    if (schemaLock !== null && missing.length > 0) taken = await takes(executor, schemaLock);
    if (!taken) return;
    for (const { name, statements } of missing) {
      for (const sql of statements(engine.dialect)) await executor.all(sql, []);
      await executor.all(`insert into migrations (name) values ('${name}')`, []);
    }
  });
  return taken;
}

async function takes(executor: Executor, lock: string): Promise<boolean> {
  const [row] = await executor.all(lock, []);
  // The driver types its rows as what our own tables hold.
  const taken: unknown = row?.taken;
  return taken === true;
}

function missingOf(done: ReadonlySet<unknown>): readonly Migration[] {
  return migrations.filter(({ name }) => !done.has(name));
}

/** The database may be empty. */
async function missingIn({ dialect, reader }: Engine): Promise<readonly Migration[]> {
  const found = await reader.all(dialect.tableNamed, ['migrations']);
  return found.length === 0 ? migrations : missingOf(await migrationsOf(reader));
}

/** For commands that must not change the schema. Throws ConfigError unless the database has this version's schema. */
export async function requireNewestSchema(engine: Engine): Promise<void> {
  const [missing] = missingOf(await migrationsOf(engine.reader));
  if (missing === undefined) return;
  throw new ConfigError(
    `The database is from an older version: it lacks the migration ${missing.name}. Start the server or run \`onfile init\` to migrate it.`,
  );
}

/** Throws ConfigError for a migration that this version does not know. */
async function migrationsOf(executor: Executor): Promise<Set<unknown>> {
  const done = new Set(
    (await executor.all('select name from migrations order by name', [])).map((row) => row.name),
  );
  const later = [...done].filter((name) => !migrations.some((known) => known.name === name));
  if (later.length === 0) return done;
  throw new ConfigError(
    `The database was opened by a newer version of Onfile: this one does not know its migration${later.length > 1 ? 's' : ''} ${later.join(', ')}. Run that version, or restore a backup from before it.`,
  );
}
