import { createHash } from 'node:crypto';
import type { Ids } from '@onfile/shared/ids.ts';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { statement, systemStatement } from '../store/statement.ts';
import {
  type AccountStore,
  ownDoing,
  type Store,
  type SystemStore,
  type Transaction,
} from '../store/store.ts';
import { maskKey, type PresentedKey } from './presented-key.ts';

/** A key that this server issued. Only its holder knows the key: the store has its SHA-256. */
export interface IssuedKey {
  /** `key_…`, from the hash. */
  readonly id: string;
  readonly hash: string;
  readonly account: string;
  readonly livemode: boolean;
  readonly kind: 'secret' | 'publishable' | 'restricted';
  readonly masked: string;
  readonly name: string;
  readonly created: number;
  readonly expiresAt: number | null;
  /** A restricted key's `customers:read`, `customers:write` …; null for any other. */
  readonly permissions: readonly string[] | null;
  /** Unix seconds, to the minute; null for never. */
  readonly lastUsed: number | null;
}

interface KeyRow {
  hash: string;
  account: string;
  mode: 'test' | 'live';
  kind: IssuedKey['kind'];
  masked: string;
  created: number;
  expires_at: number | null;
  last_used: number | null;
  doc: string;
}

const finding = systemStatement<{ hash: string }, KeyRow>((db, p) =>
  db.selectFrom('api_keys').selectAll().where('hash', '=', p.hash).compile(),
);
const listing = systemStatement<object, KeyRow>((db) =>
  db.selectFrom('api_keys').selectAll().orderBy('created').compile(),
);
const listingOfAccount = systemStatement<{ account: string; mode: 'test' | 'live' }, KeyRow>((db, p) =>
  db
    .selectFrom('api_keys')
    .selectAll()
    .where('account', '=', p.account)
    .where('mode', '=', p.mode)
    .orderBy('created', 'desc')
    .orderBy('hash')
    .compile(),
);
const inserting = statement<Omit<KeyRow, 'account' | 'mode' | 'last_used'>>((db, p) =>
  sql<never>`insert into api_keys (hash, account, mode, kind, masked, created, expires_at, doc)
    values (${p.hash}, ${p.account}, ${p.mode}, ${p.kind}, ${p.masked}, ${p.created}, ${p.expires_at}, ${p.doc})`.compile(
    db,
  ),
);
const expiring = systemStatement<{ hash: string; at: number }>((db, p) =>
  sql<never>`update api_keys set expires_at = ${p.at} where hash = ${p.hash}
    and (expires_at is null or expires_at > ${p.at})`.compile(db),
);
// Of two that roll a key at once, only one finds it without an end.
const retiring = statement<{ hash: string; at: number }, { hash: string }>((db, p) =>
  sql<{
    hash: string;
  }>`update api_keys set expires_at = ${p.at} where account = ${p.account} and mode = ${p.mode}
    and hash = ${p.hash} and expires_at is null returning hash`.compile(db),
);

const using = systemStatement<{ hash: string; now: number }>((db, p) =>
  sql<never>`update api_keys set last_used = ${p.now} where hash = ${p.hash}`.compile(db),
);

/** How precisely a key's last use is recorded: a write for every request would slow all of them. */
const usePrecisionSeconds = 60;

// Keys carry at least 24 random bytes, so a plain hash cannot be searched.
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export async function findIssuedKey(store: SystemStore, key: PresentedKey): Promise<IssuedKey | undefined> {
  const [row] = await store.all(finding, { hash: hashOf(key.reveal()) });
  return row && ofRow(row);
}

export async function listIssuedKeys(store: SystemStore): Promise<IssuedKey[]> {
  return (await store.all(listing, {})).map(ofRow);
}

/** The working keys of one account and mode, newest first. */
export async function listKeysOf(
  store: SystemStore,
  { account, livemode }: { readonly account: string; readonly livemode: boolean },
  now: number,
): Promise<IssuedKey[]> {
  const rows = await store.all(listingOfAccount, { account, mode: livemode ? 'live' : 'test' });
  return rows.map(ofRow).filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
}

/** Whether the key with this hash still works. */
export async function isInForce(store: SystemStore, hash: string, now: number): Promise<boolean> {
  const [row] = await store.all(finding, { hash });
  return row !== undefined && (row.expires_at === null || row.expires_at > now);
}

/** Records that a key was used. */
export async function noteUse(store: SystemStore, key: IssuedKey, now: number): Promise<void> {
  if (key.lastUsed !== null && now - key.lastUsed < usePrecisionSeconds) return;
  await store.run(using, { hash: key.hash, now });
}

export interface KeyRequest {
  readonly account: string;
  readonly livemode: boolean;
  readonly kind: IssuedKey['kind'];
  readonly name: string;
  readonly permissions?: readonly string[] | null;
}

/** Creates a key and returns it, this once. */
export async function issueKey(store: Store, clock: Clock, ids: Ids, request: KeyRequest): Promise<string> {
  return (await makeKey(store.account(request), clock, ids, request)).secret;
}

/** A new key as it is stored, together with the key itself, which cannot be recovered later. */
export interface NewKey {
  readonly key: IssuedKey;
  readonly secret: string;
}

/** Creates a key in its account's store. */
export function makeKey(store: AccountStore, clock: Clock, ids: Ids, request: KeyRequest): Promise<NewKey> {
  return store.write(ownDoing, (transaction) => insertKey(transaction, clock, ids, request));
}

async function insertKey(
  transaction: Transaction,
  clock: Clock,
  ids: Ids,
  { account, livemode, ...request }: KeyRequest,
): Promise<NewKey> {
  const prefix = { secret: 'sk', publishable: 'pk', restricted: 'rk' }[request.kind];
  const secret = `${prefix}_${livemode ? 'live' : 'test'}_${ids.next('api_key_body')}`;
  const row = {
    hash: hashOf(secret),
    kind: request.kind,
    masked: maskKey(secret),
    created: clock.now(),
    expires_at: null,
    doc: JSON.stringify({ name: request.name, permissions: request.permissions ?? null }),
  } as const;
  await transaction.run(inserting, row);
  return { key: ofRow({ ...row, account, mode: livemode ? 'live' : 'test', last_used: null }), secret };
}

/**
 * Replaces a key: the new one works at once, the old one until `overlapSeconds` have passed. Returns null, and creates no
 * key, if the old one has already been rolled or revoked.
 */
export function rollKey(
  store: AccountStore,
  clock: Clock,
  ids: Ids,
  old: IssuedKey,
  overlapSeconds: number,
): Promise<NewKey | null> {
  return store.write(ownDoing, async (transaction) => {
    const at = clock.now() + overlapSeconds;
    const retired = await transaction.all(retiring, { hash: old.hash, at });
    return retired.length === 0 ? null : insertKey(transaction, clock, ids, old);
  });
}

/** Ends a key at a time, unless it ends earlier. */
export async function expireKey(store: SystemStore, key: IssuedKey, at: number): Promise<void> {
  await store.run(expiring, { hash: key.hash, at });
}

function ofRow(row: KeyRow): IssuedKey {
  const doc: { name: string; permissions: readonly string[] | null } = JSON.parse(row.doc);
  return {
    id: `key_${row.hash.slice(0, 24)}`,
    hash: row.hash,
    account: row.account,
    livemode: row.mode === 'live',
    kind: row.kind,
    masked: row.masked,
    name: doc.name,
    created: row.created,
    expiresAt: row.expires_at,
    permissions: doc.permissions,
    lastUsed: row.last_used,
  };
}
