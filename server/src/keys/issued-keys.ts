import { createHash } from 'node:crypto';
import type { Ids } from '@onfile/shared/ids.ts';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';
import { maskKey, type PresentedKey } from './presented-key.ts';

/** A key that this server issued. The key itself is known only to its holder: the store has its SHA-256. */
export interface IssuedKey {
  readonly hash: string;
  readonly account: string;
  readonly livemode: boolean;
  readonly kind: 'secret' | 'publishable' | 'restricted';
  readonly masked: string;
  readonly name: string;
  readonly created: number;
  readonly expiresAt: number | null;
  /** `customers:read`, `customers:write` … of a restricted key; null for all. */
  readonly permissions: readonly string[] | null;
}

interface KeyRow {
  hash: string;
  account: string;
  mode: 'test' | 'live';
  kind: IssuedKey['kind'];
  masked: string;
  created: number;
  expires_at: number | null;
  doc: string;
}

const finding = systemStatement<{ hash: string }, KeyRow>((db, p) =>
  db.selectFrom('api_keys').selectAll().where('hash', '=', p.hash).compile(),
);
const listing = systemStatement<object, KeyRow>((db) =>
  db.selectFrom('api_keys').selectAll().orderBy('created').compile(),
);
const inserting = systemStatement<KeyRow & Record<string, string | number | null>>((db, p) =>
  sql<never>`insert into api_keys (hash, account, mode, kind, masked, created, expires_at, doc)
    values (${p.hash}, ${p.account}, ${p.mode}, ${p.kind}, ${p.masked}, ${p.created}, ${p.expires_at}, ${p.doc})`.compile(
    db,
  ),
);
const expiring = systemStatement<{ hash: string; expires_at: number }>((db, p) =>
  sql<never>`update api_keys set expires_at = ${p.expires_at} where hash = ${p.hash}`.compile(db),
);

// Keys carry 24 random bytes or more, so a plain hash cannot be searched.
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

export interface KeyRequest {
  readonly account: string;
  readonly livemode: boolean;
  readonly kind: IssuedKey['kind'];
  readonly name: string;
  readonly permissions?: readonly string[] | null;
}

/** Makes a key and answers it this once. */
export async function issueKey(
  store: SystemStore,
  clock: Clock,
  ids: Ids,
  request: KeyRequest,
): Promise<string> {
  const prefix = { secret: 'sk', publishable: 'pk', restricted: 'rk' }[request.kind];
  const key = `${prefix}_${request.livemode ? 'live' : 'test'}_${ids.next('api_key_body')}`;
  await store.run(inserting, {
    hash: hashOf(key),
    account: request.account,
    mode: request.livemode ? 'live' : 'test',
    kind: request.kind,
    masked: maskKey(key),
    created: clock.now(),
    expires_at: null,
    doc: JSON.stringify({ name: request.name, permissions: request.permissions ?? null }),
  });
  return key;
}

/** Replaces a key: the new one works at once, the old one until `overlapSeconds` have passed. */
export async function rollKey(
  store: SystemStore,
  clock: Clock,
  ids: Ids,
  old: IssuedKey,
  overlapSeconds: number,
): Promise<string> {
  const key = await issueKey(store, clock, ids, old);
  await store.run(expiring, { hash: old.hash, expires_at: clock.now() + overlapSeconds });
  return key;
}

function ofRow(row: KeyRow): IssuedKey {
  const doc: { name: string; permissions: readonly string[] | null } = JSON.parse(row.doc);
  return {
    hash: row.hash,
    account: row.account,
    livemode: row.mode === 'live',
    kind: row.kind,
    masked: row.masked,
    name: doc.name,
    created: row.created,
    expiresAt: row.expires_at,
    permissions: doc.permissions,
  };
}
