import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Engine, SqlValue } from './engine.ts';

/**
 * Kysely over an engine: reads use the reader's connection, and every change is a transaction of its own, which on SQLite
 * shares its commit with the others. There is no second writer, so nothing can wait for a lock of the database.
 */
export function kyselyOn(engine: Engine): Kysely<unknown> {
  const postgres = engine.dialect.name === 'postgres';
  const connection = connectionOf(engine);
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => (postgres ? new PostgresAdapter() : new SqliteAdapter()),
      createDriver: () => new EngineDriver(connection),
      createIntrospector: (db) => (postgres ? new PostgresIntrospector(db) : new SqliteIntrospector(db)),
      createQueryCompiler: () => (postgres ? new PostgresQueryCompiler() : new SqliteQueryCompiler()),
    },
  });
}

class EngineDriver extends DummyDriver {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    super();
    this.#connection = connection;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  override async beginTransaction(): Promise<void> {
    throw new Error('A transaction of several statements goes through the store.');
  }
}

function connectionOf(engine: Engine): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { query: node, sql, parameters } = query;
      // PostgreSQL's client also takes dates and booleans; for SQLite the caller has turned them into texts and numbers.
      const values = parameters as readonly SqlValue[];
      if (
        node.kind === 'SelectQueryNode' ||
        (node.kind === 'RawNode' && /^\s*(select|pragma)\b/i.test(sql))
      ) {
        return { rows: (await engine.reader.all(sql, values)) as R[] };
      }
      const answers =
        'returning' in node && node.returning !== undefined ? sql : `${sql} returning 1 as changed`;
      const rows = await engine.transaction((executor) => executor.all(answers, values));
      return { rows: rows as R[], numAffectedRows: BigInt(rows.length) };
    },
    // biome-ignore lint/correctness/useYield: the interface asks for a generator, and nothing here streams.
    async *streamQuery() {
      throw new Error('Rows are not streamed.');
    },
  };
}
