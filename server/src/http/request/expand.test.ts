import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expandablesIn } from '../../api/unasked.ts';
import { Page } from '../../testing/page.ts';
import { type TestServer, testServer } from '../../testing/test-server.ts';
import { newestVersion } from '../../versions/version.ts';
import { planExpansion } from './expand.ts';

const expandables = expandablesIn(newestVersion);

describe('expand', () => {
  let server: TestServer;
  let stripe: Stripe;
  let session: Stripe.Checkout.Session;

  beforeAll(async () => {
    server = await testServer();
    stripe = server.client();
    const customer = await stripe.customers.create({ name: 'Jenny' });
    session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer: customer.id,
      saved_payment_method_options: { payment_method_save: 'enabled' },
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
    });
    await new Page(server.url, session).pay('4242424242424242', { save_payment_method: 'true' });
  });
  afterAll(() => server.stop());

  it('replaces an id with its object, and otherwise leaves it', async () => {
    const plain = await stripe.checkout.sessions.retrieve(session.id);
    expect(plain.customer).toMatch(/^cus_/);
    const expanded = await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer'] });
    expect(expanded.customer).toMatchObject({ object: 'customer', name: 'Jenny' });
  });

  it.each([
    [
      'customer',
      { tax: { automatic_tax: 'not_collecting' }, cash_balance: null, invoice_credit_balance: {} },
    ],
    ['checkout.session', { subscription: null, invoice: null, payment_link: null, shipping_cost: null }],
    ['payment_intent', { invoice: null, transfer_data: null }],
  ])('returns everything that the types of a %s can expand', async (name, shown) => {
    const paths = Object.keys(expandables[name] ?? {}).filter((path) => path.split('.').length <= 4);
    expect(paths.length).toBeGreaterThan(5);
    const [intent] = (await stripe.paymentIntents.list()).data;
    const at = {
      customer: `/v1/customers/${session.customer}`,
      'checkout.session': `/v1/checkout/sessions/${session.id}`,
      payment_intent: `/v1/payment_intents/${intent?.id}`,
    }[name];
    const query = paths.map((path) => `expand[]=${path}`).join('&');
    expect(await stripe.rawRequest('GET', `${at}?${query}`)).toMatchObject(shown);
  });

  it('shows what a customer does not have as an empty list', async () => {
    const { tax_ids, subscriptions } = (await stripe.customers.retrieve(String(session.customer), {
      expand: ['tax_ids', 'subscriptions.data.latest_invoice.payments'],
    })) as Stripe.Customer;
    expect(tax_ids).toEqual({
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/customers/${session.customer}/tax_ids`,
    });
    expect(subscriptions).toMatchObject({ object: 'list', data: [] });
  });

  it('follows what may be one of several types, and what does not exist', async () => {
    server.clock.advance(5);
    const [moved] = await vi.waitFor(async () => {
      const { data } = await stripe.balanceTransactions.list({ expand: ['data.source.payment_intent'] });
      expect(data).not.toEqual([]);
      return data;
    }, 20_000);
    expect(moved?.source).toMatchObject({ object: 'charge', payment_intent: { object: 'payment_intent' } });
    const shown = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription.latest_invoice.payments', 'invoice.lines.data', 'total_details.breakdown'],
    });
    expect(shown).toMatchObject({ subscription: null, total_details: { breakdown: { taxes: [] } } });
  });

  it('names what newer versions no longer have', async () => {
    await expect(
      stripe.checkout.sessions.retrieve(session.id, {
        expand: ['subscription.latest_invoice.payment_intent'],
      }),
    ).rejects.toMatchObject({
      statusCode: 400,
      message: "This property cannot be expanded because it doesn't exist: payment_intent.",
    });
  });

  it('leaves null what Onfile never fills', async () => {
    const [charge] = (await stripe.charges.list({ expand: ['data.application_fee', 'data.transfer'] })).data;
    expect(charge).toMatchObject({ application_fee: null });
    const [intent] = (await stripe.paymentIntents.list({ expand: ['data.review'] })).data;
    expect(intent).toMatchObject({ review: null });
    await expect(stripe.charges.list({ expand: ['data.colour'] })).rejects.toMatchObject({ statusCode: 400 });
  });

  it('follows only once what is named twice', () => {
    const paths = ['data.customer', 'data.customer', 'data.refunds', 'data.customer'];
    expect(planExpansion(expandables, 'list:charge', paths)).toHaveLength(2);
  });

  it('is a list', async () => {
    await expect(
      stripe.rawRequest('GET', `/v1/checkout/sessions/${session.id}?expand=customer`),
    ).rejects.toMatchObject({ statusCode: 400, message: 'Invalid array', param: 'expand' });
  });

  it('goes four levels deep', async () => {
    const [intent] = (await stripe.paymentIntents.list({ expand: ['data.latest_charge.customer'] })).data;
    expect(intent?.latest_charge).toMatchObject({ customer: { name: 'Jenny' } });
    const page = await stripe.checkout.sessions.list({
      expand: ['data.payment_intent.latest_charge.customer'],
    });
    expect(page.data[0]?.payment_intent).toMatchObject({ latest_charge: { customer: { name: 'Jenny' } } });
    await expect(
      stripe.checkout.sessions.list({ expand: ['data.payment_intent.payment_method.customer.x'] }),
    ).rejects.toMatchObject({
      statusCode: 400,
      message:
        'You cannot expand more than 4 levels of a property. Property: data.payment_intent.payment_method.customer.x',
    });
  });

  it('follows several paths through one object', async () => {
    const expanded = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent', 'payment_intent.payment_method', 'payment_intent.latest_charge', 'customer'],
    });
    expect(expanded).toMatchObject({
      customer: { object: 'customer' },
      payment_intent: { payment_method: { object: 'payment_method' }, latest_charge: { object: 'charge' } },
    });
  });

  it('shows what is otherwise hidden', async () => {
    expect(await stripe.checkout.sessions.retrieve(session.id)).not.toHaveProperty('line_items');
    const { line_items } = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['line_items.data.price.product'],
    });
    expect(line_items).toMatchObject({
      object: 'list',
      has_more: false,
      url: `/v1/checkout/sessions/${session.id}/line_items`,
      data: [{ object: 'item', price: { object: 'price', product: { object: 'product', name: 'A' } } }],
    });
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 1,
      product_data: { name: 'B' },
    });
    expect(price).not.toHaveProperty('currency_options');
    const shown = await stripe.prices.retrieve(price.id, { expand: ['currency_options'] });
    expect(shown.currency_options).toMatchObject({ usd: { unit_amount: 1 } });
    const found = await stripe.customers.search({ query: "name:'jenny'", expand: ['total_count'] });
    expect(found.total_count).toBe(1);
    expect(await stripe.customers.search({ query: "name:'jenny'" })).not.toHaveProperty('total_count');
  });

  it('works in the answer to a change, and shows a deleted object as its stub', async () => {
    const customer = await stripe.customers.create({});
    const made = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer: customer.id,
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
      expand: ['customer'],
    });
    expect(made.customer).toMatchObject({ id: customer.id, object: 'customer' });
    await stripe.customers.del(customer.id);
    const { customer: gone } = await stripe.checkout.sessions.retrieve(made.id, { expand: ['customer'] });
    expect(gone).toEqual({ id: customer.id, object: 'customer', deleted: true });
  });

  it('ignores a lone data on a list', async () => {
    await expect(stripe.customers.list({ expand: ['data'] })).resolves.toMatchObject({ object: 'list' });
  });

  it.each([
    ['foo', 'This property cannot be expanded (foo).'],
    ['customer.name', 'This property cannot be expanded (customer.name).'],
    ['__proto__', 'This property cannot be expanded (__proto__).'],
    ['', 'This property cannot be expanded ().'],
  ])('refuses %s before anything runs', async (path, message) => {
    for (const id of [session.id, 'cs_test_none']) {
      await expect(stripe.checkout.sessions.retrieve(id, { expand: [path] })).rejects.toMatchObject({
        statusCode: 400,
        message,
      });
    }
  });

  it('hints at data on a list', async () => {
    await expect(stripe.paymentIntents.list({ expand: ['customer'] })).rejects.toMatchObject({
      statusCode: 400,
      message:
        "This property cannot be expanded (customer). You may want to try expanding 'data.customer' instead.",
    });
  });
});
