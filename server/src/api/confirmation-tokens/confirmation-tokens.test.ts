import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOf, cardData } from '../../testing/browser.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('confirmation tokens on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  /** A sandbox and the key for its pages. */
  function sandbox() {
    const key = server.freshKey();
    return {
      stripe: server.client({ key }),
      browser: browserOf(server.url, key.replace('sk_', 'pk_')),
    };
  }

  it('are created in a browser and pay on the server, once', async () => {
    const { stripe, browser } = sandbox();
    const made = await browser.post('/v1/confirmation_tokens', {
      ...cardData(),
      'payment_method_data[billing_details][name]': 'Jenny Rosen',
      'payment_method_data[allow_redisplay]': 'limited',
      return_url: 'https://shop.example/back',
      setup_future_usage: 'off_session',
      'shipping[name]': 'Jenny Rosen',
      'shipping[address][line1]': '1 Main Street',
    });
    expect(made).toMatchObject({
      object: 'confirmation_token',
      expires_at: made.created + 12 * 3600,
      payment_method_preview: {
        type: 'card',
        allow_redisplay: 'limited',
        billing_details: { name: 'Jenny Rosen' },
        card: { brand: 'visa', last4: '4242' },
      },
      payment_intent: null,
      return_url: 'https://shop.example/back',
      setup_future_usage: 'off_session',
      use_stripe_sdk: true,
    });
    expect(made.id).toMatch(/^ctoken_/);

    const customer = await stripe.customers.create();
    const create = () =>
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        customer: customer.id,
        confirm: true,
        confirmation_token: made.id,
      });
    const intent = await create();
    expect(intent).toMatchObject({
      status: 'succeeded',
      setup_future_usage: 'off_session',
      shipping: { name: 'Jenny Rosen', address: { line1: '1 Main Street' } },
    });
    expect(await stripe.confirmationTokens.retrieve(made.id)).toMatchObject({
      payment_intent: intent.id,
      payment_method_preview: { customer: customer.id },
    });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toMatchObject([
      { id: intent.payment_method, allow_redisplay: 'limited' },
    ]);
    await expect(create()).rejects.toMatchObject({ statusCode: 400, param: 'confirmation_token' });
  });

  it('confirm an existing intent, and set up a card', async () => {
    const { stripe } = sandbox();
    const token = () =>
      stripe.testHelpers.confirmationTokens.create({
        payment_method: 'pm_card_visa',
        return_url: 'https://shop.example/back',
      });
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const paid = await stripe.paymentIntents.confirm(intent.id, { confirmation_token: (await token()).id });
    expect(paid.status).toBe('succeeded');
    const setup = await stripe.setupIntents.create({ customer: (await stripe.customers.create()).id });
    const used = await token();
    const done = await stripe.setupIntents.confirm(setup.id, { confirmation_token: used.id });
    expect(done.status).toBe('succeeded');
    expect((await stripe.confirmationTokens.retrieve(used.id)).setup_intent).toBe(setup.id);
  });

  it('serve one of two concurrent confirmations', async () => {
    const { stripe } = sandbox();
    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example/back',
    });
    const intents = await Promise.all(
      [1, 2].map(() => stripe.paymentIntents.create({ amount: 2000, currency: 'usd' })),
    );
    const results = await Promise.allSettled(
      intents.map(({ id }) => stripe.paymentIntents.confirm(id, { confirmation_token: token.id })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('expire after twelve hours', async () => {
    const { stripe } = sandbox();
    const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    server.clock.advance(12 * 3600);
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    await expect(
      stripe.paymentIntents.confirm(intent.id, { confirmation_token: token.id }),
    ).rejects.toMatchObject({ statusCode: 400, message: expect.stringContaining('expired') });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_payment_method');
  });

  it('are refused without a card, together with one, and when unknown', async () => {
    const { stripe, browser } = sandbox();
    await expect(browser.post('/v1/confirmation_tokens', {})).rejects.toMatchObject({
      error: { code: 'parameter_missing', param: 'payment_method_data' },
    });
    await expect(browser.post('/v1/confirmation_tokens', cardData('4242424242424241'))).rejects.toMatchObject(
      { status: 402, error: { code: 'incorrect_number' } },
    );
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    await expect(
      stripe.paymentIntents.confirm(intent.id, { confirmation_token: 'ctoken_none' }),
    ).rejects.toMatchObject({ code: 'resource_missing', param: 'confirmation_token' });
    const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    await expect(
      stripe.paymentIntents.confirm(intent.id, {
        confirmation_token: token.id,
        payment_method: 'pm_card_visa',
      }),
    ).rejects.toMatchObject({ code: 'parameters_exclusive' });
    // Only servers may read them.
    await expect(browser.get(`/v1/confirmation_tokens/${token.id}`, {})).rejects.toMatchObject({
      status: 401,
    });
  });
});
