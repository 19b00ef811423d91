import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const day = 24 * 60 * 60;

interface List {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly has_more: boolean;
}

describe.each(engines)('the calls of the dashboard on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const ask = <Answer = List>(stripe: Stripe, path: string): Promise<Answer> =>
    stripe.rawRequest('GET', path) as never;
  const pay = (stripe: Stripe, card: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: card,
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      ...more,
    });

  describe('customers', () => {
    let stripe: Stripe;
    let jenny: string;
    let jose: string;
    beforeAll(async () => {
      stripe = server.client();
      jenny = (await stripe.customers.create({ name: 'Jenny Rosen', email: 'jenny@example.com' })).id;
      jose = (await stripe.customers.create({ name: 'José Núñez', email: 'jn@shop.example' })).id;
      await stripe.customers.create({ email: 'nobody@example.com' });
      await stripe.paymentMethods.attach('pm_card_mastercard', { customer: jenny });
      await pay(stripe, 'pm_card_visa', { customer: jenny });
    });

    it.each([
      ['jen', () => [jenny]],
      ['ROSEN', () => [jenny]],
      ['jenny ros', () => [jenny]],
      ['nune', () => [jose]],
      ['jos', () => [jose]],
      ['jenny@ex', () => [jenny]],
      ['4444', () => [jenny]],
      ['enny', () => [jenny]],
      ['rosen JENNY visa', () => []],
      ['rosen mastercard 4444', () => [jenny]],
      ['%', () => []],
      ['_', () => []],
      ['•••• 4444', () => [jenny]],
      ['zzzz', () => []],
      ['  ', () => []],
    ])('are found by %j', async (query, ids) => {
      const { data } = await ask(stripe, `/v1/onfile/customers?query=${encodeURIComponent(query)}`);
      expect(data.map(({ id }) => id)).toEqual(ids());
    });

    it('are found by their id, and after a change of name only by the new one', async () => {
      const byId = await ask(stripe, `/v1/onfile/customers?query=${jenny}`);
      expect(byId.data).toMatchObject([{ id: jenny, cards: 1, card: { last4: '4444' }, payments: 1 }]);
      const { id } = await stripe.customers.create({ name: 'Old Name' });
      await stripe.customers.update(id, { name: 'New Name' });
      expect((await ask(stripe, '/v1/onfile/customers?query=old')).data).toEqual([]);
      expect((await ask(stripe, '/v1/onfile/customers?query=new')).data).toMatchObject([{ id }]);
      await stripe.customers.del(id);
      expect((await ask(stripe, '/v1/onfile/customers?query=new')).data).toEqual([]);
    });

    it('are listed newest first, page by page, with what they have', async () => {
      const first = await ask(stripe, '/v1/onfile/customers?limit=2');
      expect(first.has_more).toBe(true);
      expect(first.data[0]).toMatchObject({ cards: 0, card: null, payments: 0 });
      const rest = await ask(stripe, `/v1/onfile/customers?limit=2&starting_after=${first.data[1]?.id}`);
      expect(rest.data.at(-1)).toMatchObject({
        id: jenny,
        customer: { object: 'customer', name: 'Jenny Rosen' },
      });
    });
  });

  it('customers who are found are read page by page too, and filtered by creation time', async () => {
    const stripe = server.client();
    const made: string[] = [];
    for (const email of ['a', 'b', 'c', 'd', 'e']) {
      made.push((await stripe.customers.create({ name: 'Jenny Rosen', email: `${email}@example.com` })).id);
    }
    const found: string[] = [];
    for (let more = true, after = ''; more; ) {
      const page = await ask(stripe, `/v1/onfile/customers?query=jenny&limit=2${after}`);
      found.push(...page.data.map(({ id }) => String(id)));
      after = `&starting_after=${found.at(-1)}`;
      more = page.has_more;
    }
    expect(found.toSorted()).toEqual(made.toSorted());
    const later = server.clock.now() + 100;
    expect((await ask(stripe, `/v1/onfile/customers?query=jenny&created[gt]=${later}`)).data).toEqual([]);
    expect((await ask(stripe, `/v1/onfile/customers?query=jenny&created[lt]=${later}`)).data).toHaveLength(5);
    await expect(
      stripe.rawRequest('GET', `/v1/onfile/customers?query=jenny&ending_before=${made[0]}`),
    ).rejects.toMatchObject({ statusCode: 400, param: 'ending_before' });
  });

  it('anything is found by its id, customers and products by name', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create({ name: 'Jenny Rosen' });
    const product = await stripe.products.create({ name: 'Blue T-shirt 100%' });
    const intent = await pay(stripe, 'pm_card_visa');
    const find = async (query: string) =>
      (await ask(stripe, `/v1/onfile/search?query=${encodeURIComponent(query)}`)).data;
    expect(await find(intent.id)).toMatchObject([
      { object: 'search_hit', type: 'payment_intent', title: '$20.00', subtitle: 'succeeded' },
    ]);
    expect(await find(String(intent.latest_charge))).toMatchObject([{ type: 'charge' }]);
    expect(await find('rosen')).toMatchObject([{ type: 'customer', id: customer, title: 'Jenny Rosen' }]);
    expect(await find('shirt')).toMatchObject([{ type: 'product', id: product.id }]);
    expect(await find('100%')).toMatchObject([{ id: product.id }]);
    expect(await find('pi_unknown')).toEqual([]);
    expect(await find('constructor_1')).toEqual([]);
    expect(await server.client().rawRequest('GET', `/v1/onfile/search?query=${intent.id}`)).toMatchObject({
      data: [],
    });
  });

  it('statistics count payments by day, their money by currency, and their declines by reason', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const from = server.clock.now() - day - 5000;
    await pay(stripe, 'pm_card_visa');
    await pay(stripe, saved.id, { customer, off_session: true });
    await pay(stripe, 'pm_card_visa', { amount: 3000, currency: 'eur' });
    await pay(stripe, 'pm_card_visa_chargeDeclinedInsufficientFunds').catch(() => null);
    const held = await pay(stripe, 'pm_card_visa', { amount: 5000, capture_method: 'manual' });
    await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1000 });
    await pay(stripe, 'pm_card_visa', { amount: 5000, capture_method: 'manual' });
    const starts = [from, from + day, from + 2 * day];
    const figures = await ask<Readonly<Record<string, unknown>>>(
      stripe,
      `/v1/onfile/statistics?${starts.map((start) => `starts[]=${start}&`).join('')}to=${from + 3 * day}`,
    );
    const counted = {
      payments: 6,
      succeeded: 5,
      failed: 1,
      saved_cards: 1,
      volume: { usd: 5000, eur: 3000 },
      declines: { insufficient_funds: 1 },
    };
    const nothing = { payments: 0, succeeded: 0, failed: 0, saved_cards: 0, volume: {}, declines: {} };
    expect(figures).toMatchObject({
      object: 'onfile.statistics',
      currencies: ['usd', 'eur'],
      totals: counted,
      intervals: [
        { start: starts[0], ...nothing },
        { start: starts[1], ...counted },
        { start: starts[2], ...nothing },
      ],
    });
  });

  it.each([
    ['starts[]=100&to=100', 'starts'],
    ['starts[]=100&starts[]=50&to=200', 'starts'],
    ['starts[]=100', 'to'],
    ['to=100', 'starts'],
  ])('statistics refuse %s', async (query, param) => {
    await expect(server.client().rawRequest('GET', `/v1/onfile/statistics?${query}`)).rejects.toMatchObject({
      statusCode: 400,
      param,
    });
  });

  it('every error names the page of its request, in its own account and mode', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const account = (await stripe.accounts.retrieveCurrent()).id;
    for (const path of ['/v1/customers/cus_none', '/v1/onfile/consents/none']) {
      const { json, headers } = await rawRequest(server, `GET ${path}`, { key });
      const id = headers.get('request-id');
      const { request_log_url: url } = json.error as { request_log_url: string };
      const { pathname, searchParams } = new URL(url);
      expect(pathname).toBe(`/dashboard/logs/${id}`);
      expect(Object.fromEntries(searchParams)).toMatchObject({ account, mode: 'test' });
      const kept = await stripe.rawRequest('GET', `/v1/onfile/request_logs/${id}`);
      expect(kept).toMatchObject({ id, path, status: 404 });
    }
  });

  it('the request log keeps what was requested and why it was refused, without card data', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const customer = await stripe.customers.create({ name: 'Jenny' }, { idempotencyKey: 'k1' });
    const refused = await stripe.paymentIntents
      .create({ amount: 1, currency: 'usd' })
      .catch((error: Stripe.errors.StripeError) => error);
    await rawRequest(server, 'POST /v1/tokens', {
      key,
      body: 'card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2034&card[cvc]=123',
    });
    const { data } = await ask(stripe, '/v1/onfile/request_logs');
    expect(data).toMatchObject([
      { path: '/v1/tokens', request: { card: '[redacted]' } },
      {
        object: 'onfile.request_log',
        method: 'POST',
        path: '/v1/payment_intents',
        status: 400,
        request: { amount: '1', currency: 'usd' },
        response_error: { type: 'invalid_request_error', code: 'amount_too_small', param: 'amount' },
      },
      {
        id: customer.lastResponse.requestId,
        path: '/v1/customers',
        status: 200,
        idempotency_key: 'k1',
        api_version: expect.stringMatching(/^20/),
        response_error: null,
      },
    ]);
    expect(JSON.stringify(data)).not.toContain('4242424242424242');
    const below = await ask(stripe, '/v1/onfile/request_logs?path=/v1/pay');
    expect(below.data).toMatchObject([{ path: '/v1/payment_intents' }]);
    const failed = await ask(stripe, '/v1/onfile/request_logs?status_class=4xx&method=POST');
    expect(failed.data).toHaveLength(1);
    expect(failed.data[0]?.id).toBe((refused as Stripe.errors.StripeError).requestId);
    const one = await stripe.rawRequest('GET', `/v1/onfile/request_logs/${customer.lastResponse.requestId}`);
    expect(one).toMatchObject({ request: { name: 'Jenny' } });
    expect(
      (await ask(stripe, `/v1/onfile/search?query=${customer.lastResponse.requestId}`)).data,
    ).toMatchObject([{ type: 'onfile.request_log', title: 'POST /v1/customers' }]);
    expect((await ask(server.client(), '/v1/onfile/request_logs')).data).toEqual([]);
  });
});
