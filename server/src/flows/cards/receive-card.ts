import { errors } from '@onfile/shared/errors.ts';
import type { MetadataChange } from '../../params/groups.ts';
import {
  type AllowRedisplay,
  type BillingDetailsChange,
  newPaymentMethod,
  withGiven,
} from '../../resources/payment-methods/rules.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import type { Asked, TakenCard } from './card-in-hand.ts';
import { keepSecurityCode } from './keep-security-code.ts';
import { type GivenCard, namedCard, type ReadCard, readCard } from './read-card.ts';
import { useCardToken } from './use-card-token.ts';

export interface GivenPaymentMethod {
  readonly card?: GivenCard | undefined;
  readonly allow_redisplay?: AllowRedisplay | undefined;
  readonly billing_details?: BillingDetailsChange | undefined;
  readonly metadata?: MetadataChange;
}

/**
 * Stores a request's card as a payment method without a customer: the number sealed, and the security code too if the
 * network is asked later. Writes in the caller's transaction. `path` is the card's place in the request, for errors. Throws
 * 402 for card data that cannot be valid, 429 for too many cards, 400 for missing parameters.
 */
export async function receivePaymentMethod(
  call: OpenCall,
  transaction: Transaction,
  given: GivenPaymentMethod,
  path: string,
  asked: Asked,
): Promise<TakenCard> {
  if (given.card === undefined) throw errors.parameterMissing(path);
  const { token } = given.card;
  const param = `${path}[token]`;
  const ofToken = token === undefined ? null : await useCardToken(transaction, token, param);
  if (ofToken !== null) {
    return { row: await paymentMethods.replace(transaction, withGiven(ofToken, given)), inHand: null };
  }
  const card = token === undefined ? readCard(call, given.card, path) : cardOfName(call, token, param);
  const taken = await insertCard(call, transaction, card, given, asked);
  limitTrying(call, taken.row.fingerprint);
  return taken;
}

/** The card behind a test token such as `tok_visa`. Throws 400 for any other. */
export function cardOfName(call: OpenCall, token: string, param: string): ReadCard {
  const named = token.startsWith('tok_') ? namedCard(call, token) : null;
  if (named === null) throw errors.missingInBody('token', token, param);
  return named;
}

/** Stores a card under an id of its own. */
export async function insertCard(
  call: OpenCall,
  transaction: Transaction,
  card: ReadCard,
  given: GivenPaymentMethod,
  asked: Asked,
  id = call.services.ids.next('payment_method'),
): Promise<TakenCard> {
  const row = sealedPaymentMethod(call, card, given, id);
  await paymentMethods.insert(transaction, row);
  if (asked === 'later') await keepSecurityCode(call.services, transaction, id, card.inHand);
  return { row, inHand: card.inHand };
}

/** Throws 429 for one card too many from a browser, because the answers of its issuer or the vault would help a thief. */
function limitTrying({ account, caller, client, livemode, services }: OpenCall, fingerprint: string): void {
  if (caller === 'secret') return;
  const use = { account: account.id, livemode, ipAddress: client.ipAddress, fingerprint };
  if (!services.cardLimits.take(use, services.clock.now())) throw errors.rateLimited();
}

function sealedPaymentMethod(
  call: OpenCall,
  { inHand: { number }, expMonth, expYear }: ReadCard,
  given: GivenPaymentMethod,
  id: string,
): PaymentMethodRow {
  const { vault, network } = call.services;
  const owner = { account: call.account.id, livemode: call.livemode };
  const facts = network.identify(number);
  const preferred = given.card?.networks?.preferred ?? null;
  return newPaymentMethod(
    {
      facts,
      last4: number.last4,
      expMonth,
      expYear,
      preferredNetwork: preferred !== null && facts.networks.includes(preferred) ? preferred : null,
      fingerprint: vault.fingerprint(number, owner),
      sealed: vault.sealCard(number, { ...owner, paymentMethod: id }),
    },
    given,
    { id, now: call.now },
  );
}
