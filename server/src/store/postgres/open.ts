import { createHash } from 'node:crypto';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import pg from 'pg';
import type { Engine, Executor, SqlRow, SqlValue } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { postgresDialect } from './dialect.ts';

/**
 * Serialization failure, deadlock, and a lost race for something unique (PostgreSQL, appendix A): the transaction did
 * nothing and runs again, now seeing what the other one wrote.
 */
const retryableCodes = new Set(['40001', '40P01', '23505']);
const attemptsMax = 5;
/** Of readers, and again of writers. */
const connectionsMax = 8;
/** Any constant of ours: the advisory lock that all transactions share, and that one which runs alone has for itself. */
const transactionLock = 7_310_221;

// The lock comes with the beginning: it costs no round trip of its own.
const beginnings = {
  shared: `begin; select pg_advisory_xact_lock_shared(${transactionLock})`,
  alone: `begin; select pg_advisory_xact_lock(${transactionLock})`,
} as const;

// Counters and times fit a double; documents stay text, as on SQLite.
const numberTypes = [pg.types.builtins.INT8];
const textTypes = [pg.types.builtins.JSON];
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => {
    if (numberTypes.includes(id)) return Number;
    if (textTypes.includes(id)) return String;
    return format === undefined ? pg.types.getTypeParser(id) : pg.types.getTypeParser(id, format);
  },
};

/**
 * Connects to the PostgreSQL database at `url` (a `postgres://` address). Readers have connections of their own: a
 * transaction that reads beside itself would otherwise wait for a connection that the waiting transactions hold.
 */
export function openPostgres(url: string): Engine {
  const readers = openPool(url);
  const writers = openPool(url);
  return {
    dialect: postgresDialect,
    compiler: new Kysely<Schema>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    }),
    reader: executorOf(readers),
    transaction: (work) => transaction(writers, 'shared', work),
    exclusively: (work) => transaction(writers, 'alone', work),
    close: async () => {
      await Promise.all([readers.end(), writers.end()]);
    },
  };
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax, types });
  // An idle connection that the server closes is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}

async function transaction<Result>(
  pool: pg.Pool,
  beginning: keyof typeof beginnings,
  work: (executor: Executor) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    // The pool listens to idle connections only. What is asked next on one that the server has ended fails by itself.
    const ended = () => {};
    client.on('error', ended);
    try {
      await client.query(beginnings[beginning]);
      const result = await work(executorOf(client));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      if (attempt >= attemptsMax || !isRetryable(error)) throw error;
    } finally {
      client.off('error', ended);
      client.release(broken);
    }
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && retryableCodes.has(error.code ?? '');
}

function executorOf(connection: pg.Pool | pg.PoolClient): Executor {
  return {
    async all(sql: string, values: readonly SqlValue[]): Promise<SqlRow[]> {
      const result = await connection.query<SqlRow>({
        name: statementName(sql),
        text: sql,
        values: [...values],
      });
      return result.rows;
    },
  };
}

const names = new Map<string, string>();

/** PostgreSQL prepares a named statement once per connection. */
function statementName(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = createHash('sha256').update(sql).digest('base64url').slice(0, 32);
    names.set(sql, name);
  }
  return name;
}
