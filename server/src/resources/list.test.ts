import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';

const lists: readonly [path: string, noun: string][] = [
  ['/v1/customers', 'customer'],
  ['/v1/products', 'product'],
  ['/v1/prices', 'price'],
  ['/v1/payment_methods', 'PaymentMethod'],
  ['/v1/checkout/sessions', 'checkout.session'],
  ['/v1/payment_intents', 'payment_intent'],
  ['/v1/charges', 'charge'],
  ['/v1/events', 'event'],
  ['/v1/onfile/consents', 'consent'],
];

describe('lists', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it.each(lists)('%s is an empty list of four keys in a fresh sandbox', async (path) => {
    const { json } = await rawRequest(server, `GET ${path}`, { key: server.freshKey() });
    expect(json).toEqual({ object: 'list', data: [], has_more: false, url: path });
  });

  it.each(lists)('%s refuses a cursor that names nothing', async (path, noun) => {
    for (const cursor of ['starting_after', 'ending_before']) {
      const { status, json } = await rawRequest(server, `GET ${path}?${cursor}=x_none`, {
        key: server.freshKey(),
      });
      expect(status).toBe(400);
      expect(json.error).toMatchObject({
        code: 'resource_missing',
        param: cursor,
        message: `No such ${noun}: 'x_none'`,
      });
    }
  });

  it.each(lists)('%s refuses parameters that it does not have', async (path) => {
    const { json } = await rawRequest(server, `GET ${path}?foo=1`, { key: server.freshKey() });
    expect(json.error).toMatchObject({ code: 'parameter_unknown', param: 'foo' });
  });

  async function sandboxOf(count: number) {
    const stripe = server.client();
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      ids.unshift((await stripe.customers.create({ email: `${index % 2}@example.com` })).id);
    }
    return { stripe, ids };
  }

  const idsOf = (page: Stripe.ApiList<Stripe.Customer>) => page.data.map(({ id }) => id);

  it('return ten by default, and clamp a limit that is out of range', async () => {
    const { stripe, ids } = await sandboxOf(12);
    expect(idsOf(await stripe.customers.list())).toEqual(ids.slice(0, 10));
    expect(idsOf(await stripe.customers.list({ limit: 0 }))).toEqual(ids.slice(0, 1));
    expect(idsOf(await stripe.customers.list({ limit: -1 }))).toEqual(ids.slice(0, 1));
    expect(idsOf(await stripe.customers.list({ limit: 1000 }))).toEqual(ids);
    await expect(stripe.customers.list({ limit: 1.5 })).rejects.toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  });

  it('take one cursor, and look it up before refusing two', async () => {
    const { stripe, ids } = await sandboxOf(2);
    const [newest = '', oldest = ''] = ids;
    await expect(
      stripe.customers.list({ starting_after: newest, ending_before: oldest }),
    ).rejects.toMatchObject({
      statusCode: 400,
      message: 'Received both starting_after and ending_before parameters. Please pass in only one.',
    });
    await expect(
      stripe.customers.list({ starting_after: 'cus_none', ending_before: oldest }),
    ).rejects.toMatchObject({ message: "No such customer: 'cus_none'" });
  });

  it('page both ways within a filter, newest first', async () => {
    const { stripe, ids } = await sandboxOf(9);
    const even = ids.filter((_, index) => index % 2 === 0);
    const filter = { email: '0@example.com', limit: 2 };
    const first = await stripe.customers.list(filter);
    expect(first).toMatchObject({ has_more: true });
    expect(idsOf(first)).toEqual(even.slice(0, 2));
    const next = await stripe.customers.list({ ...filter, starting_after: even[1] ?? '' });
    expect(idsOf(next)).toEqual(even.slice(2, 4));
    const last = await stripe.customers.list({ ...filter, starting_after: even[3] ?? '' });
    expect(last).toMatchObject({ has_more: false });
    expect(idsOf(last)).toEqual(even.slice(4));
    const back = await stripe.customers.list({ ...filter, ending_before: even[4] ?? '' });
    expect(idsOf(back)).toEqual(even.slice(2, 4));
    expect(back.has_more).toBe(true);
    const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ id }) => id)).toEqual(ids);
  });

  it('filter by time of creation', async () => {
    const stripe = server.client();
    const before = await stripe.customers.create({});
    server.clock.advance(100);
    const after = await stripe.customers.create({});
    const { created } = after;
    expect(idsOf(await stripe.customers.list({ created: { gte: created } }))).toEqual([after.id]);
    expect(idsOf(await stripe.customers.list({ created: { lt: created } }))).toEqual([before.id]);
    expect(idsOf(await stripe.customers.list({ created }))).toEqual([after.id]);
    expect(idsOf(await stripe.customers.list({ created: { gt: created } }))).toEqual([]);
  });
});
