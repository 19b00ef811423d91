import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Page } from '../../testing/page.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

type Params = Stripe.Checkout.SessionCreateParams;

const hour = 60 * 60;

describe.each(engines)('checkout sessions on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const priceOf = (currency: string, unit_amount: number) => ({
    currency,
    unit_amount,
    product_data: { name: 'T-shirt' },
  });
  const base = {
    mode: 'payment',
    ui_mode: 'elements',
    line_items: [{ price_data: priceOf('usd', 1500), quantity: 2 }],
  } as const satisfies Params;

  const create = (stripe: Stripe, params: Params = {}) =>
    stripe.checkout.sessions.create({ ...base, ...params });

  it('are created with what Stripe would fill in', async () => {
    const stripe = server.client();
    const session = await create(stripe, { client_reference_id: 'order-1', metadata: { a: '1' } });
    expect(session).toMatchObject({
      id: expect.stringMatching(/^cs_test_a1[A-Za-z0-9]{56}$/),
      object: 'checkout.session',
      amount_subtotal: 3000,
      amount_total: 3000,
      client_reference_id: 'order-1',
      currency: 'usd',
      customer: null,
      customer_creation: 'if_required',
      customer_details: null,
      expires_at: session.created + 24 * hour,
      metadata: { a: '1' },
      mode: 'payment',
      payment_intent: null,
      payment_method_types: ['card'],
      payment_status: 'unpaid',
      saved_payment_method_options: {
        allow_redisplay_filters: ['always'],
        payment_method_remove: 'disabled',
        payment_method_save: null,
      },
      status: 'open',
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
      url: null,
    });
    expect(session.client_secret).toMatch(new RegExp(`^${session.id}_secret_fid`));
    expect(session).not.toHaveProperty('line_items');
    expect((await stripe.events.list()).data.map(({ type }) => type)).not.toContain('payment_intent.created');
  });

  it('take prices or data for new ones, in the order of the request', async () => {
    const stripe = server.client();
    const price = await stripe.prices.create(priceOf('usd', 700));
    const session = await create(stripe, {
      line_items: [
        { price: price.id, quantity: 3, metadata: { a: '1' } },
        {
          price_data: { currency: 'usd', unit_amount_decimal: '0.5', product_data: { name: 'Bead' } },
          quantity: 101,
        },
        { price_data: { currency: 'USD', unit_amount: 1, product: String(price.product) }, quantity: 1 },
      ],
    } as Params);
    expect(session.amount_total).toBe(2100 + 51 + 1);
    const { data, url } = await stripe.checkout.sessions.listLineItems(session.id);
    expect(url).toBe(`/v1/checkout/sessions/${session.id}/line_items`);
    expect(data).toMatchObject([
      {
        id: expect.stringMatching(/^li_1/),
        object: 'item',
        amount_total: 2100,
        description: 'T-shirt',
        quantity: 3,
        metadata: { a: '1' },
        price: { id: price.id, active: true },
      },
      { amount_total: 51, description: 'Bead', price: { active: false, unit_amount: null } },
      { amount_total: 1, price: { product: price.product } },
    ]);
    const page = await stripe.checkout.sessions.listLineItems(session.id, {
      limit: 1,
      starting_after: data[0]?.id ?? '',
    });
    expect(page).toMatchObject({ has_more: true, data: [{ id: data[1]?.id }] });
  });

  it('choose among the currencies of their prices', async () => {
    const stripe = server.client();
    const price = await stripe.prices.create({
      ...priceOf('usd', 2000),
      currency_options: { eur: { unit_amount: 1800 } },
    });
    const line_items = [{ price: price.id, quantity: 2 }];
    expect(await create(stripe, { line_items })).toMatchObject({ currency: 'usd', amount_total: 4000 });
    expect(await create(stripe, { line_items, currency: 'eur' })).toMatchObject({
      currency: 'eur',
      amount_total: 3600,
    });
    await expect(create(stripe, { line_items, currency: 'gbp' })).rejects.toMatchObject({
      statusCode: 400,
      param: 'line_items[0]',
    });
    await expect(
      create(stripe, { line_items: [...line_items, { price_data: priceOf('gbp', 100), quantity: 1 }] }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'line_items[1]' });
  });

  it.each([
    ['jpy', 500, 1000],
    ['krw', 50, 100],
    ['kwd', 1230, 2460],
    ['bhd', 500, 1000],
  ])('charge %s in its own minor units', async (currency, unit, total) => {
    const stripe = server.client();
    const session = await create(stripe, {
      line_items: [{ price_data: priceOf(currency, unit), quantity: 2 }],
    });
    expect(session).toMatchObject({ currency, amount_total: total });
    await new Page(server.url, session).pay('4242424242424242');
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent).toMatchObject({ amount: total, amount_received: total, currency });
  });

  it.each([
    ['usd', 49, "The Checkout Session's total amount due must add up to at least $0.50 usd"],
    ['jpy', 49, "The Checkout Session's total amount due must add up to at least ¥50 jpy"],
  ])('refuse less than the minimum charge in %s', async (currency, unit, message) => {
    await expect(
      create(server.client(), { line_items: [{ price_data: priceOf(currency, unit), quantity: 1 }] }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'amount_too_small', message });
  });

  it('refuse more than the maximum charge', async () => {
    await expect(
      create(server.client(), { line_items: [{ price_data: priceOf('usd', 99_999_999), quantity: 2 }] }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'amount_too_large' });
  });

  it('let the buyer adjust a quantity within its bounds', async () => {
    const stripe = server.client();
    const session = await create(stripe, {
      line_items: [
        {
          price_data: priceOf('usd', 1000),
          quantity: 2,
          adjustable_quantity: { enabled: true, minimum: 1, maximum: 5 },
        },
        { price_data: priceOf('usd', 1), quantity: 1 },
      ],
      expand: ['line_items'],
    });
    const [adjustable, fixed] = session.line_items?.data ?? [];
    expect(adjustable?.adjustable_quantity).toEqual({ enabled: true, minimum: 1, maximum: 5 });
    expect(fixed?.adjustable_quantity).toBeNull();
    const page = new Page(server.url, session);
    const want = (id: string | undefined, quantity: number) =>
      page.call('', { 'line_items[0][id]': id ?? '', 'line_items[0][quantity]': String(quantity) });
    expect(await want(adjustable?.id, 5)).toMatchObject({ amount_total: 5001 });
    expect(await page.refusal(want(adjustable?.id, 6))).toMatchObject({ status: 400 });
    expect(await page.refusal(want(adjustable?.id, 0))).toMatchObject({ status: 400 });
    expect(await page.refusal(want(fixed?.id, 2))).toMatchObject({ status: 400 });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ amount_total: 5001 });
  });

  describe('with a customer', () => {
    it('know the customer at once, and create none', async () => {
      const stripe = server.client();
      const customer = await stripe.customers.create({ email: 'jenny@example.com', name: 'Jenny' });
      const session = await create(stripe, { customer: customer.id });
      expect(session).toMatchObject({
        customer: customer.id,
        customer_creation: null,
        customer_email: null,
        customer_details: { email: 'jenny@example.com', name: null, tax_exempt: 'none' },
      });
    });

    it('know an e-mail address at once', async () => {
      const session = await create(server.client(), { customer_email: 'guest@example.com' });
      expect(session).toMatchObject({
        customer: null,
        customer_email: 'guest@example.com',
        customer_details: { email: 'guest@example.com', name: null },
      });
    });

    it('refuse a deleted one', async () => {
      const stripe = server.client();
      const { id } = await stripe.customers.create({});
      await stripe.customers.del(id);
      await expect(create(stripe, { customer: id })).rejects.toMatchObject({
        statusCode: 400,
        message: `No such customer: '${id}'`,
      });
    });
  });

  it('refuse what is archived', async () => {
    const stripe = server.client();
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 500,
      product_data: { name: 'A' },
    });
    const product = String(price.product);
    await stripe.products.update(product, { active: false });
    for (const [line, param] of [
      [{ price: price.id }, 'line_items[0][price]'],
      [{ price_data: { currency: 'usd', unit_amount: 500, product } }, 'line_items[0][price_data][product]'],
    ] as const) {
      await expect(create(stripe, { line_items: [{ ...line, quantity: 1 }] })).rejects.toMatchObject({
        statusCode: 400,
        param,
        message: expect.stringMatching(/ is not available to be purchased because .* is not active\.$/),
      });
    }
  });

  it('refuse an inactive price', async () => {
    const stripe = server.client();
    const price = await stripe.prices.create(priceOf('usd', 1000));
    await stripe.prices.update(price.id, { active: false });
    await expect(create(stripe, { line_items: [{ price: price.id, quantity: 1 }] })).rejects.toMatchObject({
      param: 'line_items[0][price]',
      message: 'The price specified is inactive. This field only accepts active prices.',
    });
  });

  it('last between half an hour and a day', async () => {
    const stripe = server.client();
    const at = (seconds: number) => create(stripe, { expires_at: server.clock.now() + seconds });
    await expect(at(hour / 2 - 5)).rejects.toMatchObject({
      param: 'expires_at',
      message: 'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
    });
    await expect(at(24 * hour + 60)).rejects.toMatchObject({
      param: 'expires_at',
      message: 'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
    });
    const session = await at(hour);
    expect(session.expires_at - session.created).toBeGreaterThanOrEqual(hour - 5);
  });

  it('are listed by their filters', async () => {
    const stripe = server.client();
    const customer = await stripe.customers.create({ email: 'jenny@example.com' });
    const [open, paid, guest] = [
      await create(stripe, { customer: customer.id }),
      await create(stripe),
      await create(stripe, { customer_email: 'guest@example.com' }),
    ];
    await new Page(server.url, paid).pay('4242424242424242', { email: 'paid@example.com' });
    const { payment_intent } = await stripe.checkout.sessions.retrieve(paid.id);
    const list = async (params: Stripe.Checkout.SessionListParams) =>
      (await stripe.checkout.sessions.list(params)).data.map(({ id }) => id);
    expect(await list({})).toEqual([guest.id, paid.id, open.id]);
    expect(await list({ customer: customer.id })).toEqual([open.id]);
    expect(await list({ status: 'complete' })).toEqual([paid.id]);
    expect(await list({ payment_intent: String(payment_intent) })).toEqual([paid.id]);
    expect(await list({ customer_details: { email: 'jenny@example.com' } })).toEqual([open.id]);
    expect(await list({ customer_details: { email: 'guest@example.com' } })).toEqual([guest.id]);
    expect(await list({ customer_details: { email: 'paid@example.com' } })).toEqual([paid.id]);
    expect(await list({ status: 'expired' })).toEqual([]);
  });

  it('are changed while open', async () => {
    const stripe = server.client();
    const session = await create(stripe, { metadata: { a: '1' }, expand: ['line_items'] });
    const [line] = session.line_items?.data ?? [];
    const changed = await stripe.checkout.sessions.update(session.id, {
      metadata: { a: '', b: '2' },
      line_items: [
        { id: line?.id ?? '', quantity: 1 },
        { price_data: priceOf('usd', 500), quantity: 1 },
      ],
      payment_intent_data: { description: 'Order 1', metadata: { order: '1' } },
      expand: ['line_items'],
    });
    expect(changed).toMatchObject({ metadata: { b: '2' }, amount_total: 2000 });
    expect(changed.line_items?.data.map(({ id }) => id === line?.id)).toEqual([true, false]);
    await new Page(server.url, session).pay('4242424242424242');
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent).toMatchObject({ amount: 2000, description: 'Order 1', metadata: { order: '1' } });
    await expect(
      stripe.checkout.sessions.update(session.id, { line_items: [{ id: line?.id ?? '' }] }),
    ).rejects.toMatchObject({ statusCode: 400 });
    const later = await stripe.checkout.sessions.update(session.id, { metadata: { c: '3' } });
    expect(later.metadata).toEqual({ b: '2', c: '3' });
  });

  it('keep their own metadata from the intent, and pass on that of payment_intent_data', async () => {
    const stripe = server.client();
    const session = await create(stripe, {
      metadata: { session: '1' },
      payment_intent_data: {
        metadata: { intent: '1' },
        receipt_email: 'a@example.com',
        statement_descriptor: 'SHOP',
      },
    });
    await new Page(server.url, session).pay('4242424242424242');
    const [charge] = (await stripe.charges.list({ expand: ['data.payment_intent'] })).data;
    expect(charge).toMatchObject({
      metadata: { intent: '1' },
      calculated_statement_descriptor: 'SHOP',
      payment_intent: { metadata: { intent: '1' }, receipt_email: 'a@example.com' },
    });
  });

  it('hold the money if the merchant captures manually', async () => {
    const stripe = server.client();
    const session = await create(stripe, { payment_intent_data: { capture_method: 'manual' } });
    await new Page(server.url, session).pay('4242424242424242');
    const { payment_intent, payment_status, status } = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect({ status, payment_status }).toEqual({ status: 'complete', payment_status: 'unpaid' });
    expect(payment_intent).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 3000,
      amount_received: 0,
      latest_charge: { captured: false, paid: true },
    });
  });

  it('can be expired once, which cancels an unfinished payment', async () => {
    const stripe = server.client();
    const session = await create(stripe);
    const page = new Page(server.url, session);
    await page.refusal(page.pay('4000000000000002'));
    expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({
      status: 'expired',
      client_secret: null,
      payment_status: 'unpaid',
    });
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent).toMatchObject({ status: 'canceled', canceled_at: expect.any(Number) });
    expect((await stripe.events.list({ limit: 2 })).data.map(({ type }) => type)).toEqual([
      'checkout.session.expired',
      'payment_intent.canceled',
    ]);
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({
      statusCode: 400,
      message:
        'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `expired`.',
    });
    expect(await page.refusal(page.pay('4242424242424242'))).toMatchObject({ status: 400 });
  });

  it('do not exist in another sandbox, for any call', async () => {
    const { id } = await create(server.client());
    const { sessions } = server.client().checkout;
    for (const call of [
      () => sessions.retrieve(id),
      () => sessions.update(id, { metadata: { a: '1' } }),
      () => sessions.expire(id),
      () => sessions.listLineItems(id),
    ]) {
      await expect(call()).rejects.toMatchObject({
        statusCode: 404,
        code: 'resource_missing',
        message: `No such checkout.session: '${id}'`,
      });
    }
  });
});
