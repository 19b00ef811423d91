import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import type { Form } from '../../params/form.ts';
import { withoutCards } from '../../redaction/without-cards.ts';
import { idempotencySeconds } from '../../store/idempotency.ts';
import { statement } from '../../store/statement.ts';
import type { AccountStore, Transaction } from '../../store/store.ts';

const keyLengthMax = 255;
/** Status of a record whose request has made something and not answered yet; its body is the id of that. */
const unfinished = 0;

export interface IdempotentRequest {
  /** As it is kept: a keyed digest where the key itself may be a card number. */
  readonly key: string;
  /** As it may be shown. */
  readonly shown: string;
  readonly method: string;
  readonly path: string;
  /** Keyed digest of the parameters. */
  readonly parameters: string;
  /** What an earlier request had made that did not answer, once that is known. */
  readonly resumes: string | null;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
  /** `req_…` of the request that made it. */
  readonly request: string;
}

interface StoredRow extends StoredAnswer {
  readonly method: string;
  readonly path: string;
  readonly parameters: string;
  readonly created: number;
}

const finding = statement<{ key: string }, StoredRow>((db, p) =>
  db
    .selectFrom('idempotency_keys')
    .select(['method', 'path', 'parameters', 'created', 'request', 'status', 'body'])
    .where('account', '=', p.account)
    .where('mode', '=', p.mode)
    .where('key', '=', p.key)
    .compile(),
);

// An expired record gives its key free, and an unfinished one to the request that made it or resumes it. Any other makes
// the insert do nothing, which is noticed: a request at the same time in another process must not begin a second payment.
const storing = statement<Record<string, string | number | null>, { key: string }>((db, p) =>
  sql<{
    key: string;
  }>`insert into idempotency_keys (account, mode, key, created, method, path, parameters, request, status, body)
    values (${p.account}, ${p.mode}, ${p.key}, ${p.created}, ${p.method}, ${p.path}, ${p.parameters}, ${p.request}, ${p.status}, ${p.body})
    on conflict (account, mode, key) do update set created = excluded.created, method = excluded.method,
      path = excluded.path, parameters = excluded.parameters, request = excluded.request,
      status = excluded.status, body = excluded.body
    where idempotency_keys.created <= ${p.expired_before} or (idempotency_keys.status = ${sql.lit(unfinished)}
      and (idempotency_keys.request = ${p.request} or idempotency_keys.body = ${p.resumes}))
    returning key`.compile(db),
);

/** Reads a request's key; null without one. Only POST has idempotency keys. `digest` is what is kept of the parameters. */
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

/** The answer of an earlier request with this key. Throws when that request was another one. */
export async function findAnswer(
  store: AccountStore,
  request: IdempotentRequest,
  now: number,
): Promise<StoredAnswer | null> {
  const row = await store.reader.first(finding, { key: request.key });
  if (row === undefined || row.created <= now - idempotencySeconds) return null;
  if (row.method !== request.method || row.path !== request.path) {
    throw errors.idempotencyEndpoint(request.shown, row.path, request.path);
  }
  if (row.parameters !== request.parameters) throw errors.idempotencyParameters(request.shown);
  return row;
}

/** What an unfinished request had made; null for one that has answered. */
export function resumesOf(answer: StoredAnswer | null): string | null {
  return answer?.status === unfinished ? answer.body : null;
}

/** Notes what a request has made, before it can answer. Throws 409 when another process answered this key meanwhile. */
export function reserveKey(
  transaction: Transaction,
  request: IdempotentRequest,
  made: { readonly id: string; readonly request: string },
  now: number,
): Promise<void> {
  const answer = { status: unfinished, body: made.id, request: made.request };
  return storeAnswer(transaction, request, answer, now);
}

/** Keeps the answer in the transaction that made it. Throws 409 when another process answered this key meanwhile. */
export async function storeAnswer(
  transaction: Transaction,
  request: IdempotentRequest,
  answer: StoredAnswer,
  now: number,
): Promise<void> {
  const claimed = await transaction.first(storing, {
    ...request,
    ...answer,
    created: now,
    expired_before: now - idempotencySeconds,
  });
  if (claimed === undefined) throw errors.idempotencyInUse(request.shown);
}

export type RunningKeys = ReturnType<typeof runningKeys>;

/** The keys whose first request still runs in this process. */
export function runningKeys() {
  const running = new Set<string>();
  return {
    /** Throws 409 while another request of this process holds the key; answers the release. */
    hold(account: string, livemode: boolean, { key, shown }: IdempotentRequest): () => void {
      const name = `${account} ${livemode} ${key}`;
      if (running.has(name)) throw errors.idempotencyInUse(shown);
      running.add(name);
      return () => running.delete(name);
    },
  };
}
