import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { ConfigError } from '../../config/config.ts';

/** How to connect to a database. */
export interface Reached {
  readonly config: pg.ClientConfig;
  /**
   * Whether the database keeps named statements: behind a pooler such as PgBouncer each transaction may run in another session,
   * which does not know those of the previous one.
   */
  readonly keepsStatements: boolean;
}

/** How long to wait for a connection, and for a turn in the pool. */
const patienceMs = 15_000;
/** PostgreSQL's "invalid authorization": no line of pg_hba.conf accepts this kind of connection. */
const refusedKind = '28000';

type Encryption = ConnectionOptions | false;

/**
 * Finds out how to reach a database, as libpq would: `sslmode`, by default `prefer`, says which ways to try, one after the
 * other. Source: PostgreSQL, "SSL Support", table 32.1. Throws ConfigError for a database that cannot be reached this way.
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

/** A pooler gives each client a made-up process id. */
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
  // For an address with several numbers, the first failure counts.
  const [first] = error instanceof AggregateError ? error.errors : [error];
  const why = first instanceof Error ? first.message : String(first);
  return new ConfigError(`PostgreSQL at ${host} (DATABASE_URL) cannot be used: ${why}.`);
}

function encryptionsOf(url: string): readonly [Encryption, ...Encryption[]] {
  const { hostname, searchParams } = new URL(url);
  // A socket on this machine is never encrypted.
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

/** The address's certificates; without a root certificate, the issuers that Node trusts. */
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
