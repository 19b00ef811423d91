import { createHash } from 'node:crypto';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import pg from 'pg';
import type { Engine, Executor, SqlRow, SqlValue } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { namingAbsence } from '../store-unavailable.ts';
import { postgresDialect } from './dialect.ts';
import { joinDatabase } from './join-database.ts';
import { reachDatabase } from './reach-database.ts';

/**
 * Serialization failure, deadlock, and a lost race for something unique (PostgreSQL, appendix A): the transaction did nothing
 * and runs again, now seeing what the other one wrote.
 */
const retryableCodes = new Set(['40001', '40P01', '23505']);
const attemptsMax = 5;
/** For readers, and again for writers. */
const connectionsMax = 8;
/** How long a statement may take before the database counts as away: a broken network does not announce itself. */
const patienceMs = 30_000;
/** Any constant of ours: the advisory lock that all transactions share, and that one which runs alone has for itself. */
const transactionLock = 7_310_221;

// Taken along with `begin`, so that the lock costs no round trip of its own.
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
 * Connects to the PostgreSQL database at `url` (a `postgres://` address). Readers have separate connections: a transaction
 * that also reads outside itself would otherwise wait for a connection held by the waiting transactions. Throws ConfigError
 * for a database that cannot be reached; later requests reject with StoreUnavailable while it is down.
 */
export async function openPostgres(url: string): Promise<Engine> {
  const reached = await reachDatabase(url);
  const { config, keepsStatements } = reached;
  const readers = openPool({ ...config, query_timeout: patienceMs });
  const writers = openPool({ ...config, query_timeout: patienceMs });
  // A transaction that runs alone waits for all others, and may change many rows.
  const loners = openPool(config);
  const pools = { shared: writers, alone: loners };
  const executor = (connection: pg.Pool | pg.PoolClient) => executorOf(connection, keepsStatements);
  const transaction = <Result>(
    beginning: keyof typeof beginnings,
    work: (executor: Executor) => Promise<Result>,
  ) =>
    namingAbsence(isAway, () =>
      transact(pools[beginning], beginnings[beginning], (client) => work(executor(client))),
    );
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
    reader: {
      all: (sql, values) => namingAbsence(isAway, () => executor(readers).all(sql, values)),
      first: (sql, values) => namingAbsence(isAway, () => executor(readers).first(sql, values)),
    },
    transaction: (work) => transaction('shared', work),
    exclusively: (work) => transaction('alone', work),
    join: (onJoined, onRefused) => joinDatabase(reached, onJoined, onRefused),
    close: async () => {
      await Promise.all([readers, writers, loners].map((pool) => pool.end()));
    },
  };
}

function openPool(config: pg.ClientConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, max: connectionsMax, types });
  // The pool replaces an idle connection that the server closes; without a listener, the error would end the process.
  pool.on('error', () => {});
  return pool;
}

async function transact<Result>(
  pool: pg.Pool,
  beginning: string,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    // The pool only listens to idle connections. The next query on one that the server has ended fails by itself.
    const ended = () => {};
    client.on('error', ended);
    try {
      await client.query(beginning);
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      if (isAway(error)) broken = error;
      else {
        await client.query('rollback').catch((rollbackError: Error) => {
          broken = rollbackError;
        });
      }
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

/** Classes and codes of PostgreSQL's errors (appendix A): connection, resources, operator intervention, a replica. */
const away = /^(08|53|57P|58030$|25006$)/;
const awayFromHere = /^E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)/;
/** The driver's own errors, which have no code. */
const cutOff =
  /^(Connection terminated|Client was closed|Query read timeout|timeout exceeded|Client has encountered a connection error)/;

function isAway(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return error instanceof pg.DatabaseError
    ? away.test(code)
    : awayFromHere.test(code) || cutOff.test(error.message);
}

function executorOf(connection: pg.Pool | pg.PoolClient, keepsStatements: boolean): Executor {
  const all = async (sql: string, values: readonly SqlValue[]): Promise<SqlRow[]> => {
    const statement = { text: sql, values: [...values] };
    const result = await connection.query<SqlRow>(
      keepsStatements ? { ...statement, name: statementName(sql) } : statement,
    );
    return result.rows;
  };
  return { all, first: async (sql, values) => (await all(sql, values))[0] };
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
