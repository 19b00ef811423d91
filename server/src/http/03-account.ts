import { errors } from '@onfile/shared/errors.ts';
import type { Account } from '../keys/account.ts';
import { findAccount, openAccount, sandboxId } from '../keys/accounts.ts';
import { findIssuedKey } from '../keys/issued-keys.ts';
import type { PresentedKey } from '../keys/presented-key.ts';
import type { Services } from '../services.ts';

export interface Caller {
  readonly account: Account;
  readonly livemode: boolean;
  readonly kind: 'secret' | 'publishable';
  /** What a restricted key may do, `customers:read`; null for any. */
  readonly permissions: readonly string[] | null;
}

const cachedKeysMax = 10_000;
/** Changes to an account are seen by other processes within this time. */
const cacheSeconds = 1;

/** Resolves a key to its account and mode; remembers the newest ones for a few seconds. */
export function accountResolver(services: Services) {
  const cache = new Map<string, { caller: Caller; until: number }>();

  async function resolve(key: PresentedKey): Promise<Caller> {
    const now = services.clock.now();
    const cached = cache.get(key.reveal());
    if (cached !== undefined && now < cached.until) return cached.caller;
    const caller = services.keyMode === 'development' ? await ofSandbox(key) : await ofIssuedKey(key, now);
    if (cache.size >= cachedKeysMax) cache.clear();
    cache.set(key.reveal(), { caller, until: now + cacheSeconds });
    return caller;
  }

  async function ofSandbox(key: PresentedKey): Promise<Caller> {
    if (key.livemode) throw errors.keyInvalid(key.masked);
    const account = await openAccount(services.store.system, services.clock, sandboxId(key.body));
    return {
      account,
      livemode: false,
      kind: key.kind === 'publishable' ? 'publishable' : 'secret',
      permissions: null,
    };
  }

  async function ofIssuedKey(key: PresentedKey, now: number): Promise<Caller> {
    const issued = await findIssuedKey(services.store.system, key);
    if (issued === undefined) throw errors.keyInvalid(key.masked);
    if (issued.expiresAt !== null && now >= issued.expiresAt) throw errors.keyExpired(key.masked);
    const account = await findAccount(services.store.system, issued.account);
    if (account === undefined) throw errors.keyInvalid(key.masked);
    return {
      account,
      livemode: issued.livemode,
      kind: issued.kind === 'publishable' ? 'publishable' : 'secret',
      permissions: issued.permissions,
    };
  }

  return resolve;
}
