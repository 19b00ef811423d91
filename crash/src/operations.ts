import Stripe from 'stripe';
import type { Chance } from './chance.ts';

/** A saved card that may be charged while its customer is absent. */
interface SavedCard {
  readonly customer: string;
  readonly payment_method: string;
}

/** One sandbox, as its operations remember it. */
export interface Sandbox {
  readonly stripe: Stripe;
  /** Sends as a browser does; ignores the URL's host. */
  readonly fetch: typeof fetch;
  readonly publishableKey: string;
  readonly cards: SavedCard[];
  /** The last four digits of the card, for every decline. */
  readonly declined: string[];
  readonly answered: Answered[];
  /** Errors of servers in trouble that did not say to ask again. */
  readonly unhelpful: string[];
}

/** What must be found again after the crashes: an object as it was returned. */
export interface Answered {
  readonly kind: 'charge' | 'customer' | 'payment_intent' | 'setup_intent' | 'checkout_session';
  readonly id: string;
  readonly status: string | null;
}

/** Repeats a call under the same idempotency key until it is answered; null if it was declined or refused. */
export type Persist = <Result>(call: (idempotencyKey: string) => Promise<Result>) => Promise<Result | null>;

export interface Operation {
  readonly sandbox: Sandbox;
  readonly chance: Chance;
  /** Names the operation; its objects carry the name as metadata. */
  readonly name: string;
  readonly persist: Persist;
}

const goodCards = ['pm_card_visa', 'pm_card_mastercard', 'pm_card_amex'] as const;
const cards = [
  ...goodCards,
  'pm_card_visa_chargeDeclined',
  'pm_card_visa_chargeDeclinedInsufficientFunds',
] as const;
/** Last four digits of the cards that the issuer declines. */
export const badCards: readonly string[] = ['0002', '9995'];
const numbers = ['4242424242424242', '5555555555554444', '4000000000000002', '4000000000009995'] as const;
const noRedirects = { enabled: true, allow_redirects: 'never' } as const;

const intentOf = ({ id, status }: Stripe.PaymentIntent): Answered => ({ kind: 'payment_intent', id, status });

function payment({ chance, name }: Operation) {
  return {
    amount: chance.integer(50, 100_000),
    currency: chance.of(['usd', 'eur', 'jpy']),
    automatic_payment_methods: noRedirects,
    metadata: { operation: name },
  };
}

async function createCustomer(operation: Operation): Promise<Answered[]> {
  const { sandbox, name, persist } = operation;
  const metadata = { operation: name };
  const made = await persist((idempotencyKey) =>
    sandbox.stripe.customers.create({ name, metadata }, { idempotencyKey }),
  );
  return made === null ? [] : [{ kind: 'customer', id: made.id, status: null }];
}

async function payAtOnce(operation: Operation): Promise<Answered[]> {
  const { sandbox, chance, persist } = operation;
  const params = { ...payment(operation), payment_method: chance.of(cards), confirm: true };
  const paid = await persist((idempotencyKey) =>
    sandbox.stripe.paymentIntents.create(params, { idempotencyKey }),
  );
  return paid === null ? [] : [intentOf(paid)];
}

async function payInTwoSteps(operation: Operation): Promise<Answered[]> {
  const { sandbox, chance, persist } = operation;
  const { paymentIntents } = sandbox.stripe;
  const params = payment(operation);
  const made = await persist((idempotencyKey) => paymentIntents.create(params, { idempotencyKey }));
  if (made === null) return [];
  const card = { payment_method: chance.of(cards) };
  const paid = await persist((key) =>
    paymentIntents.confirm(made.id, card, { idempotencyKey: `${key}-confirm` }),
  );
  return paid === null ? [] : [intentOf(paid)];
}

/** A deposit: held now, captured or released later. */
async function holdAndDecide(operation: Operation): Promise<Answered[]> {
  const { sandbox, chance, persist } = operation;
  const { paymentIntents } = sandbox.stripe;
  const params = {
    ...payment(operation),
    payment_method: chance.of(goodCards),
    confirm: true,
    capture_method: 'manual' as const,
  };
  const held = await persist((idempotencyKey) => paymentIntents.create(params, { idempotencyKey }));
  if (held === null) return [];
  const part = { amount_to_capture: chance.integer(1, held.amount) };
  const ended =
    chance.integer(0, 2) === 0
      ? await persist((key) => paymentIntents.cancel(held.id, {}, { idempotencyKey: `${key}-cancel` }))
      : await persist((key) => paymentIntents.capture(held.id, part, { idempotencyKey: `${key}-capture` }));
  return ended === null ? [] : [intentOf(ended)];
}

/** A first purchase that saves the card, through the page that a browser would use. */
async function saveAtCheckout(operation: Operation): Promise<Answered[]> {
  const { sandbox, chance, persist, name } = operation;
  const { sessions } = sandbox.stripe.checkout;
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    ui_mode: 'elements',
    customer_creation: 'always',
    saved_payment_method_options: { payment_method_save: 'enabled' },
    metadata: { operation: name },
    line_items: [
      { price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'T-shirt' } }, quantity: 1 },
    ],
  };
  const session = await persist((idempotencyKey) => sessions.create(params, { idempotencyKey }));
  if (session === null) return [];
  const body = new URLSearchParams({
    key: sandbox.publishableKey,
    client_secret: session.client_secret ?? '',
    email: 'jenny@example.com',
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': chance.of(numbers),
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2040',
    'payment_method_data[card][cvc]': '123',
    save_payment_method: 'true',
  });
  const confirmed = await persist((key) => confirmPage(sandbox, session.id, body, `${key}-confirm`));
  if (confirmed === null) return [];
  const done = await persist(() => sessions.retrieve(session.id, { expand: ['payment_intent'] }));
  if (done === null) return [];
  const { payment_intent: intent } = done;
  if (intent !== null && typeof intent !== 'string' && typeof intent.payment_method === 'string') {
    sandbox.cards.push({ customer: String(done.customer), payment_method: intent.payment_method });
  }
  return [{ kind: 'checkout_session', id: done.id, status: done.status }];
}

/** Throws as the official client does, so that one loop can persist with both. */
async function confirmPage(
  sandbox: Sandbox,
  session: string,
  body: URLSearchParams,
  idempotencyKey: string,
): Promise<object> {
  const response = await sandbox.fetch(`http://onfile.invalid/v1/payment_pages/${session}/confirm`, {
    method: 'POST',
    body,
    headers: { 'Idempotency-Key': idempotencyKey },
  });
  const answer = await response.json();
  if (response.ok) return answer;
  const headers = Object.fromEntries(response.headers);
  const raw = { ...answer.error, statusCode: response.status, headers, requestId: '' };
  throw response.status === 402
    ? new Stripe.errors.StripeCardError(raw)
    : new Stripe.errors.StripeAPIError(raw);
}

async function setUpCard(operation: Operation): Promise<Answered[]> {
  const { sandbox, chance, persist, name } = operation;
  const { customers, setupIntents } = sandbox.stripe;
  const metadata = { operation: name };
  const customer = await persist((key) =>
    customers.create({ metadata }, { idempotencyKey: `${key}-customer` }),
  );
  if (customer === null) return [];
  const params = {
    customer: customer.id,
    payment_method: chance.of(cards),
    confirm: true,
    automatic_payment_methods: noRedirects,
    metadata,
  };
  const done = await persist((idempotencyKey) => setupIntents.create(params, { idempotencyKey }));
  if (done === null) return [];
  if (typeof done.payment_method === 'string' && done.status === 'succeeded') {
    sandbox.cards.push({ customer: customer.id, payment_method: done.payment_method });
  }
  return [{ kind: 'setup_intent', id: done.id, status: done.status }];
}

async function chargeWhileAway(operation: Operation): Promise<Answered[]> {
  const { sandbox, chance, persist } = operation;
  if (sandbox.cards.length === 0) return setUpCard(operation);
  const params = { ...payment(operation), ...chance.of(sandbox.cards), off_session: true, confirm: true };
  const paid = await persist((idempotencyKey) =>
    sandbox.stripe.paymentIntents.create(params, { idempotencyKey }),
  );
  return paid === null ? [] : [intentOf(paid)];
}

/** A payment that is refunded in two parts. */
async function payAndRefund(operation: Operation): Promise<Answered[]> {
  const { sandbox, chance, persist } = operation;
  const { paymentIntents, refunds } = sandbox.stripe;
  const params = { ...payment(operation), payment_method: chance.of(goodCards), confirm: true };
  const paid = await persist((idempotencyKey) => paymentIntents.create(params, { idempotencyKey }));
  if (paid === null) return [];
  const part = { payment_intent: paid.id, amount: chance.integer(1, paid.amount - 1) };
  await persist((key) => refunds.create(part, { idempotencyKey: `${key}-part` }));
  await persist((key) => refunds.create({ payment_intent: paid.id }, { idempotencyKey: `${key}-rest` }));
  return [intentOf(paid)];
}

/** As older code does it, without an intent: a token is charged or becomes a source; a hold is captured or released. */
async function chargeSource(operation: Operation): Promise<Answered[]> {
  const { sandbox, chance, persist, name } = operation;
  const { charges, customers, refunds } = sandbox.stripe;
  const metadata = { operation: name };
  const source = chance.of(['tok_visa', 'tok_mastercard', 'tok_amex']);
  const keep = chance.integer(0, 1) === 0;
  const customer = keep
    ? await persist((key) => customers.create({ source, metadata }, { idempotencyKey: `${key}-customer` }))
    : null;
  if (keep && customer === null) return [];
  const paidBy = customer === null ? { source } : { customer: customer.id };
  const ending = chance.of(['taken', 'captured', 'released'] as const);
  const params = { amount: chance.integer(50, 100_000), currency: 'usd', metadata, ...paidBy };
  const charge = await persist((idempotencyKey) =>
    charges.create({ ...params, capture: ending === 'taken' }, { idempotencyKey }),
  );
  if (charge === null) return [];
  if (ending === 'captured') {
    await persist((key) => charges.capture(charge.id, {}, { idempotencyKey: `${key}-capture` }));
  }
  const part = ending === 'released' ? {} : { amount: chance.integer(1, charge.amount) };
  await persist((key) => refunds.create({ charge: charge.id, ...part }, { idempotencyKey: `${key}-refund` }));
  return [{ kind: 'charge', id: charge.id, status: charge.status }];
}

/** All operations; those that move money occur more often. */
export const operations: readonly ((operation: Operation) => Promise<Answered[]>)[] = [
  createCustomer,
  payAtOnce,
  payAtOnce,
  payInTwoSteps,
  holdAndDecide,
  holdAndDecide,
  payAndRefund,
  saveAtCheckout,
  saveAtCheckout,
  setUpCard,
  chargeWhileAway,
  chargeWhileAway,
  chargeSource,
  chargeSource,
];
