import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { statement, systemStatement } from '../store/statement.ts';
import { type AccountStore, ownDoing, type SystemStore } from '../store/store.ts';

/** What a run of the official CLI's `listen` or `logs tail` was granted. */
export interface CliSession {
  readonly feature: 'webhooks' | 'request_logs';
  readonly account: string;
  readonly livemode: boolean;
  /** Hash of the issued key that requested it, with which it ends. Null if keys do not end. */
  readonly key: string | null;
  /** Id of the endpoint whose deliveries it receives; null for logs. */
  readonly endpoint: string | null;
}

/** The CLI reconnects with its id after its connection breaks; after a day it has to ask for a new one. */
const lifetimeSeconds = 24 * 60 * 60;

type Granted = Pick<CliSession, 'feature' | 'key' | 'endpoint'>;
type SessionRow = Granted & { readonly account: string; readonly mode: 'test' | 'live' };

const granting = statement<Granted & { hash: string; expires_at: number }>((db, p) =>
  sql<never>`insert into cli_sessions (hash, account, mode, feature, key, endpoint, expires_at)
    values (${p.hash}, ${p.account}, ${p.mode}, ${p.feature}, ${p.key}, ${p.endpoint}, ${p.expires_at})`.compile(
    db,
  ),
);
const finding = systemStatement<{ hash: string; now: number }, SessionRow>((db, p) =>
  db
    .selectFrom('cli_sessions')
    .select(['account', 'mode', 'feature', 'key', 'endpoint'])
    .where('hash', '=', p.hash)
    .where('expires_at', '>', p.now)
    .compile(),
);
const dropping = systemStatement<{ now: number }>((db, p) =>
  sql<never>`delete from cli_sessions where expires_at <= ${p.now}`.compile(db),
);

/** Grants a session of the store's account. Returns the id with which the CLI then connects, to any process. */
export async function grantCliSession(store: AccountStore, granted: Granted, now: number): Promise<string> {
  const id = `cliws_${randomBytes(24).toString('base64url')}`;
  const row = { ...granted, hash: hashOf(id), expires_at: now + lifetimeSeconds };
  await store.write(ownDoing, (transaction) => transaction.run(granting, row));
  return id;
}

/** Returns null for an id that was not granted or has expired. */
export async function findCliSession(
  store: SystemStore,
  id: string,
  now: number,
): Promise<CliSession | null> {
  const [row] = await store.all(finding, { hash: hashOf(id), now });
  if (row === undefined) return null;
  const { mode, ...session } = row;
  return { ...session, livemode: mode === 'live' };
}

export function dropCliSessions(store: SystemStore, now: number): Promise<void> {
  return store.run(dropping, { now });
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
