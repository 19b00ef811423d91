import { errors } from '@onfile/shared/errors.ts';
import { findAccount } from '../keys/accounts.ts';
import type { Caller } from '../keys/caller-cache.ts';
import type { PresentedKey } from '../keys/presented-key.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';

interface Owner {
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly doc: string;
}

const owning = (table: 'checkout_sessions' | 'payment_intents' | 'setup_intents') =>
  systemStatement<{ id: string }, Owner>((db, p) =>
    db.selectFrom(table).select(['account', 'mode', 'doc']).where('id', '=', p.id).compile(),
  );

/** What a client secret may belong to, by how it begins. */
const owners = [
  { prefix: 'cs_', noun: 'Checkout Session', owner: owning('checkout_sessions') },
  { prefix: 'pi_', noun: 'PaymentIntent', owner: owning('payment_intents') },
  { prefix: 'seti_', noun: 'SetupIntent', owner: owning('setup_intents') },
] as const;

/**
 * The caller of a browser's call: who owns the object that the client secret proves, which must be the one that the
 * path names. In development any well-formed publishable key is fine; in production it must be one of the owner's.
 * Throws 400 for a wrong secret.
 */
export async function browserCaller(
  services: Services,
  key: PresentedKey,
  path: string,
  clientSecret: string | undefined,
  resolveKey: () => Promise<Caller>,
): Promise<Caller> {
  if (clientSecret === undefined) throw errors.parameterMissing('client_secret');
  const id = clientSecret.split('_secret_', 1)[0] ?? '';
  const { noun, owner } = owners.find(({ prefix }) => id.startsWith(prefix)) ?? owners[0];
  const [found] = await services.store.system.all(owner, { id });
  const proven = found !== undefined && JSON.parse(found.doc).client_secret === clientSecret;
  if (!proven || !path.split('/').includes(id)) throw errors.clientSecretMismatch(noun);
  if (services.keyMode === 'development') {
    const account = await findAccount(services.store.system, found.account);
    if (account === undefined || key.livemode) throw errors.clientSecretMismatch(noun);
    return { account, livemode: found.mode === 'live', kind: 'publishable', permissions: null };
  }
  const keyOwner = await resolveKey();
  if (keyOwner.account.id !== found.account || keyOwner.livemode !== (found.mode === 'live')) {
    throw errors.clientSecretMismatch(noun);
  }
  return keyOwner;
}
