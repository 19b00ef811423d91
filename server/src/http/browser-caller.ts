import { errors } from '@onfile/shared/errors.ts';
import { findAccount } from '../keys/accounts.ts';
import type { PresentedKey } from '../keys/presented-key.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import type { Caller } from './03-account.ts';

const owning = systemStatement<{ id: string }, { account: string; mode: 'test' | 'live'; doc: string }>(
  (db, p) =>
    db.selectFrom('checkout_sessions').select(['account', 'mode', 'doc']).where('id', '=', p.id).compile(),
);

/**
 * The caller of a browser's call: who owns the Checkout Session that the client secret proves. In development any
 * well-formed publishable key is fine; in production it must be one of the owner's. Throws 400 for a wrong secret.
 */
export async function browserCaller(
  services: Services,
  key: PresentedKey,
  clientSecret: string | undefined,
  resolveKey: () => Promise<Caller>,
): Promise<Caller> {
  if (clientSecret === undefined) throw errors.parameterMissing('client_secret');
  const id = clientSecret.split('_secret_', 1)[0] ?? '';
  const [session] = await services.store.system.all(owning, { id });
  if (session === undefined || JSON.parse(session.doc).client_secret !== clientSecret) {
    throw errors.clientSecretMismatch();
  }
  if (services.keyMode === 'development') {
    const account = await findAccount(services.store.system, session.account);
    if (account === undefined || key.livemode) throw errors.clientSecretMismatch();
    return { account, livemode: session.mode === 'live', kind: 'publishable', permissions: null };
  }
  const keyOwner = await resolveKey();
  if (keyOwner.account.id !== session.account || keyOwner.livemode !== (session.mode === 'live')) {
    throw errors.clientSecretMismatch();
  }
  return keyOwner;
}
