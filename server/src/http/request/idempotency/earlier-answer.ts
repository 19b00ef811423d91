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
 * What an earlier request with this key was answered; null where there was none. What one has made whose process ended before
 * it answered is gone on with. Throws 409 while another request has the key, in whatever process.
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
 * What another request with this key was answered while this one, which has failed, was on its way: it may have failed
 * because of the other. Null where no other was. Throws 409 while the other runs.
 */
export async function answerMeanwhile(context: Knowing<'store'>): Promise<string | null> {
  const { services, idempotent, store, now } = context;
  if (idempotent === null) return null;
  // In a transaction: what the other has written may not be readable outside yet.
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

/** Who is shown answers like this one: a key's answer is for them only. Empty for who is shown everything. */
function audienceOf({ kind, member, permissions }: Caller): string {
  if (kind === 'publishable') return 'page';
  if (permissions !== null) return permissions.join();
  return member === null || seesSecrets(member.member.role) ? '' : 'without secrets';
}
