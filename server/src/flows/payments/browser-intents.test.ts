import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../testing/test-server.ts';

const card = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242424242424242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2040',
  'payment_method_data[card][cvc]': '123',
};

/** What a page can do with a publishable key and an intent's client secret. */
describe('an intent in the browser', () => {
  let server: TestServer;
  let stripe: Stripe;
  beforeAll(async () => {
    server = await testServer();
    stripe = server.client();
  });
  afterAll(() => server.stop());

  async function call(path: string, params: Record<string, string>) {
    const body = new URLSearchParams({ key: 'pk_test_TYooMQauvdEDq54NiTphI7jx', ...params });
    const response = await fetch(`${server.url}${path}`, { method: 'POST', body });
    return { status: response.status, answer: await response.json() };
  }

  async function read(path: string, secret: string) {
    const query = new URLSearchParams({ key: 'pk_test_TYooMQauvdEDq54NiTphI7jx', client_secret: secret });
    const response = await fetch(`${server.url}${path}?${query}`);
    return { status: response.status, answer: await response.json() };
  }

  it('is confirmed with a new card, and shows no more than necessary', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      metadata: { a: '1' },
    });
    const client_secret = intent.client_secret ?? '';
    const { status, answer } = await call(`/v1/payment_intents/${intent.id}/confirm`, {
      ...card,
      client_secret,
    });
    expect(status).toBe(200);
    expect(answer).toMatchObject({ id: intent.id, status: 'succeeded', amount: 2000 });
    expect(answer).not.toHaveProperty('metadata');
    expect(answer).not.toHaveProperty('latest_charge');
    expect((await read(`/v1/payment_intents/${intent.id}`, client_secret)).answer.status).toBe('succeeded');
  });

  it('that is declined tells the browser, with the reduced intent', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const { status, answer } = await call(`/v1/payment_intents/${intent.id}/confirm`, {
      ...card,
      'payment_method_data[card][number]': '4000000000000002',
      client_secret: intent.client_secret ?? '',
    });
    expect(status).toBe(402);
    expect(answer.error).toMatchObject({
      decline_code: 'generic_decline',
      payment_intent: { status: 'requires_payment_method' },
      payment_method: { object: 'payment_method', card: { last4: '0002' } },
    });
    expect(answer.error.payment_intent).not.toHaveProperty('metadata');
  });

  it('that is declined while setting up a card says which card', async () => {
    const setup = await stripe.setupIntents.create();
    const { status, answer } = await call(`/v1/setup_intents/${setup.id}/confirm`, {
      ...card,
      'payment_method_data[card][number]': '4000000000000002',
      client_secret: setup.client_secret ?? '',
    });
    expect(status).toBe(402);
    expect(answer.error).toMatchObject({
      setup_intent: { status: 'requires_payment_method' },
      payment_method: { object: 'payment_method', card: { last4: '0002' } },
    });
  });

  it('asks for 3-D Secure through the script, and continues when the challenge is over', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const client_secret = intent.client_secret ?? '';
    const { answer } = await call(`/v1/payment_intents/${intent.id}/confirm`, {
      ...card,
      'payment_method_data[card][number]': '4000002760003184',
      use_stripe_sdk: 'true',
      return_url: 'https://shop.example/back',
      client_secret,
    });
    expect(answer).toMatchObject({
      status: 'requires_action',
      next_action: {
        type: 'use_stripe_sdk',
        use_stripe_sdk: {
          type: 'three_d_secure_redirect',
          stripe_js: expect.stringContaining('/acs/payatt_'),
        },
      },
    });
    const attempt: string = answer.next_action.use_stripe_sdk.source;
    await fetch(`${server.url}/acs/${attempt}/result`, {
      method: 'POST',
      body: new URLSearchParams({ result: 'authenticated' }),
      redirect: 'manual',
    });
    const done = await call(`/v1/payment_intents/${intent.id}/finish_authentication`, {
      attempt,
      client_secret,
    });
    expect(done.answer).toMatchObject({ status: 'succeeded', next_action: null });
  });

  it('sets up a card', async () => {
    const intent = await stripe.setupIntents.create({ customer: (await stripe.customers.create()).id });
    const { answer } = await call(`/v1/setup_intents/${intent.id}/confirm`, {
      ...card,
      client_secret: intent.client_secret ?? '',
      'mandate_data[customer_acceptance][type]': 'online',
      'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
    });
    expect(answer).toMatchObject({ id: intent.id, status: 'succeeded' });
    const mandate = await stripe.mandates.retrieve(
      String((await stripe.setupIntents.retrieve(intent.id)).mandate),
    );
    expect(mandate.customer_acceptance.online?.ip_address).toBe('127.0.0.1');
  });

  it('opens only with its own secret', async () => {
    const mine = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const other = await stripe.paymentIntents.create({ amount: 3000, currency: 'usd' });
    for (const secret of [`${mine.id}_secret_guess`, other.client_secret ?? '', 'seti_1_secret_1']) {
      expect(await read(`/v1/payment_intents/${mine.id}`, secret)).toMatchObject({
        status: 400,
        answer: { error: { code: 'resource_missing', param: 'client_secret' } },
      });
    }
  });

  it('leaves the server’s decisions to the server', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      setup_future_usage: 'off_session',
    });
    const client_secret = intent.client_secret ?? '';
    for (const params of [
      { off_session: 'true' },
      { setup_future_usage: 'on_session' },
      { capture_method: 'manual' },
    ]) {
      const refused = await call(`/v1/payment_intents/${intent.id}/confirm`, {
        ...card,
        ...params,
        client_secret,
      });
      expect(refused).toMatchObject({ status: 400, answer: { error: { param: Object.keys(params)[0] } } });
    }
    expect(await call(`/v1/payment_intents/${intent.id}`, { amount: '1', client_secret })).toMatchObject({
      status: 401,
      answer: { error: { code: 'secret_key_required' } },
    });
  });
});
