import { idInSecret } from '@onfile/shared/client-secret.ts';
import { errors } from '@onfile/shared/errors.ts';
import { findAccount } from '../../../keys/accounts.ts';
import type { Caller } from '../../../keys/caller-cache.ts';
import type { PresentedKey } from '../../../keys/presented-key.ts';
import { isSameSecret } from '../../../keys/same-secret.ts';
import type { Services } from '../../../services.ts';
import { systemStatement } from '../../../store/statement.ts';

interface Owner {
  readonly id: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly doc: string;
}

const owning = (table: 'checkout_sessions' | 'customer_sessions' | 'payment_intents' | 'setup_intents') =>
  systemStatement<{ id: string }, Owner>((db, p) =>
    db.selectFrom(table).select(['id', 'account', 'mode', 'doc']).where('id', '=', p.id).compile(),
  );

const secretInDocument = (found: Owner) => JSON.parse(found.doc).client_secret;

/** What a client secret may belong to, by its prefix. */
const owners = [
  { prefix: 'cs_', noun: 'Checkout Session', owner: owning('checkout_sessions'), secret: secretInDocument },
  { prefix: 'pi_', noun: 'PaymentIntent', owner: owning('payment_intents'), secret: secretInDocument },
  { prefix: 'seti_', noun: 'SetupIntent', owner: owning('setup_intents'), secret: secretInDocument },
  {
    prefix: 'cuss_secret_',
    noun: 'CustomerSession',
    owner: owning('customer_sessions'),
    secret: (found: Owner) => found.id,
  },
] as const;

/** Onfile's own checkout page has no key: its session's secret, which no other page has, is enough. */
const hostedPageKey = 'onfilehostedcheckout';

const isHosted = ({ id, doc }: Owner) => id.startsWith('cs_') && JSON.parse(doc).hosted !== null;

export interface BrowserCall {
  readonly key: PresentedKey;
  readonly path: string;
  /** `object`: needs the secret of the object in the path; `key`: secrets only say which sandbox is meant. */
  readonly proof: 'object' | 'key';
  readonly secrets: readonly string[];
  readonly resolveKey: () => Promise<Caller>;
}

/**
 * A browser's caller: the owner of the object that the client secret proves, which must be the one in the path if there is one.
 * In development any well-formed publishable key is fine together with a secret, and without one it opens its own sandbox (see
 * `sandboxId`); in production the key must be one of the owner's. Throws 400 for a wrong secret.
 */
export async function browserCaller(services: Services, call: BrowserCall): Promise<Caller> {
  const { key, path, proof, secrets, resolveKey } = call;
  if (secrets.length === 0 && proof === 'object') throw errors.parameterMissing('client_secret');
  const development = services.keyMode === 'development';
  if (development && key.livemode) throw errors.keyInvalid(key.masked);
  const within = proof === 'object' ? path : null;
  const ofHostedPage = !development && key.body === hostedPageKey;
  let caller = development || ofHostedPage ? null : await resolveKey();
  for (const secret of secrets) {
    const { owner, noun } = await provenOwner(services, secret, within);
    if (ofHostedPage && !isHosted(owner)) throw errors.keyInvalid(key.masked);
    caller ??= await sandboxCaller(services, owner, noun);
    if (!isOf(caller, owner)) throw errors.clientSecretMismatch(noun);
  }
  return caller ?? resolveKey();
}

function isOf(caller: Caller, owner: Owner): boolean {
  return caller.account.id === owner.account && caller.livemode === (owner.mode === 'live');
}

/** Whose secret it is; if a path is given, it must name the object. Throws 400. */
async function provenOwner(services: Services, clientSecret: string, path: string | null) {
  const { noun, owner, secret } = owners.find((kind) => clientSecret.startsWith(kind.prefix)) ?? owners[0];
  const [found] = await services.store.system.all(owner, { id: idInSecret(clientSecret) });
  const proven = found !== undefined && isSameSecret(clientSecret, secret(found));
  if (!proven || path?.split('/').includes(found.id) === false) throw errors.clientSecretMismatch(noun);
  return { noun, owner: found };
}

/** The page of a sandbox; recent ones are cached for a moment, as keys are. Throws 400 for an emptied one. */
function sandboxCaller(services: Services, owner: Owner, noun: string): Promise<Caller> {
  const page = `page of ${owner.account} ${owner.mode}`;
  return services.callers.of(page, services.clock.now(), async () => {
    const account = await findAccount(services.store.system, owner.account);
    if (account === undefined) throw errors.clientSecretMismatch(noun);
    return {
      account,
      livemode: owner.mode === 'live',
      kind: 'publishable',
      key: null,
      permissions: null,
      member: null,
    };
  });
}
