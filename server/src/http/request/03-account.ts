import { errors } from '@onfile/shared/errors.ts';
import type { FastifyRequest } from 'fastify';
import { findAccount, openSandbox } from '../../keys/accounts.ts';
import type { Caller } from '../../keys/caller-cache.ts';
import { findIssuedKey, noteUse } from '../../keys/issued-keys.ts';
import type { PresentedKey } from '../../keys/presented-key.ts';
import type { Form } from '../../params/form.ts';
import type { Services } from '../../services.ts';
import { header, textOf } from './request-parts.ts';

/**
 * A platform names the account it acts for, in a header or as its page does in a parameter. Onfile has no platforms:
 * throws 403 unless it is the caller's own. Answers the account that was named, if one was.
 */
export function requireOwnAccount(
  request: FastifyRequest,
  form: Form,
  caller: Caller,
  masked: string,
): string | undefined {
  const named = [
    header(request, 'stripe-account'),
    header(request, 'stripe-context'),
    textOf(form._stripe_account),
  ].filter((account) => account !== undefined && account !== '');
  const foreign = named.find((account) => account !== caller.account.id);
  if (foreign !== undefined) throw errors.accountForeign(masked, foreign);
  return named[0];
}

/** Resolves a key to its account and mode; remembers the newest ones for a few seconds. */
export function accountResolver(services: Services) {
  async function resolve(key: PresentedKey): Promise<Caller> {
    const now = services.clock.now();
    const known = services.callers.find(key.reveal(), now);
    if (known !== undefined) return known;
    const caller = services.keyMode === 'development' ? await ofSandbox(key) : await ofIssuedKey(key, now);
    services.callers.keep(key.reveal(), caller, now);
    return caller;
  }

  async function ofSandbox(key: PresentedKey): Promise<Caller> {
    if (key.livemode) throw errors.keyInvalid(key.masked);
    const account = await openSandbox(services.store.system, services.clock, key.body);
    return {
      account,
      livemode: false,
      kind: key.kind === 'publishable' ? 'publishable' : 'secret',
      key: null,
      permissions: null,
      member: null,
    };
  }

  async function ofIssuedKey(key: PresentedKey, now: number): Promise<Caller> {
    const issued = await findIssuedKey(services.store.system, key);
    if (issued === undefined) throw errors.keyInvalid(key.masked);
    if (issued.expiresAt !== null && now >= issued.expiresAt) throw errors.keyExpired(key.masked);
    const account = await findAccount(services.store.system, issued.account);
    if (account === undefined) throw errors.keyInvalid(key.masked);
    await noteUse(services.store.system, issued, now);
    return {
      account,
      livemode: issued.livemode,
      kind: issued.kind === 'publishable' ? 'publishable' : 'secret',
      key: issued.hash,
      permissions: issued.permissions,
      member: null,
    };
  }

  return resolve;
}
