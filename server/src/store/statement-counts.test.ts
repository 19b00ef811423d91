import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from '../testing/test-server.ts';

/** The simulated network's journal, which stands in for somebody else's system. */
const ofNetwork = /"(entries|authentications|challenges|news)"/;

/** What a request costs: the store's statements, and the vault's seals made and opened. */
interface Cost {
  readonly statements: number;
  readonly sealed: number;
  readonly opened: number;
}

/** Counts the costs while `work` runs. */
async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const seals: unknown[] = [];
  let statements = 0;
  const onStatement = (sql: unknown) => {
    if (!ofNetwork.test(String(sql))) statements += 1;
  };
  const onSeal = (kind: unknown) => seals.push(kind);
  subscribe('onfile.statement', onStatement);
  subscribe('onfile.seal', onSeal);
  try {
    await work();
  } finally {
    unsubscribe('onfile.statement', onStatement);
    unsubscribe('onfile.seal', onSeal);
  }
  const count = (kind: string) => seals.filter((seal) => seal === kind).length;
  return { statements, sealed: count('seal'), opened: count('open') };
}

// Each statement is a round trip on PostgreSQL, which runs the same ones, and 10 µs on SQLite. A change that raises one of
// these numbers needs a reason.
describe('what a request costs', () => {
  let server: TestServer;
  let client: Stripe;
  let key: string;
  let customer: string;

  beforeAll(async () => {
    server = await testServer();
    key = server.freshKey();
    client = server.client({ key });
    customer = (await client.customers.create({ email: 'jenny.rosen@example.com' })).id;
  });
  afterAll(() => server.stop());

  const openSession = () =>
    client.checkout.sessions.create({
      customer,
      line_items: [
        {
          price_data: { currency: 'usd', product_data: { name: 'T-shirt' }, unit_amount: 2000 },
          quantity: 1,
        },
      ],
      mode: 'payment',
      return_url: 'https://shop.example/return',
      saved_payment_method_options: { payment_method_save: 'enabled' },
      ui_mode: 'elements',
    });

  async function confirm(session: Stripe.Checkout.Session, given: Record<string, string>) {
    const response = await fetch(`${server.url}/v1/payment_pages/${session.id}/confirm`, {
      method: 'POST',
      body: new URLSearchParams({
        key: key.replace('sk_', 'pk_'),
        client_secret: session.client_secret ?? '',
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': '4242424242424242',
        'payment_method_data[card][exp_month]': '12',
        'payment_method_data[card][exp_year]': '2034',
        'payment_method_data[card][cvc]': '123',
        expected_amount: '2000',
        ...given,
      }),
    });
    expect(await response.json()).toMatchObject({ status: 'complete' });
  }

  /** The least of several counts: the server's concurrent jobs only add to it. */
  async function leastOf(prepare: () => Promise<() => Promise<unknown>>): Promise<Cost> {
    const costs: Cost[] = [];
    for (let run = 0; run < 12; run += 1) costs.push(await costOf(await prepare()));
    return costs.reduce((least, cost) => (cost.statements < least.statements ? cost : least));
  }

  test('a customer is created: key, customer, answer, events', async () => {
    const cost = await leastOf(async () => () => client.customers.create({ email: 'jenny@example.com' }));
    expect(cost).toEqual({ statements: 4, sealed: 0, opened: 0 });
  });

  test('a Checkout Session is created', async () => {
    expect(await leastOf(async () => openSession)).toEqual({ statements: 6, sealed: 0, opened: 0 });
  });

  test('a session is confirmed', async () => {
    const cost = await leastOf(async () => {
      const session = await openSession();
      return () => confirm(session, {});
    });
    expect(cost).toEqual({ statements: 20, sealed: 1, opened: 0 });
  });

  test('a session is confirmed, and its card saved with the consent', async () => {
    const cost = await leastOf(async () => {
      const session = await openSession();
      return () => confirm(session, { save_payment_method: 'true' });
    });
    expect(cost).toEqual({ statements: 22, sealed: 1, opened: 0 });
  });

  test('a saved card is charged while its customer is away', async () => {
    const card = await client.paymentMethods.attach('pm_card_visa', { customer });
    const cost = await leastOf(
      async () => () =>
        client.paymentIntents.create({
          amount: 2000,
          confirm: true,
          currency: 'usd',
          customer,
          off_session: true,
          payment_method: card.id,
        }),
    );
    expect(cost).toEqual({ statements: 19, sealed: 0, opened: 1 });
  });
});
