import { errors } from '@onfile/shared/errors.ts';
import type { Caller } from '../../keys/caller-cache.ts';
import { seesSecrets } from '../../sign-in/roles.ts';
import type { Knowing } from './context.ts';
import { findAnswer, idempotentRequest, resumesOf } from './idempotency.ts';
import { header, inHeader } from './request-parts.ts';

/** Takes the request's idempotency key for itself until it ends. Throws 409 while another request holds it. */
export function claimKey(context: Knowing<'caller'>): void {
  const { services, running, request, reply, route, path, caller, upload, parameters } = context;
  const idempotent = idempotentRequest(
    header(request, 'idempotency-key'),
    route.method,
    path,
    upload === null ? parameters : { ...parameters, digest: upload.digest },
    (text) => services.vault.digestRequest(audienceOf(caller) + text),
  );
  if (idempotent === null) return;
  reply.header('Idempotency-Key', inHeader(idempotent.shown));
  context.releases.push(running.hold(caller.account.id, caller.livemode, idempotent));
  context.idempotent = idempotent;
}

/**
 * What an earlier request with this key was answered; null where there was none. One that has made something and not
 * answered is gone on with.
 */
export async function earlierAnswer(context: Knowing<'store'>): Promise<string | null> {
  const { idempotent, store, request, reply, requestId, now } = context;
  if (idempotent === null) return null;
  const earlier = await findAnswer(store, idempotent, now);
  if (earlier === null && header(request, 'onfile-resume') === 'only') throw errors.requestNotBegun();
  const resumes = resumesOf(earlier);
  if (earlier !== null && resumes === null) {
    reply
      .code(earlier.status)
      .header('Original-Request', earlier.request)
      .header('Idempotent-Replayed', 'true');
    return earlier.body;
  }
  context.idempotent = { ...idempotent, resumes };
  reply.header('Original-Request', requestId);
  return null;
}

/** Who is shown answers like this one: a key's answer is for them only. Empty for who is shown everything. */
function audienceOf({ kind, member, permissions }: Caller): string {
  if (kind === 'publishable') return 'page';
  if (permissions !== null) return permissions.join();
  return member === null || seesSecrets(member.member.role) ? '' : 'without secrets';
}
