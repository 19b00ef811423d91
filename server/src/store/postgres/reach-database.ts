import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { ConfigError } from '../../config/config.ts';

/** How the connections to a database are made. */
export interface Reached {
  readonly config: pg.ClientConfig;
  /**
   * Whether the database keeps statements by their names: behind a pooler such as PgBouncer each transaction may be
   * another session's, which knows nothing of those of the one before.
   */
  readonly keepsStatements: boolean;
}

/** How long a connection, and its turn in a pool, is waited for. */
const patienceMs = 15_000;
/** PostgreSQL's "invalid authorization": no line of pg_hba.conf takes a connection of this kind. */
const refusedKind = '28000';

type Encryption = ConnectionOptions | false;

/**
 * Finds out how a database is reached, as libpq would: `sslmode` tells which ways are tried, one after the other, and
 * `prefer` where it is not set. Source: PostgreSQL, "SSL Support", table 32.1. Throws ConfigError for one that cannot be
 * reached so.
 */
export async function reachDatabase(url: string): Promise<Reached> {
  const ways = encryptionsOf(url);
  for (const [index, ssl] of ways.entries()) {
    const config = { connectionString: withoutSsl(url), ssl, connectionTimeoutMillis: patienceMs };
    try {
      return { config, keepsStatements: await isDirect(config) };
    } catch (error) {
      if (index === ways.length - 1 || !refusesKind(error)) throw unreachable(url, error);
    }
  }
  throw new Error('There is no way to reach the database.');
}

/** A pooler tells each client a process id of its own making. */
async function isDirect(config: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(config);
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    return 'processID' in client && rows[0]?.pid === client.processID;
  } finally {
    await client.end().catch(() => {});
  }
}

function refusesKind(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes('does not support SSL') || ('code' in error && error.code === refusedKind);
}

function unreachable(url: string, error: unknown): ConfigError {
  const { host } = new URL(url);
  // Of an address with several numbers the first failure tells.
  const [first] = error instanceof AggregateError ? error.errors : [error];
  const why = first instanceof Error ? first.message : String(first);
  return new ConfigError(`PostgreSQL at ${host} (DATABASE_URL) cannot be used: ${why}.`);
}

function encryptionsOf(url: string): readonly [Encryption, ...Encryption[]] {
  const { hostname, searchParams } = new URL(url);
  // A socket of this machine is never encrypted.
  if (decodeURIComponent(hostname || (searchParams.get('host') ?? '/')).startsWith('/')) return [false];
  const files = filesOf(searchParams);
  const unverified = { ...files, rejectUnauthorized: false };
  const issuerOnly = { ...files, checkServerIdentity: () => undefined };
  switch (searchParams.get('sslmode') ?? process.env.PGSSLMODE ?? 'prefer') {
    case 'disable':
      return [false];
    case 'allow':
      return [false, unverified];
    case 'require':
      return [files.ca === undefined ? unverified : issuerOnly];
    case 'verify-ca':
      if (files.ca === undefined) {
        throw new ConfigError(
          'DATABASE_URL is wrong: its sslmode verify-ca needs sslrootcert, the file of the issuer.',
        );
      }
      return [issuerOnly];
    case 'verify-full':
      return [files];
    default:
      return [unverified, false];
  }
}

/** What the address says of certificates; without a root, the issuers that Node knows. */
function filesOf(parameters: URLSearchParams): ConnectionOptions {
  const read = (name: string) => {
    const file = parameters.get(name);
    if (file === null || file === 'system') return undefined;
    try {
      return readFileSync(file, 'utf8');
    } catch {
      throw new ConfigError(`DATABASE_URL is wrong: its ${name} ${file} cannot be read.`);
    }
  };
  const files = { ca: read('sslrootcert'), cert: read('sslcert'), key: read('sslkey') };
  return Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined));
}

function withoutSsl(url: string): string {
  const address = new URL(url);
  for (const name of ['sslmode', 'sslrootcert', 'sslcert', 'sslkey']) address.searchParams.delete(name);
  return address.href;
}
