import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOf, cardData } from '../../testing/browser.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('elements sessions on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const read = (params: Readonly<Record<string, string>>) =>
    browserOf(server.url).get('/v1/elements/sessions', params);

  it('describe an intent to the element', async () => {
    const stripe = server.client();
    const payment = await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' });
    expect(await read({ client_secret: payment.client_secret ?? '' })).toMatchObject({
      object: 'elements_session',
      mode: 'payment',
      amount: 2000,
      currency: 'eur',
      status: 'requires_payment_method',
      saved_payment_methods: null,
      payment_method_save: 'disabled',
      setup_future_usage: null,
      payment_method_types: ['card'],
    });
    const setup = await stripe.setupIntents.create({ usage: 'on_session' });
    expect(await read({ client_secret: setup.client_secret ?? '' })).toMatchObject({
      mode: 'setup',
      amount: null,
      setup_future_usage: 'on_session',
    });
  });

  it('describe an intent that is created later', async () => {
    expect(
      await read({
        'deferred_intent[mode]': 'payment',
        'deferred_intent[amount]': '1099',
        'deferred_intent[currency]': 'usd',
        'deferred_intent[setup_future_usage]': 'off_session',
      }),
    ).toMatchObject({ mode: 'payment', amount: 1099, currency: 'usd', setup_future_usage: 'off_session' });
  });

  it.each([
    [{}, 'client_secret'],
    [{ client_secret: 'pi_1_secret_2' }, 'client_secret'],
    [{ client_secret: 'nonsense' }, 'client_secret'],
    [{ customer_session_client_secret: 'cuss_secret_no', 'deferred_intent[mode]': 'setup' }, 'client_secret'],
    [{ 'deferred_intent[mode]': 'payment', 'deferred_intent[currency]': 'usd' }, 'deferred_intent[amount]'],
    [{ 'deferred_intent[mode]': 'payment', 'deferred_intent[amount]': '1' }, 'deferred_intent[currency]'],
    [{ 'deferred_intent[mode]': 'subscription' }, 'deferred_intent[mode]'],
  ])('refuse %j', async (params, param) => {
    await expect(read(params)).rejects.toMatchObject({ status: 400, error: { param } });
  });

  it('take cards with a publishable key alone, in the sandbox of the key or of the secret', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const { type, ...card } = Object.fromEntries(
      Object.entries(cardData()).map(([name, value]) => [
        name.replace('payment_method_data[type]', 'type').replace('payment_method_data[card]', 'card'),
        value,
      ]),
    );
    const params = { type: type ?? '', ...card };
    const own = await browserOf(server.url, key.replace('sk_', 'pk_')).post('/v1/payment_methods', params);
    expect(await stripe.paymentMethods.retrieve(own.id)).toMatchObject({ card: { last4: '4242' } });
    const { client_secret } = await stripe.setupIntents.create();
    const proven = await browserOf(server.url).post('/v1/payment_methods', {
      ...params,
      client_secret: client_secret ?? '',
    });
    expect(await stripe.paymentMethods.retrieve(proven.id)).toMatchObject({ customer: null });
    await expect(
      browserOf(server.url).post('/v1/payment_methods', { ...params, client_secret: 'seti_1_secret_no' }),
    ).rejects.toMatchObject({ status: 400, error: { param: 'client_secret' } });
    // Only servers may read and attach.
    await expect(browserOf(server.url).get(`/v1/payment_methods/${own.id}`, {})).rejects.toMatchObject({
      status: 401,
    });
  });

  it('accept card tokens, each once', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const token = await browserOf(server.url, key.replace('sk_', 'pk_')).post('/v1/tokens', {
      'card[number]': '5555555555554444',
      'card[exp_month]': '12',
      'card[exp_year]': '34',
      'card[cvc]': '123',
      'card[name]': 'Jenny Rosen',
      'card[address_zip]': '12345',
    });
    expect(token).toMatchObject({
      object: 'token',
      type: 'card',
      used: false,
      card: { object: 'card', brand: 'MasterCard', last4: '4444', exp_year: 2034, name: 'Jenny Rosen' },
    });
    const use = () => stripe.paymentMethods.create({ type: 'card', card: { token: token.id } });
    const made = await use();
    expect(made).toMatchObject({
      card: { brand: 'mastercard', last4: '4444' },
      billing_details: { name: 'Jenny Rosen', address: { postal_code: '12345' } },
    });
    expect((await stripe.tokens.retrieve(token.id)).used).toBe(true);
    await expect(use()).rejects.toMatchObject({ code: 'token_already_used', param: 'card[token]' });
    const { id } = await stripe.customers.create();
    expect((await stripe.paymentMethods.attach(made.id, { customer: id })).customer).toBe(id);
  });
});
