import type Stripe from 'stripe';
import type { ChangeName, Thing } from './in-flight-changes.ts';
import { type Answer, cardOf, goodCard, ofPage, type Scene, type Send } from './in-flight-scene.ts';

export interface Operation {
  readonly offers: readonly Thing[];
  /** Changes that are refused until it is over. */
  readonly holds: readonly ChangeName[];
  /** Changes that take precedence: it comes to nothing. With any other it ends well. */
  readonly yieldsTo: readonly ChangeName[];
  readonly scene: (stripe: Stripe) => Promise<Omit<Scene, 'stripe' | 'account'>>;
  /** Where the network is held; null for an operation that waits for the buyer instead. */
  readonly at: 'authorize' | 'verify' | 'capture' | 'reverse' | 'refund' | null;
  readonly start: (scene: Scene, send: Send, idempotencyKey: string) => Promise<Answer>;
}

const gone = ['the buyer gives another address', 'the session is expired'] as const;
const ofSession = [...gone, 'the buyer pays once more'] as const;
const ofLines = ['the buyer takes five', 'the merchant makes it five'] as const;
const ofIntent = [
  'the amount changes',
  'the way of capture changes',
  'the intent is canceled',
  'the intent is captured whole',
  'the intent is confirmed once more',
] as const;
const ofSetup = ['the setup changes', 'the setup is canceled', 'the setup is confirmed once more'] as const;
const ofCustomer = ['the customer is deleted', 'the customer’s clock is deleted'] as const;
const ofSavedCard = ['the card is detached'] as const;
/** A card that belongs to nobody is used up by what it is used for. */
const ofFreshCard = [
  'the card is attached to somebody else',
  'the card is detached',
  'the card pays something else',
] as const;

const challenging = '4000002760003184';
const noRedirects = { enabled: true, allow_redirects: 'never' } as const;

async function customerWithCard(stripe: Stripe, name = 'pm_card_visa') {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: Math.floor(Date.now() / 1000) });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  const card = await stripe.paymentMethods.attach(name, { customer: customer.id });
  await stripe.paymentMethods.update(card.id, { allow_redisplay: 'always' });
  return { customer: customer.id, card: card.id, clock: clock.id };
}

function openSession(stripe: Stripe, params: Stripe.Checkout.SessionCreateParams = {}) {
  return stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'elements',
    line_items: [
      {
        price_data: { currency: 'usd', unit_amount: 700, product_data: { name: 'Cup' } },
        quantity: 1,
        adjustable_quantity: { enabled: true },
      },
    ],
    ...params,
  });
}

async function openIntent(stripe: Stripe, params: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  return stripe.paymentIntents.create({
    amount: 700,
    currency: 'usd',
    automatic_payment_methods: noRedirects,
    ...params,
  });
}

async function cardOfNobody(stripe: Stripe): Promise<string> {
  return (await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })).id;
}

/** A session whose customer has saved a card, which they may remove. */
const sessionOfSaved =
  (name?: string): Operation['scene'] =>
  async (stripe) => {
    const saved = await customerWithCard(stripe, name);
    const saved_payment_method_options = { payment_method_remove: 'enabled' } as const;
    const session = await openSession(stripe, { customer: saved.customer, saved_payment_method_options });
    return { ...saved, session };
  };

/** An intent of a customer and their saved card. */
const intentOfSaved =
  (params: Partial<Stripe.PaymentIntentCreateParams> = {}, name?: string): Operation['scene'] =>
  async (stripe) => {
    const saved = await customerWithCard(stripe, name);
    const { customer, card: payment_method } = saved;
    return { ...saved, intent: await openIntent(stripe, { customer, payment_method, ...params }) };
  };

const setupSession: Operation['scene'] = async (stripe) => {
  const { customer, clock } = await customerWithCard(stripe);
  const session = await stripe.checkout.sessions.create({
    mode: 'setup',
    ui_mode: 'elements',
    currency: 'usd',
    customer,
  });
  return { customer, clock, session };
};

const confirmPage = ({ session }: Scene, send: Send, key: string, card: Readonly<Record<string, string>>) =>
  send(`POST /v1/payment_pages/${session?.id}/confirm`, { ...ofPage(session), ...card }, key);

/** What may be in flight. */
export const operations: Readonly<Record<string, Operation>> = {
  'a session is paid with a new card that is saved': {
    offers: ['session', 'lines', 'customer', 'clock'],
    holds: [...ofSession, ...ofLines, ...ofCustomer],
    yieldsTo: [],
    scene: async (stripe) => {
      const { customer, clock } = await customerWithCard(stripe);
      const saved_payment_method_options = { payment_method_save: 'enabled' } as const;
      return {
        customer,
        clock,
        session: await openSession(stripe, { customer, saved_payment_method_options }),
      };
    },
    at: 'authorize',
    start: (scene, send, key) =>
      confirmPage(scene, send, key, {
        ...cardOf(goodCard),
        save_payment_method: 'true',
        expected_amount: '700',
      }),
  },
  'a session is paid with a saved card': {
    offers: ['session', 'lines', 'customer', 'clock', 'card'],
    holds: [...ofSession, ...ofLines, ...ofCustomer, ...ofSavedCard, 'the buyer removes the card'],
    yieldsTo: [],
    scene: sessionOfSaved(),
    at: 'authorize',
    start: (scene, send, key) => confirmPage(scene, send, key, { payment_method: scene.card ?? '' }),
  },
  'a session waits for the issuer’s challenge': {
    offers: ['session', 'lines', 'customer', 'clock', 'card'],
    holds: [],
    yieldsTo: [...gone, ...ofLines, ...ofCustomer, ...ofSavedCard, 'the buyer removes the card'],
    scene: sessionOfSaved('pm_card_authenticationRequired'),
    at: null,
    start: (scene, send, key) => confirmPage(scene, send, key, { payment_method: scene.card ?? '' }),
  },
  'an intent is paid with a saved card': {
    offers: ['intent', 'customer', 'clock', 'card'],
    holds: [...ofIntent, ...ofCustomer, ...ofSavedCard],
    yieldsTo: [],
    scene: intentOfSaved(),
    at: 'authorize',
    start: ({ intent }, send, key) => send(`POST /v1/payment_intents/${intent?.id}/confirm`, {}, key),
  },
  'an intent is held on a card of nobody': {
    offers: ['intent', 'card'],
    holds: [...ofIntent, ...ofFreshCard],
    yieldsTo: [],
    scene: async (stripe) => {
      const card = await cardOfNobody(stripe);
      return { card, intent: await openIntent(stripe, { payment_method: card, capture_method: 'manual' }) };
    },
    at: 'authorize',
    start: ({ intent }, send, key) => send(`POST /v1/payment_intents/${intent?.id}/confirm`, {}, key),
  },
  'an intent waits for the issuer’s challenge': {
    offers: ['intent', 'customer', 'clock', 'card'],
    holds: [],
    yieldsTo: [
      'the amount changes',
      'the way of capture changes',
      'the intent is canceled',
      ...ofCustomer,
      ...ofSavedCard,
    ],
    scene: intentOfSaved({}, 'pm_card_authenticationRequired'),
    at: null,
    start: ({ intent }, send, key) =>
      send(
        `POST /v1/payment_intents/${intent?.id}/confirm`,
        { return_url: 'https://shop.example/back' },
        key,
      ),
  },
  'an intent waits for a challenge of a new card': {
    offers: ['intent', 'customer', 'clock', 'card'],
    holds: [],
    yieldsTo: [
      'the amount changes',
      'the way of capture changes',
      'the intent is canceled',
      ...ofCustomer,
      'the card is attached to somebody else',
      'the card pays something else',
    ],
    scene: async (stripe) => {
      const { customer, clock } = await customerWithCard(stripe);
      const { id: card } = await stripe.paymentMethods.retrieve('pm_card_authenticationRequired');
      const saving = { customer, payment_method: card, setup_future_usage: 'off_session' } as const;
      return { customer, clock, card, intent: await openIntent(stripe, saving) };
    },
    at: null,
    start: ({ intent }, send, key) =>
      send(
        `POST /v1/payment_intents/${intent?.id}/confirm`,
        { return_url: 'https://shop.example/back' },
        key,
      ),
  },
  'an intent is captured': {
    offers: ['intent', 'customer', 'clock', 'card'],
    holds: ['the intent is canceled', 'the intent is captured whole'],
    yieldsTo: [],
    scene: intentOfSaved({ capture_method: 'manual', confirm: true }),
    at: 'capture',
    start: ({ intent }, send, key) =>
      send(`POST /v1/payment_intents/${intent?.id}/capture`, { amount_to_capture: '500' }, key),
  },
  'a held intent is canceled': {
    offers: ['intent', 'customer', 'clock', 'card'],
    holds: ['the intent is canceled', 'the intent is captured whole'],
    yieldsTo: [],
    scene: intentOfSaved({ capture_method: 'manual', confirm: true }),
    at: 'reverse',
    start: ({ intent }, send, key) => send(`POST /v1/payment_intents/${intent?.id}/cancel`, {}, key),
  },
  'a payment is refunded': {
    offers: ['intent', 'customer', 'clock', 'card'],
    holds: [],
    yieldsTo: [],
    scene: intentOfSaved({ confirm: true }),
    at: 'refund',
    start: ({ intent }, send, key) =>
      send('POST /v1/refunds', { payment_intent: intent?.id ?? '', amount: '500' }, key),
  },
  'a card is set up': {
    offers: ['setup', 'customer', 'clock', 'card'],
    holds: [...ofSetup, ...ofCustomer, ...ofFreshCard, 'the card is attached to its customer'],
    yieldsTo: [],
    scene: async (stripe) => {
      const { customer, clock } = await customerWithCard(stripe);
      const card = await cardOfNobody(stripe);
      const params = { customer, payment_method: card, automatic_payment_methods: noRedirects };
      return { customer, card, clock, setup: await stripe.setupIntents.create(params) };
    },
    at: 'verify',
    start: ({ setup }, send, key) => send(`POST /v1/setup_intents/${setup?.id}/confirm`, {}, key),
  },
  'a setup waits for the issuer’s challenge': {
    offers: ['setup', 'customer', 'clock', 'card'],
    holds: [],
    yieldsTo: [
      'the setup changes',
      'the setup is canceled',
      ...ofCustomer,
      'the card is attached to somebody else',
      'the card pays something else',
    ],
    scene: async (stripe) => {
      const { customer, clock } = await customerWithCard(stripe);
      const card = await stripe.paymentMethods.retrieve('pm_card_authenticationRequired');
      const params = { customer, payment_method: card.id, automatic_payment_methods: noRedirects };
      return { customer, card: card.id, clock, setup: await stripe.setupIntents.create(params) };
    },
    at: null,
    start: ({ setup }, send, key) =>
      send(`POST /v1/setup_intents/${setup?.id}/confirm`, { return_url: 'https://shop.example/back' }, key),
  },
  'a session saves a card': {
    offers: ['session', 'customer', 'clock'],
    holds: [...ofSession, ...ofCustomer],
    yieldsTo: [],
    scene: setupSession,
    at: 'verify',
    start: (scene, send, key) => confirmPage(scene, send, key, cardOf(goodCard)),
  },
  'a session that saves a card waits for the issuer’s challenge': {
    offers: ['session', 'customer', 'clock'],
    holds: [],
    yieldsTo: [...gone, ...ofCustomer],
    scene: setupSession,
    at: null,
    start: (scene, send, key) => confirmPage(scene, send, key, cardOf(challenging)),
  },
  'a card is attached': {
    offers: ['customer', 'clock', 'card'],
    holds: [],
    yieldsTo: [...ofCustomer, 'the card is attached to somebody else', 'the card pays something else'],
    scene: async (stripe) => {
      const { customer, clock } = await customerWithCard(stripe);
      const card = await cardOfNobody(stripe);
      return { customer, card, clock };
    },
    at: 'verify',
    start: ({ card, customer }, send, key) =>
      send(`POST /v1/payment_methods/${card}/attach`, { customer: customer ?? '' }, key),
  },
  'a customer is made with a card': {
    offers: ['card'],
    holds: [],
    yieldsTo: ['the card is attached to somebody else', 'the card pays something else'],
    scene: async (stripe) => ({ card: await cardOfNobody(stripe) }),
    at: 'verify',
    start: ({ card }, send, key) => send('POST /v1/customers', { payment_method: card ?? '' }, key),
  },
};
