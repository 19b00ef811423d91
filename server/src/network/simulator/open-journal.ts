import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { ConfigError } from '../../config/config.ts';
import type { Engine } from '../../store/engine.ts';
import { openSqlite } from '../../store/sqlite/open.ts';
import { systemStatement } from '../../store/statement.ts';
import { createStore, type SystemStore } from '../../store/store.ts';
import { cardKeyBytes, newCardKey } from './card-hash.ts';
import { copyJournal } from './copy-journal.ts';
import { Journal } from './journal.ts';

export interface OpenJournal {
  readonly journal: Journal;
  /** The key of its card hashes. */
  readonly cardKey: Buffer;
  close(): Promise<void>;
}

function journalFile(folder: string): string {
  return join(folder, 'simulator.db');
}

/**
 * Opens, or creates, the journal of a server on SQLite: its own file, because the network's commits are not the server's.
 * Throws ConfigError for a journal that a newer version has changed.
 */
export async function openJournalFile(
  folder: string,
): Promise<OpenJournal & { readonly store: SystemStore }> {
  const engine = openSqlite(journalFile(folder));
  try {
    await prepareFile(engine);
    const cardKey = keyFile(join(folder, 'simulator.key'));
    const store = createStore(engine).system;
    return { store, journal: new Journal(store), cardKey, close: engine.close };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/**
 * Opens the journal that all servers on one PostgreSQL share: tables created by their migrations. A file that an earlier
 * version left in the data folder is copied there and then renamed to `simulator.db.copied`.
 */
export async function openSharedJournal(store: SystemStore, folder: string): Promise<OpenJournal> {
  const file = journalFile(folder);
  const cardKey = existsSync(file) ? await copyFile(folder, store) : await sharedKey(store, newCardKey());
  return { journal: new Journal(store), cardKey, close: async () => {} };
}

async function copyFile(folder: string, store: SystemStore): Promise<Buffer> {
  const old = await openJournalFile(folder);
  try {
    await copyJournal(old.store, store);
  } finally {
    await old.close();
  }
  const file = journalFile(folder);
  const cardKey = await sharedKey(store, old.cardKey);
  renameSync(file, `${file}.copied`);
  return cardKey;
}

/** Raised by changes to the file's tables that an older version could not work with. */
const fileSchema = 1;
const fileTables = [
  `create table if not exists entries (request_id text primary key, network_transaction_id text,
    authorization_request_id text, document text not null) without rowid`,
  `create index if not exists entries_by_network_transaction on entries (network_transaction_id)
    where network_transaction_id is not null`,
  `create index if not exists entries_by_authorization on entries (authorization_request_id)
    where authorization_request_id is not null`,
  `create table if not exists authentications (id text primary key, request_id text not null unique,
    document text not null) without rowid`,
  `create table if not exists challenges (authentication_id text primary key references authentications (id),
    document text not null) without rowid`,
  'create table if not exists news (id text primary key, due integer not null, document text not null) without rowid',
  'create index if not exists news_by_due on news (due, id)',
];

async function prepareFile({ reader, transaction }: Engine): Promise<void> {
  const [row] = await reader.all('pragma user_version', []);
  const found = Number(row?.user_version);
  if (found > fileSchema) {
    throw new ConfigError(
      `The journal of the simulated card network simulator.db has the schema ${found}, and this version of Onfile knows ${fileSchema}: a newer version has opened it. Run that version, or restore a backup from before it.`,
    );
  }
  if (found === fileSchema) return;
  await transaction(async (executor) => {
    for (const statement of fileTables) await executor.all(statement, []);
    await executor.all(`pragma user_version = ${fileSchema}`, []);
  });
}

/** Returns the key in `file`, creating it if it is missing. */
function keyFile(file: string): Buffer {
  try {
    writeFileSync(file, newCardKey(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = readFileSync(file);
  if (key.length !== cardKeyBytes) throw new Error(`The key in ${file} is not ${cardKeyBytes} bytes.`);
  return key;
}

const makingKey = systemStatement<{ key: string }>((db, p) =>
  sql<never>`insert into network_card_key (id, key) values (1, ${p.key}) on conflict (id) do nothing`.compile(
    db,
  ),
);
const findingKey = systemStatement<object, { key: string }>((db) =>
  sql<{ key: string }>`select key from network_card_key`.compile(db),
);

/** Returns the shared key. If several servers start at once, the first creates it. */
async function sharedKey(store: SystemStore, fresh: Buffer): Promise<Buffer> {
  await store.run(makingKey, { key: fresh.toString('base64') });
  const [row] = await store.all(findingKey, {});
  if (row === undefined) throw new Error("The key of the simulated network's journal cannot be made.");
  return Buffer.from(row.key, 'base64');
}
