import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOf } from '../../testing/browser.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

type Features = Stripe.CustomerSessionCreateParams.Components.PaymentElement.Features;

describe.each(engines)('customer sessions on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const read = (params: Readonly<Record<string, string>>) =>
    browserOf(server.url).get('/v1/elements/sessions', params);

  async function open(stripe: Stripe, customer: string, features?: Features) {
    const session = await stripe.customerSessions.create({
      customer,
      components: { payment_element: { enabled: true, ...(features ? { features } : {}) } },
    });
    return session.client_secret;
  }

  async function saved(stripe: Stripe, customer: string, name: string) {
    const { id } = await stripe.paymentMethods.attach(name, { customer });
    return (await stripe.paymentMethods.update(id, { allow_redisplay: 'always' })).id;
  }

  it('say what the element may do, which is nothing by default', async () => {
    const stripe = server.client();
    const customer = await stripe.customers.create();
    const session = await stripe.customerSessions.create({
      customer: customer.id,
      components: { payment_element: { enabled: true } },
    });
    expect(session).toMatchObject({
      object: 'customer_session',
      customer: customer.id,
      expires_at: session.created + 1800,
      components: {
        pricing_table: { enabled: false },
        payment_element: {
          enabled: true,
          features: {
            payment_method_allow_redisplay_filters: ['always'],
            payment_method_redisplay: 'disabled',
            payment_method_redisplay_limit: null,
            payment_method_remove: 'disabled',
            payment_method_save: 'disabled',
            payment_method_save_usage: null,
          },
        },
      },
    });
    expect(session.client_secret).toMatch(/^cuss_secret_/);
    expect(session).not.toHaveProperty('id');
  });

  it.each([
    [{ components: { payment_element: { enabled: 'true' } } }, 'customer', 'parameter_missing'],
    [
      { customer: 'cus_none', components: { payment_element: { enabled: 'true' } } },
      'customer',
      'resource_missing',
    ],
    [
      {
        customer: 'cus_none',
        components: { payment_element: { enabled: 'true' }, pricing_table: { enabled: 'true' } },
      },
      'components[pricing_table]',
      'parameter_unknown',
    ],
    [
      {
        customer: 'cus_none',
        components: {
          payment_element: { enabled: 'true', features: { payment_method_redisplay_limit: '11' } },
        },
      },
      'components[payment_element][features][payment_method_redisplay_limit]',
      'parameter_invalid_integer',
    ],
  ])('refuse %j', async (body, param, code) => {
    await expect(server.client().rawRequest('POST', '/v1/customer_sessions', body)).rejects.toMatchObject({
      statusCode: 400,
      param,
      code,
    });
  });

  it('show the cards that their filter and limit allow', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const cards = [];
    for (const name of ['pm_card_visa', 'pm_card_mastercard', 'pm_card_amex', 'pm_card_discover'])
      cards.unshift(await saved(stripe, customer, name));
    await stripe.paymentMethods.attach('pm_card_jcb', { customer });
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', customer });
    const client_secret = intent.client_secret ?? '';
    const shown = async (features: Features) => {
      const customer_session_client_secret = await open(stripe, customer, features);
      const session = await read({ client_secret, customer_session_client_secret });
      return session.saved_payment_methods?.map(({ id }: { id: string }) => id) ?? null;
    };
    expect(await shown({ payment_method_redisplay: 'enabled' })).toEqual(cards.slice(0, 3));
    expect(await shown({ payment_method_redisplay: 'enabled', payment_method_redisplay_limit: 10 })).toEqual(
      cards,
    );
    expect(
      await shown({
        payment_method_redisplay: 'enabled',
        payment_method_allow_redisplay_filters: ['unspecified'],
      }),
    ).toHaveLength(1);
    expect(await shown({})).toBeNull();
  });

  it('let a buyer remove a card, if they say so', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const card = await saved(stripe, customer, 'pm_card_visa');
    const other = await saved(stripe, (await stripe.customers.create()).id, 'pm_card_visa');
    const { id: hidden } = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    const removing = { payment_method_remove: 'enabled' } as const;
    const may = await open(stripe, customer, { ...removing, payment_method_redisplay: 'enabled' });
    const showsNone = await open(stripe, customer, removing);
    const mayNot = await open(stripe, customer);
    const remove = (payment_method: string, customer_session_client_secret: string) =>
      browserOf(server.url).post('/v1/elements/sessions/detach_payment_method', {
        payment_method,
        customer_session_client_secret,
      });
    await expect(remove(card, mayNot)).rejects.toMatchObject({ status: 400 });
    for (const [id, secret] of [
      [other, may],
      [hidden, may],
      [card, showsNone],
    ] as const) {
      await expect(remove(id, secret)).rejects.toMatchObject({ error: { code: 'resource_missing' } });
    }
    expect(await remove(card, may)).toMatchObject({ detached: true });
    expect((await stripe.paymentMethods.retrieve(card)).customer).toBeNull();
    expect((await stripe.paymentMethods.retrieve(other)).customer).not.toBeNull();
    expect((await stripe.paymentMethods.retrieve(hidden)).customer).toBe(customer);
  });

  it('let a buyer change the details of a card that they show, but not its number', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const card = await saved(stripe, customer, 'pm_card_visa');
    const { id: hidden } = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    const shows = await open(stripe, customer, { payment_method_redisplay: 'enabled' });
    const showsNone = await open(stripe, customer);
    const change = (payment_method: string, customer_session_client_secret: string, given: object) =>
      browserOf(server.url).post('/v1/elements/sessions/update_payment_method', {
        payment_method,
        customer_session_client_secret,
        ...given,
      });
    const later = { 'card[exp_month]': '4', 'card[exp_year]': '2040' };
    for (const [id, secret] of [
      [hidden, shows],
      [card, showsNone],
    ] as const) {
      await expect(change(id, secret, later)).rejects.toMatchObject({ error: { code: 'resource_missing' } });
    }
    await expect(change(card, shows, { 'card[exp_year]': '2001' })).rejects.toMatchObject({
      error: { code: 'invalid_expiry_year' },
    });
    await expect(change(card, shows, { 'card[number]': '4242424242424242' })).rejects.toMatchObject({
      error: { code: 'parameter_unknown' },
    });
    const moved = { 'billing_details[address][postal_code]': '94110', 'billing_details[name]': 'Jenny' };
    expect(await change(card, shows, { ...later, ...moved })).toMatchObject({ updated: true });
    expect(await stripe.paymentMethods.retrieve(card)).toMatchObject({
      card: { exp_month: 4, exp_year: 2040, last4: '4242' },
      billing_details: { name: 'Jenny', address: { postal_code: '94110' } },
    });
    const [event] = (await stripe.events.list({ type: 'payment_method.updated', limit: 1 })).data;
    expect(event).toMatchObject({
      data: { object: { id: card }, previous_attributes: { card: { exp_year: expect.any(Number) } } },
    });
    expect((await stripe.paymentMethods.retrieve(hidden)).card?.exp_year).not.toBe(2040);
  });

  it('expire after half an hour', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const secret = await open(stripe, customer, { payment_method_redisplay: 'enabled' });
    const params = {
      customer_session_client_secret: secret,
      'deferred_intent[mode]': 'setup',
    };
    expect(await read(params)).toMatchObject({ customer, mode: 'setup' });
    server.clock.advance(1800);
    await expect(read(params)).rejects.toMatchObject({ status: 400 });
  });

  it('belong to the customer of the intent, and do not repeat what saving is for', async () => {
    const stripe = server.client();
    const other = server.client();
    const [one, two] = [await stripe.customers.create(), await stripe.customers.create()];
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer: one.id,
      setup_future_usage: 'off_session',
    });
    const client_secret = intent.client_secret ?? '';
    for (const secret of [
      await open(stripe, two.id),
      await open(stripe, one.id, {
        payment_method_save: 'enabled',
        payment_method_save_usage: 'on_session',
      }),
      await open(other, (await other.customers.create()).id),
    ]) {
      await expect(read({ client_secret, customer_session_client_secret: secret })).rejects.toMatchObject({
        status: 400,
      });
    }
  });
});
