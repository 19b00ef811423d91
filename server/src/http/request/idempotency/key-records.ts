import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import type { Form } from '../../../params/form.ts';
import { withoutCards } from '../../../redaction/without-cards.ts';
import { idempotencySeconds } from '../../../store/idempotency.ts';
import { type Lease, ranOut } from '../../../store/leases.ts';
import { statement } from '../../../store/statement.ts';
import type { Reader, Transaction } from '../../../store/store.ts';

const keyLengthMax = 255;
/** Status of a record whose request has not been answered yet. Its body is the id of what it has made, or empty. */
const unfinished = 0;
/** The lease of a record that nobody is working on. */
const nobody: Lease = { worker: '', lease_until: 0 };

export interface IdempotentRequest {
  /** As stored: a keyed digest if the key itself may be a card number. */
  readonly key: string;
  /** As it may be shown. */
  readonly shown: string;
  readonly method: string;
  readonly path: string;
  /** Keyed digest of the parameters. */
  readonly parameters: string;
  /** What an earlier, unanswered request made, once that is known. */
  readonly resumes: string | null;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
  /** `req_…` of the request that made it. */
  readonly request: string;
}

/** What became of an earlier request with the same key. */
export type Earlier =
  | { readonly kind: 'none' }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  /** Some process is working on it. */
  | { readonly kind: 'running' }
  /** Its process ended before answering; `made` is the id of what it had made. */
  | { readonly kind: 'left'; readonly made: string | null };

interface StoredRow extends StoredAnswer, Lease {
  readonly method: string;
  readonly path: string;
  readonly parameters: string;
  readonly created: number;
}

const finding = statement<{ key: string }, StoredRow>((db, p) =>
  db
    .selectFrom('idempotency_keys')
    .select(['method', 'path', 'parameters', 'created', 'request', 'status', 'body', 'worker', 'lease_until'])
    .where('account', '=', p.account)
    .where('mode', '=', p.mode)
    .where('key', '=', p.key)
    .compile(),
);

// A key is free if its record has expired. An unfinished record may be replaced by its own request, and, once its lease has
// run out, by a request that continues with what it had made. Otherwise the insert does nothing, which is noticed: of several
// simultaneous requests, at any processes, only one begins.
const storing = statement<Record<string, string | number | null>, { key: string }>((db, p, dialect) =>
  sql<{
    key: string;
  }>`insert into idempotency_keys (account, mode, key, created, method, path, parameters, request, status, body, worker, lease_until)
    values (${p.account}, ${p.mode}, ${p.key}, ${p.created}, ${p.method}, ${p.path}, ${p.parameters}, ${p.request}, ${p.status}, ${p.body},
      ${p.worker}, ${p.lease_until})
    on conflict (account, mode, key) do update set created = excluded.created, method = excluded.method,
      path = excluded.path, parameters = excluded.parameters, request = excluded.request, status = excluded.status,
      worker = excluded.worker, lease_until = excluded.lease_until,
      body = case when excluded.body = '' and idempotency_keys.created > ${p.expired_before} then idempotency_keys.body
        else excluded.body end
    where idempotency_keys.created <= ${p.expired_before} or (idempotency_keys.status = ${sql.lit(unfinished)}
      and (idempotency_keys.request = ${p.request} or (idempotency_keys.body = ${p.resumes}
        and ${ranOut({ worker: p.asking, now: p.created }, 'idempotency_keys', dialect.processes)})))
    returning key`.compile(db),
);
const ofRequest = (p: { readonly account: string; readonly mode: string; key: string; request: string }) =>
  sql`account = ${p.account} and mode = ${p.mode} and key = ${p.key} and request = ${p.request}
    and status = ${sql.lit(unfinished)}`;
const forgetting = statement<{ key: string; request: string }>((db, p) =>
  sql<never>`delete from idempotency_keys where ${ofRequest(p)} and body = ''`.compile(db),
);
const leaving = statement<{ key: string; request: string }>((db, p) =>
  sql<never>`update idempotency_keys set lease_until = 0 where ${ofRequest(p)}`.compile(db),
);

/** Reads a request's key; null without one. Only POST has idempotency keys. Only `digest` of the parameters is stored. */
export function idempotentRequest(
  key: string | undefined,
  method: string,
  path: string,
  form: Form,
  digest: (parameters: string) => string,
): IdempotentRequest | null {
  if (key === undefined || key === '' || method !== 'POST') return null;
  if (key.length > keyLengthMax) throw errors.idempotencyKeyTooLong();
  const shown = withoutCards(key);
  const kept = shown === key ? key : digest(key);
  return { key: kept, shown, method, path, parameters: digest(JSON.stringify(form)), resumes: null };
}

/** Finds out what became of an earlier request with this key. Throws 400 if that was a different request. */
export async function findEarlier(
  reader: Reader,
  request: IdempotentRequest,
  now: number,
  isOver: (lease: Lease) => boolean,
): Promise<Earlier> {
  const row = await reader.first(finding, { key: request.key });
  if (row === undefined || row.created <= now - idempotencySeconds) return { kind: 'none' };
  if (row.method !== request.method || row.path !== request.path) {
    throw errors.idempotencyEndpoint(request.shown, row.path, request.path);
  }
  if (row.parameters !== request.parameters) throw errors.idempotencyParameters(request.shown);
  if (row.status !== unfinished) return { kind: 'answered', answer: row };
  return isOver(row) ? { kind: 'left', made: row.body === '' ? null : row.body } : { kind: 'running' };
}

/** A request that writes its key's record. */
export interface Storing {
  readonly idempotent: IdempotentRequest;
  /** `req_…` */
  readonly request: string;
  /** Unix seconds of the machine's clock. */
  readonly now: number;
  /** This process's. */
  readonly lease: Lease;
}

/** Takes a key for a running request, noting what it has made so far. Throws 409 if another request holds the key. */
export function reserveKey(transaction: Transaction, by: Storing, made: string | null): Promise<void> {
  return store(transaction, by, { status: unfinished, body: made ?? '', ...by.lease });
}

/** Stores the answer in the transaction that produced it. Throws 409 if another request holds the key. */
export function storeAnswer(
  transaction: Transaction,
  by: Storing,
  { status, body }: Pick<StoredAnswer, 'status' | 'body'>,
): Promise<void> {
  return store(transaction, by, { status, body, ...nobody });
}

async function store(
  transaction: Transaction,
  { idempotent, request, now, lease }: Storing,
  record: Pick<StoredAnswer, 'status' | 'body'> & Lease,
): Promise<void> {
  const { shown, resumes, ...kept } = idempotent;
  const stored = await transaction.first(storing, {
    ...kept,
    ...record,
    request,
    resumes: resumes ?? '',
    asking: lease.worker,
    created: now,
    expired_before: now - idempotencySeconds,
  });
  if (stored === undefined) throw errors.idempotencyInUse(shown);
}

/**
 * Frees the key of a request that has not been answered. If the request was refused and has made nothing, its record is
 * deleted, as if the key had never been used.
 */
export async function leaveKey(transaction: Transaction, by: Storing, refused: boolean): Promise<void> {
  const name = { key: by.idempotent.key, request: by.request };
  if (refused) await transaction.run(forgetting, name);
  await transaction.run(leaving, name);
}
