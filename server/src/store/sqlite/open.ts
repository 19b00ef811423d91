import { join } from 'node:path';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import Database from 'libsql';
import type { Engine, Executor, SqlRow, SqlValue } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { sqliteDialect } from './dialect.ts';
import { sharedCommit } from './shared-commit.ts';

const busyTimeoutMs = 10_000;

/**
 * Opens (or makes) the SQLite database `onfile.db` in `folder`: write-ahead log, `synchronous=FULL`, foreign keys
 * on. One connection writes, another reads and never waits for the writer.
 */
export function openSqlite(folder: string): Engine {
  const file = join(folder, 'onfile.db');
  const writer = connect(file);
  const reader = connect(file);
  reader.exec('pragma query_only = on');
  const write = executorOf(writer);
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
    reader: executorOf(reader),
    transaction,
    exclusively: (work) => transaction(work),
    close: async () => {
      reader.close();
      writer.close();
    },
  };
}

function connect(file: string): Database.Database {
  const connection = new Database(file);
  connection.exec(
    `pragma busy_timeout = ${busyTimeoutMs}; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on`,
  );
  return connection;
}

function executorOf(connection: Database.Database): Executor {
  const prepared = new Map<string, Database.Statement>();
  return {
    async all(sql: string, values: readonly SqlValue[]): Promise<SqlRow[]> {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        statement = connection.prepare(sql);
        prepared.set(sql, statement);
      }
      if (statement.reader) return statement.all(values) as SqlRow[];
      statement.run(values);
      return [];
    },
  };
}
