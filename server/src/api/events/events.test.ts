import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('events on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  /** customer.created, customer.updated, product.created, customer.deleted */
  async function eventful() {
    const stripe = server.client();
    const customer = await stripe.customers.create({ name: 'A', metadata: { a: '1' } });
    await stripe.customers.update(customer.id, { name: 'B', metadata: { a: '', b: '2' } });
    await stripe.products.create({ name: 'T-shirt' });
    await stripe.customers.del(customer.id);
    return { stripe, customer };
  }

  const typesOf = async (stripe: Stripe, params: Stripe.EventListParams) =>
    (await stripe.events.list(params)).data.map(({ type }) => type);

  it('keep the object as it was then, and its previous values', async () => {
    const { stripe, customer } = await eventful();
    const [updated] = (await stripe.events.list({ type: 'customer.updated' })).data;
    expect(updated).toMatchObject({
      id: expect.stringMatching(/^evt_1[A-Za-z0-9]{23}$/),
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      pending_webhooks: 0,
      request: { id: expect.stringMatching(/^req_/), idempotency_key: expect.any(String) },
      data: {
        object: { id: customer.id, name: 'B', metadata: { b: '2' } },
        previous_attributes: { name: 'A', metadata: { a: '1', b: null } },
      },
    });
    expect(await stripe.events.retrieve(updated?.id ?? '')).toMatchObject({ id: updated?.id });
    const [created] = (await stripe.events.list({ type: 'customer.created' })).data;
    expect(created?.data).toMatchObject({ object: { name: 'A' } });
    expect(created?.data).not.toHaveProperty('previous_attributes');
  });

  it('are listed by type, by several, and by resource', async () => {
    const { stripe } = await eventful();
    const customers = ['customer.deleted', 'customer.updated', 'customer.created'];
    expect(await typesOf(stripe, {})).toEqual(['customer.deleted', 'product.created', ...customers.slice(1)]);
    expect(await typesOf(stripe, { type: 'product.created' })).toEqual(['product.created']);
    expect(await typesOf(stripe, { type: 'customer.*' })).toEqual(customers);
    expect(await typesOf(stripe, { types: ['product.created', 'customer.created'] })).toEqual([
      'product.created',
      'customer.created',
    ]);
    expect(await typesOf(stripe, { type: 'invoice.paid' })).toEqual([]);
    expect(await typesOf(stripe, { created: { gt: server.clock.now() + 10 } })).toEqual([]);
  });

  it('of several types are paged both ways', async () => {
    const { stripe } = await eventful();
    const types: Stripe.EventListParams['types'] = [
      'customer.created',
      'customer.updated',
      'customer.deleted',
    ];
    const first = await stripe.events.list({ types, limit: 2 });
    expect(first).toMatchObject({
      has_more: true,
      data: [{ type: 'customer.deleted' }, { type: 'customer.updated' }],
    });
    const last = await stripe.events.list({ types, limit: 2, starting_after: first.data[1]?.id ?? '' });
    expect(last).toMatchObject({ has_more: false, data: [{ type: 'customer.created' }] });
    const back = await stripe.events.list({ types, limit: 1, ending_before: last.data[0]?.id ?? '' });
    expect(back).toMatchObject({ has_more: true, data: [{ type: 'customer.updated' }] });
  });

  it('are found by their objects, and by the customer they belong or belonged to', async () => {
    const { stripe, customer } = await eventful();
    const other = await stripe.customers.create();
    await stripe.paymentMethods.attach('pm_card_visa', { customer: other.id });
    const [card] = (await stripe.customers.listPaymentMethods(other.id)).data;
    await stripe.paymentMethods.detach(card?.id ?? '');
    const about = async (params: string) => {
      const page: Stripe.ApiList<Stripe.Event> = Object(
        await stripe.rawRequest('GET', `/v1/onfile/events?${params}`),
      );
      return { types: page.data.map(({ type }) => type), more: page.has_more, last: page.data.at(-1)?.id };
    };
    expect((await about(`objects[]=${customer.id}`)).types).toEqual([
      'customer.deleted',
      'customer.updated',
      'customer.created',
    ]);
    const ofOther = ['payment_method.detached', 'payment_method.attached', 'customer.created'];
    const first = await about(`customer=${other.id}&limit=2`);
    expect(first).toMatchObject({ types: ofOther.slice(0, 2), more: true });
    const rest = await about(`customer=${other.id}&limit=2&starting_after=${first.last}`);
    expect(rest).toMatchObject({ types: ofOther.slice(2), more: false });
    expect((await about(`customer=${other.id}&objects[]=${card?.id}&objects[]=${other.id}`)).types).toEqual(
      ofOther,
    );
    expect((await about('')).types).toEqual([]);
  });

  it('refuse type and types together, and more than twenty types', async () => {
    const stripe = server.client();
    await expect(
      stripe.events.list({ type: 'customer.created', types: ['customer.created'] }),
    ).rejects.toMatchObject({ param: 'type', code: 'parameters_exclusive' });
    await expect(
      stripe.events.list({ types: Array.from({ length: 21 }, () => 'customer.created') }),
    ).rejects.toMatchObject({ param: 'types' });
    await expect(stripe.events.retrieve('evt_none')).rejects.toMatchObject({
      statusCode: 404,
      message: "No such event: 'evt_none'",
    });
  });

  it('are rendered in the reader’s version', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
    });
    await stripe.checkout.sessions.expire(session.id);
    for (const [apiVersion, word] of [
      ['2025-09-30.clover', 'custom'],
      ['2026-10-28.endive', 'elements'],
    ] as const) {
      const [event] = (await server.client({ key, apiVersion }).events.list()).data;
      expect(event).toMatchObject({ api_version: apiVersion, data: { object: { ui_mode: word } } });
    }
  });

  it('are not written for a change that fails', async () => {
    const stripe = server.client();
    await expect(stripe.prices.create({ currency: 'usd', product_data: { name: 'A' } })).rejects.toThrow();
    expect((await stripe.events.list()).data).toEqual([]);
  });
});
