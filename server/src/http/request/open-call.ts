import type { OpenCall } from '../../flows/call.ts';
import { idsNamed, timeOf } from '../../flows/customers/customer-clock.ts';
import { type Context, type Knowing, learn } from './context.ts';
import { holdKey } from './idempotency/held-key.ts';
import { userAgentOf } from './request-parts.ts';

/** The parameters as the route's schema reads them. Throws 400 for what it does not accept. */
export function checkParameters<Given extends Context>(context: Given): Given & Knowing<'prepared'> {
  return learn(context, { prepared: context.route.prepare(context.parameters) });
}

/** Everything that the route may know about the request. */
export async function openCall<Given extends Knowing<'caller' | 'prepared' | 'store'>>(
  context: Given,
): Promise<Given & Knowing<'call'>> {
  const { services, caller, store, request, requestId, idempotent, prepared } = context;
  const { leases } = services;
  const storing = idempotent && { idempotent, request: requestId, now: context.now, lease: leases.lease() };
  const held = storing !== null && prepared.kind === 'flow' ? holdKey(store, leases, storing) : null;
  const call: OpenCall = {
    path: request.params as Record<string, string>,
    account: caller.account,
    livemode: caller.livemode,
    store: held?.store ?? store,
    origin: { requestId, idempotencyKey: idempotent?.shown ?? null },
    client: { ipAddress: request.ip, userAgent: userAgentOf(request) },
    now: await timeFor(context),
    version: context.version,
    caller: caller.kind,
    upload: context.upload?.bytes ?? null,
    key: caller.key,
    member: caller.member,
    expand: context.expansion.paths,
    services,
    resumes: idempotent?.resumes ?? null,
    reserve: async (transaction, made) => held?.reserve(transaction, made),
  };
  return learn(context, { storing, held, call });
}

/** The account's time, or that of the customer whom the request is about. Unix seconds. */
async function timeFor({
  caller,
  store,
  path,
  parameters,
  now,
}: Knowing<'caller' | 'store'>): Promise<number> {
  const { clockOffset, hasTestClocks } = caller.account;
  const ofAccount = now + clockOffset;
  return hasTestClocks ? timeOf(store.reader, idsNamed(path, parameters), ofAccount) : ofAccount;
}
