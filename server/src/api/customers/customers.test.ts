import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('customers on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('are created, read, changed and deleted', async () => {
    const stripe = server.client();
    const made = await stripe.customers.create({
      name: 'Jenny Rosen',
      email: 'jenny@example.com',
      metadata: { a: '1' },
    });
    expect(made).toMatchObject({
      object: 'customer',
      name: 'Jenny Rosen',
      balance: 0,
      livemode: false,
      shipping: null,
    });
    expect(made.id).toMatch(/^cus_[A-Za-z0-9]{14}$/);

    const changed = await stripe.customers.update(made.id, { name: '', metadata: { a: '', b: '2' } });
    expect(changed).toMatchObject({ name: null, email: 'jenny@example.com', metadata: { b: '2' } });
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ name: null });

    expect(await stripe.customers.del(made.id)).toMatchObject({
      id: made.id,
      object: 'customer',
      deleted: true,
      lastResponse: expect.anything(),
    });
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ deleted: true });
    await expect(stripe.customers.update(made.id, { name: 'x' })).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such customer: '${made.id}'`,
    });
    expect((await stripe.customers.list()).data).toEqual([]);
  });

  it('report their changes as events, in order', async () => {
    const stripe = server.client();
    const made = await stripe.customers.create({ name: 'A' });
    await stripe.customers.update(made.id, { name: 'B' });
    await stripe.customers.update(made.id, { name: 'B' });
    await stripe.customers.del(made.id);
    const events = await stripe.events.list();
    expect(events.data.map((event) => event.type)).toEqual([
      'customer.deleted',
      'customer.updated',
      'customer.created',
    ]);
    expect(events.data[1]?.data.previous_attributes).toEqual({ name: 'A' });
  });

  it('are listed page by page, newest first', async () => {
    const stripe = server.client();
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1)
      ids.unshift((await stripe.customers.create({ name: `${index}` })).id);
    const first = await stripe.customers.list({ limit: 3 });
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    const second = await stripe.customers.list({ limit: 3, starting_after: ids[2] ?? '' });
    expect(second.data.map(({ id }) => id)).toEqual(ids.slice(3, 6));
    const back = await stripe.customers.list({ limit: 2, ending_before: ids[3] ?? '' });
    expect(back.data.map(({ id }) => id)).toEqual(ids.slice(1, 3));
    const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ id }) => id)).toEqual(ids);
    await expect(stripe.customers.list({ starting_after: 'cus_none' })).rejects.toMatchObject({
      message: "No such customer: 'cus_none'",
    });
  });

  it('are found by the search language', async () => {
    const stripe = server.client();
    const jenny = await stripe.customers.create({
      name: 'Jenny Rosen',
      email: 'jenny@example.com',
      metadata: { tier: 'gold' },
    });
    await stripe.customers.create({ name: 'Other', email: 'other@example.com' });
    const find = async (query: string) => (await stripe.customers.search({ query })).data.map(({ id }) => id);
    expect(await find("email:'JENNY@example.com'")).toEqual([jenny.id]);
    expect(await find("name~'rose'")).toEqual([jenny.id]);
    expect(await find("metadata['tier']:'gold'")).toEqual([jenny.id]);
    expect(await find("-metadata['tier']:null")).toEqual([jenny.id]);
    expect(await find("name:'other' OR name:'Jenny Rosen'")).toHaveLength(2);
    await expect(find("colour:'red'")).rejects.toMatchObject({ statusCode: 400, param: 'query' });
    await expect(find("name:'a' AND email:'b' OR phone:'c'")).rejects.toMatchObject({ statusCode: 400 });
  });

  it('are found page by page, whoever is added meanwhile', async () => {
    const stripe = server.client();
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      made.unshift((await stripe.customers.create({ name: 'Jenny Rosen' })).id);
    }
    const query = "name:'Jenny Rosen'";
    const first = await stripe.customers.search({ query, limit: 2, expand: ['total_count'] });
    expect(first).toMatchObject({ object: 'search_result', has_more: true, total_count: 5 });
    await stripe.customers.create({ name: 'Jenny Rosen' });
    const rest: string[] = [];
    for await (const { id } of stripe.customers.search({ query, limit: 2, page: first.next_page ?? '' })) {
      rest.push(id);
    }
    expect([...first.data.map(({ id }) => id), ...rest]).toEqual(made);
    await expect(stripe.customers.search({ query, page: 'nonsense' })).rejects.toMatchObject({
      statusCode: 400,
      param: 'page',
    });
  });

  it('of another sandbox do not exist', async () => {
    const made = await server.client().customers.create({});
    await expect(server.client().customers.retrieve(made.id)).rejects.toMatchObject({
      code: 'resource_missing',
    });
  });
});
