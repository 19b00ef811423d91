import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Page } from '../../testing/page.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

type SessionParams = Stripe.Checkout.SessionCreateParams;

describe.each(engines)('a free checkout session on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const line = (unit_amount: number) => ({
    price_data: { currency: 'usd', unit_amount, product_data: { name: 'Sample' } },
    quantity: 1,
  });
  const free = { mode: 'payment', ui_mode: 'elements', line_items: [line(0)] } satisfies SessionParams;
  const create = (stripe: Stripe, params: SessionParams = {}) =>
    stripe.checkout.sessions.create({ ...free, ...params });
  const confirm = (session: Stripe.Checkout.Session, more: Readonly<Record<string, string>> = {}) =>
    new Page(server.url, session).confirm({ expected_amount: '0', ...more });

  it('completes without a payment and creates a customer', async () => {
    const stripe = server.client();
    const price = await stripe.prices.create({ ...line(0).price_data, product_data: { name: 'Sample' } });
    const session = await create(stripe, {
      line_items: [{ price: price.id, quantity: 2 }],
      saved_payment_method_options: { payment_method_save: 'disabled' },
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    expect(session).toMatchObject({
      amount_total: 0,
      payment_status: 'no_payment_required',
      payment_intent: null,
      customer: null,
      status: 'open',
    });
    expect(await new Page(server.url, session).init()).toMatchObject({ collects_card: false });
    const page = await confirm(session, {
      email: 'jenny@example.com',
      'billing_address[name]': 'Jenny Rosen',
      'billing_address[address][country]': 'US',
    });
    expect(page).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      email: 'jenny@example.com',
    });
    const complete = await stripe.checkout.sessions.retrieve(session.id);
    expect(complete).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
      client_secret: null,
      customer: expect.stringMatching(/^cus_/),
      customer_details: { email: 'jenny@example.com', name: 'Jenny Rosen', address: { country: 'US' } },
    });
    expect(await stripe.customers.retrieve(String(complete.customer))).toMatchObject({
      email: 'jenny@example.com',
      name: 'Jenny Rosen',
    });
    for (const made of [stripe.paymentIntents.list(), stripe.charges.list()])
      expect((await made).data).toEqual([]);
    expect((await stripe.paymentMethods.list({ customer: String(complete.customer) })).data).toEqual([]);
    const events = (await stripe.events.list()).data.filter(({ type }) => !/^(price|product)/.test(type));
    expect(events.map(({ type }) => type)).toEqual(['checkout.session.completed', 'customer.created']);
    expect(events[0]?.data.object).toMatchObject({ id: session.id, status: 'complete' });
    await expect(confirm(session)).rejects.toMatchObject({ status: 400 });
  });

  it('belongs to its customer, who is given the e-mail address', async () => {
    const stripe = server.client();
    const customer = await stripe.customers.create({ name: 'Jenny' });
    const session = await create(stripe, { customer: customer.id });
    await confirm(session, { email: 'jenny@example.com' });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ email: 'jenny@example.com' });
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  it('keeps nothing of a card that is sent anyway', async () => {
    const stripe = server.client();
    const session = await create(stripe);
    await new Page(server.url, session).pay('4000000000000002', { save_payment_method: 'true' });
    const { customer } = await stripe.checkout.sessions.retrieve(session.id);
    expect((await stripe.paymentMethods.list({ customer: String(customer) })).data).toEqual([]);
  });

  it('may become priced, and free again after a decline', async () => {
    const stripe = server.client();
    const session = await create(stripe);
    const page = new Page(server.url, session);
    const change = (unit_amount: number) =>
      stripe.checkout.sessions.update(session.id, { line_items: [line(unit_amount)] });
    expect(await change(2000)).toMatchObject({ amount_total: 2000, payment_status: 'unpaid' });
    expect(await page.refusal(confirm(session))).toMatchObject({
      error: { code: 'checkout_amount_mismatch' },
    });
    expect(await page.refusal(page.pay('4000000000000002'))).toMatchObject({ status: 402 });
    expect(await change(0)).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required' });
    await confirm(session);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
    });
    expect((await stripe.paymentIntents.list()).data).toMatchObject([
      { status: 'canceled', amount_received: 0 },
    ]);
  });

  it('requires what the merchant collects besides a card', async () => {
    const session = await create(server.client(), { phone_number_collection: { enabled: true } });
    const page = new Page(server.url, session);
    expect(await page.refusal(confirm(session))).toMatchObject({ error: { param: 'phone_number' } });
    expect(await confirm(session, { phone_number: '+15551234' })).toMatchObject({ status: 'complete' });
  });

  it('is completed once by two simultaneous confirmations', async () => {
    const stripe = server.client();
    const session = await create(stripe);
    const both = await Promise.allSettled([confirm(session), confirm(session)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await stripe.events.list({ type: 'checkout.session.completed' })).data).toHaveLength(1);
  });

  it('was refused until 2023-08-16, as a total below the minimum charge still is', async () => {
    const key = server.freshKey();
    const made = (unit_amount: number, version: string) =>
      rawRequest(server, 'POST /v1/checkout/sessions', {
        key,
        headers: { 'stripe-version': version },
        body: `mode=payment&success_url=https://shop.example&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=${unit_amount}&line_items[0][price_data][product_data][name]=A`,
      });
    const tooSmall = { status: 400, json: { error: { code: 'amount_too_small' } } };
    expect(await made(0, '2022-11-15')).toMatchObject(tooSmall);
    expect(await made(0, '2023-08-16')).toMatchObject({ status: 200, json: { amount_total: 0 } });
    expect(await made(49, '2023-08-16')).toMatchObject(tooSmall);
  });
});
