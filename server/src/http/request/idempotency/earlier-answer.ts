import { errors } from '@onfile/shared/errors.ts';
import type { Caller } from '../../../keys/caller-cache.ts';
import { seesSecrets } from '../../../sign-in/roles.ts';
import { ownDoing } from '../../../store/store.ts';
import type { Knowing } from '../context.ts';
import { header, inHeader } from '../request-parts.ts';
import { findEarlier, idempotentRequest, type StoredAnswer } from './key-records.ts';

/** Reads the request's idempotency key. */
export function readIdempotencyKey(context: Knowing<'caller'>): void {
  const { services, request, reply, route, path, caller, upload, parameters } = context;
  const idempotent = idempotentRequest(
    header(request, 'idempotency-key'),
    route.method,
    path,
    upload === null ? parameters : { ...parameters, digest: upload.digest },
    (text) => services.vault.digestRequest(audienceOf(caller) + text),
  );
  if (idempotent === null) return;
  reply.header('Idempotency-Key', inHeader(idempotent.shown));
  context.idempotent = idempotent;
}

/**
 * Returns the answer of an earlier request with this key, or null if there was none. If its process ended before answering,
 * this request continues with what it had made. Throws 409 while another request holds the key, at any process.
 */
export async function earlierAnswer(context: Knowing<'store'>): Promise<string | null> {
  const { services, idempotent, store, request, reply, requestId, now } = context;
  if (idempotent === null) return null;
  const earlier = await findEarlier(store.reader, idempotent, now, services.leases.isOver);
  if (earlier.kind === 'answered') return replayed(context, earlier.answer);
  if (earlier.kind === 'running') throw errors.idempotencyInUse(idempotent.shown);
  const resumes = earlier.kind === 'left' ? earlier.made : null;
  if (resumes === null && header(request, 'onfile-resume') === 'only') throw errors.requestNotBegun();
  context.idempotent = { ...idempotent, resumes };
  reply.header('Original-Request', requestId);
  return null;
}

/**
 * Returns the answer that another request with this key received while this one was failing, perhaps because of it; null if
 * there was none. Throws 409 while the other is running.
 */
export async function answerMeanwhile(context: Knowing<'store'>): Promise<string | null> {
  const { services, idempotent, store, now } = context;
  if (idempotent === null) return null;
  // In a transaction, because on SQLite a commit that is still being shared is not visible to readers.
  const earlier = await store.write(ownDoing, (transaction) =>
    findEarlier(transaction, idempotent, now, services.leases.isOver),
  );
  if (earlier.kind === 'running') throw errors.idempotencyInUse(idempotent.shown);
  return earlier.kind === 'answered' ? replayed(context, earlier.answer) : null;
}

function replayed({ reply }: Knowing<'store'>, { status, body, request }: StoredAnswer): string {
  reply.code(status).header('Original-Request', request).header('Idempotent-Replayed', 'true');
  return body;
}

/** Who may see such answers: a key's answer is only for them. Empty for those who may see everything. */
function audienceOf({ kind, member, permissions }: Caller): string {
  if (kind === 'publishable') return 'page';
  if (permissions !== null) return permissions.join();
  return member === null || seesSecrets(member.member.role) ? '' : 'without secrets';
}
