import { join } from 'node:path';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import Database from 'libsql';
import { ownDatabaseFile } from '../../config/own-file.ts';
import type { Engine, Executor, SqlRow, SqlValue } from '../engine.ts';
import { noNeighbours } from '../neighbours.ts';
import type { Schema } from '../schema.ts';
import { namingAbsence } from '../store-unavailable.ts';
import { sqliteDialect } from './dialect.ts';
import { sharedCommit } from './shared-commit.ts';

const busyTimeoutMs = 10_000;
/**
 * Pages (of 4 KiB) of the write-ahead log after which they are moved into the database: the last pages of each index are
 * written many times before that, but moved once.
 */
const checkpointPages = 8000;

export function databaseFile(folder: string): string {
  return join(folder, 'onfile.db');
}

/**
 * Opens, or creates, a SQLite database: write-ahead log, `synchronous=FULL`, foreign keys on. One connection writes;
 * another reads and never waits for the writer.
 */
export function openSqlite(file: string): Engine {
  ownDatabaseFile(file);
  const writer = connect(file);
  const reader = connect(file);
  reader.exec('pragma query_only = on');
  const write = executorOf(writer);
  const read = executorOf(reader);
  const transaction = sharedCommit(write);
  return {
    dialect: sqliteDialect,
    compiler: new Kysely<Schema>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
    reader: {
      all: (sql, values) => namingAbsence(isAway, () => read.all(sql, values)),
      first: (sql, values) => namingAbsence(isAway, () => read.first(sql, values)),
    },
    transaction: (work) => namingAbsence(isAway, () => transaction(work)),
    exclusively: (work) => namingAbsence(isAway, () => transaction(work)),
    join: async () => noNeighbours,
    close: async () => {
      reader.close();
      writer.close();
    },
  };
}

/** The disk is full, gone or read-only, or another process holds the database. Source: SQLite, "Result and Error Codes". */
function isAway(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY)/.test(String(error.code))
  );
}

function connect(file: string): Database.Database {
  const connection = new Database(file);
  connection.exec(
    `pragma busy_timeout = ${busyTimeoutMs}; pragma journal_mode = wal; pragma synchronous = full;
     pragma wal_autocheckpoint = ${checkpointPages}; pragma temp_store = memory; pragma foreign_keys = on`,
  );
  return connection;
}

interface Prepared {
  readonly statement: Database.Statement;
  /** Names of the result's columns; null for a statement that returns no rows. */
  readonly columns: readonly string[] | null;
}

function executorOf(connection: Database.Database): Executor {
  const prepared = new Map<string, Prepared>();
  const preparedOf = (sql: string): Prepared => {
    const known = prepared.get(sql) ?? prepare(connection, sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    async all(sql, values) {
      const { statement, columns } = preparedOf(sql);
      if (columns !== null)
        return (statement.all(values) as SqlValue[][]).map((cells) => rowOf(columns, cells));
      statement.run(values);
      return [];
    },
    async first(sql, values) {
      const { statement, columns } = preparedOf(sql);
      if (columns === null) throw new Error(`A row was asked of a statement that returns none: ${sql}`);
      const cells = statement.get(values) as SqlValue[] | undefined;
      return cells && rowOf(columns, cells);
    },
  };
}

/** Returns rows as bare cells, so that their names need not cross from native code with every row. */
function prepare(connection: Database.Database, sql: string): Prepared {
  const statement = connection.prepare(sql);
  if (!statement.reader) return { statement, columns: null };
  const columns = statement.columns().map((column) => column.name);
  return { statement: statement.raw(), columns };
}

function rowOf(columns: readonly string[], cells: readonly SqlValue[]): SqlRow {
  const row: SqlRow = {};
  for (let at = 0; at < columns.length; at += 1) row[columns[at] ?? ''] = cells[at] ?? null;
  return row;
}
