import { errors } from '@onfile/shared/errors.ts';
import type { MetadataChange } from '../../params/groups.ts';
import {
  type AllowRedisplay,
  type BillingDetailsChange,
  newPaymentMethod,
  requireExpiry,
  securityCodeSeconds,
  withGiven,
} from '../../resources/payment-methods/rules.ts';
import {
  type PaymentMethodRow,
  paymentMethods,
  securityCodes,
} from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import { cardFault } from '../../vault/card-checks.ts';
import { CardNumber, SecurityCode } from '../../vault/card-number.ts';
import type { OpenCall } from '../call.ts';
import { useCardToken } from './use-card-token.ts';

/** Card parameters of a request, still as text. */
export interface GivenCard {
  readonly number?: string | undefined;
  readonly exp_month?: number | undefined;
  readonly exp_year?: number | undefined;
  readonly cvc?: string | undefined;
  readonly token?: string | undefined;
  readonly networks?: { readonly preferred?: string | null | undefined } | undefined;
}

export interface GivenPaymentMethod {
  readonly card?: GivenCard | undefined;
  readonly allow_redisplay?: AllowRedisplay | undefined;
  readonly billing_details?: BillingDetailsChange | undefined;
  readonly metadata?: MetadataChange;
}

interface ReadCard {
  readonly number: CardNumber;
  readonly securityCode: SecurityCode | null;
  readonly expMonth: number;
  readonly expYear: number;
}

const unsafeNumber =
  'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing. To enable testing raw card data APIs, see https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.';

/**
 * Takes a card from a request and stores it as a payment method that belongs to nobody yet: the number sealed, the
 * security code sealed for ten minutes. `path` is the card's place in the request, for errors. Throws 402 for card
 * data that cannot be right, 429 for too many cards, 400 for missing parameters.
 */
export async function receivePaymentMethod(
  call: OpenCall,
  transaction: Transaction,
  given: GivenPaymentMethod,
  path: string,
): Promise<PaymentMethodRow> {
  if (given.card === undefined) throw errors.parameterMissing(path);
  const { token } = given.card;
  if (token === undefined) return insertCard(call, transaction, readCard(call, given.card, path), given);
  const named = withGiven(await receiveToken(call, transaction, token, `${path}[token]`, given), given);
  await paymentMethods.update(transaction, named);
  return named;
}

/** The card of a token, or of the name of a test card, as a payment method of nobody's. Throws 400 for any other. */
export async function receiveToken(
  call: OpenCall,
  transaction: Transaction,
  token: string,
  param: string,
  given: GivenPaymentMethod = {},
): Promise<PaymentMethodRow> {
  const ofToken = await useCardToken(transaction, token, param);
  if (ofToken !== null) return ofToken;
  const named = token.startsWith('tok_') ? namedCard(call, token) : null;
  if (named === null) throw errors.missingInBody('token', token, param);
  return insertCard(call, transaction, named, given);
}

async function insertCard(
  call: OpenCall,
  transaction: Transaction,
  card: ReadCard,
  given: GivenPaymentMethod,
): Promise<PaymentMethodRow> {
  limitTrying(call, card.number);
  const row = sealedPaymentMethod(call, card, given);
  await paymentMethods.insert(transaction, row);
  await keepSecurityCode(call, transaction, row.id, card.securityCode);
  return row;
}

/** `pm_card_visa` and its kin stand for a fresh payment method at each use; null for any other id. */
export async function namedPaymentMethod(call: OpenCall, name: string): Promise<PaymentMethodRow | null> {
  if (!name.startsWith('pm_card_')) return null;
  const card = namedCard(call, name);
  if (card === null) return null;
  const row = sealedPaymentMethod(call, card, {});
  await call.store.write(call.origin, async (transaction) => {
    await paymentMethods.insert(transaction, row);
    await keepSecurityCode(call, transaction, row.id, card.securityCode);
  });
  return row;
}

/** A payment method by id, or by the name of a test card. Throws 404 in the path, 400 in a body. */
export async function findPaymentMethod(
  call: OpenCall,
  id: string,
  place: 'path' | 'body',
): Promise<PaymentMethodRow> {
  if (id.startsWith('tok_')) throw tokenGiven(id, place);
  const row = (await paymentMethods.find(call.store.reader, id)) ?? (await namedPaymentMethod(call, id));
  if (row === null) {
    throw place === 'path'
      ? errors.missingInPath('PaymentMethod', id, 'payment_method')
      : errors.missingInBody('PaymentMethod', id, 'payment_method');
  }
  return row;
}

/** Source: Stripe's answers, as threads of several plugins quote them. */
function tokenGiven(token: string, place: 'path' | 'body') {
  const instead =
    place === 'path'
      ? `create a PaymentMethod or convert your token to a PaymentMethod by setting the \`card[token]\` parameter to ${token}.`
      : `use payment_method_data with type=card and card[token]=${token}.`;
  return errors.parameterInvalid(
    `A token may not be passed in as a PaymentMethod. Instead, ${instead}`,
    'payment_method',
  );
}

/** Throws 429 for one card too many from a browser: what its issuer or the vault says of it would tell a thief. */
function limitTrying({ account, caller, client, livemode, services }: OpenCall, number: CardNumber): void {
  if (caller === 'secret') return;
  const owner = { account: account.id, livemode };
  const use = {
    ...owner,
    ipAddress: client.ipAddress,
    fingerprint: services.vault.fingerprint(number, owner),
  };
  if (!services.cardLimits.take(use, services.clock.now())) throw errors.rateLimited();
}

function readCard(call: OpenCall, given: GivenCard, path: string): ReadCard {
  if (given.number === undefined) throw errors.parameterMissing(`${path}[number]`);
  if (given.exp_month === undefined) throw errors.parameterMissing(`${path}[exp_month]`);
  if (given.exp_year === undefined) throw errors.parameterMissing(`${path}[exp_year]`);
  if (call.caller === 'secret' && call.services.keyMode === 'production') {
    throw errors.card(unsafeNumber, { param: `${path}[number]` });
  }
  const number = CardNumber.parse(given.number);
  if (typeof number === 'string') throw cardFault(number);
  const expYear = given.exp_year < 100 ? 2000 + given.exp_year : given.exp_year;
  const brand = call.services.network.identify(number).brand;
  const securityCode =
    given.cvc === undefined ? null : SecurityCode.parse(given.cvc, brand === 'amex' ? 4 : 3);
  if (securityCode === 'invalid_cvc') throw cardFault('invalid_cvc');
  requireExpiry(given.exp_month, expYear, call.now);
  return { number, securityCode, expMonth: given.exp_month, expYear };
}

/** Named test cards expire in this month of next year. */
function namedCard(call: OpenCall, name: string): ReadCard | null {
  const named = call.services.network.namedCard(name);
  if (named === null) return null;
  const today = new Date(call.now * 1000);
  return {
    number: named.number,
    securityCode: named.securityCode,
    expMonth: today.getUTCMonth() + 1,
    expYear: today.getUTCFullYear() + 1,
  };
}

function sealedPaymentMethod(call: OpenCall, card: ReadCard, given: GivenPaymentMethod): PaymentMethodRow {
  const { vault, network, ids } = call.services;
  const owner = { account: call.account.id, livemode: call.livemode };
  const id = ids.next('payment_method');
  const facts = network.identify(card.number);
  const preferred = given.card?.networks?.preferred ?? null;
  return newPaymentMethod(
    {
      facts,
      last4: card.number.last4,
      expMonth: card.expMonth,
      expYear: card.expYear,
      preferredNetwork: preferred !== null && facts.networks.includes(preferred) ? preferred : null,
      fingerprint: vault.fingerprint(card.number, owner),
      sealed: vault.sealCard(card.number, { ...owner, paymentMethod: id }),
    },
    given,
    { id, now: call.now },
  );
}

async function keepSecurityCode(
  call: OpenCall,
  transaction: Transaction,
  paymentMethod: string,
  code: SecurityCode | null,
): Promise<void> {
  if (code === null) return;
  const binding = { account: call.account.id, livemode: call.livemode, paymentMethod };
  await securityCodes.keep(transaction, {
    payment_method: paymentMethod,
    sealed: call.services.vault.sealSecurityCode(code, binding),
    // By the machine's clock: no sandbox's time makes it wait longer.
    expires_at: call.services.clock.now() + securityCodeSeconds,
  });
}
