import { errors } from '@onfile/shared/errors.ts';
import { findAccount, openSandbox } from '../../../keys/accounts.ts';
import type { Caller } from '../../../keys/caller-cache.ts';
import { findIssuedKey, noteUse } from '../../../keys/issued-keys.ts';
import type { PresentedKey } from '../../../keys/presented-key.ts';
import type { Services } from '../../../services.ts';

/** The caller who has a key: its account and mode. The newest ones are remembered briefly. Throws 401. */
export function keyCaller(services: Services, key: PresentedKey): Promise<Caller> {
  const now = services.clock.now();
  return services.callers.of(key.reveal(), now, () =>
    services.keyMode === 'development' ? ofSandbox(services, key) : ofIssuedKey(services, key, now),
  );
}

async function ofSandbox({ store, clock }: Services, key: PresentedKey): Promise<Caller> {
  if (key.livemode) throw errors.keyInvalid(key.masked);
  const account = await openSandbox(store.system, clock, key.body);
  return {
    account,
    livemode: false,
    kind: key.kind === 'publishable' ? 'publishable' : 'secret',
    key: null,
    permissions: null,
    member: null,
  };
}

async function ofIssuedKey({ store }: Services, key: PresentedKey, now: number): Promise<Caller> {
  const issued = await findIssuedKey(store.system, key);
  if (issued === undefined) throw errors.keyInvalid(key.masked);
  if (issued.expiresAt !== null && now >= issued.expiresAt) throw errors.keyExpired(key.masked);
  const account = await findAccount(store.system, issued.account);
  if (account === undefined) throw errors.keyInvalid(key.masked);
  await noteUse(store.system, issued, now);
  return {
    account,
    livemode: issued.livemode,
    kind: issued.kind === 'publishable' ? 'publishable' : 'secret',
    key: issued.hash,
    permissions: issued.permissions,
    member: null,
  };
}
