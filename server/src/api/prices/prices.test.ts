import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('prices on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const shirt = { currency: 'usd', unit_amount: 2000, product_data: { name: 'T-shirt' } } as const;

  it('are created together with their product', async () => {
    const stripe = server.client();
    const price = await stripe.prices.create({
      ...shirt,
      nickname: 'Regular',
      product_data: { name: 'T-shirt', unit_label: 'piece', metadata: { a: '1' } },
    });
    expect(price).toMatchObject({
      id: expect.stringMatching(/^price_1[A-Za-z0-9]{23}$/),
      object: 'price',
      active: true,
      billing_scheme: 'per_unit',
      currency: 'usd',
      lookup_key: null,
      nickname: 'Regular',
      recurring: null,
      tax_behavior: 'unspecified',
      type: 'one_time',
      unit_amount: 2000,
    });
    expect(await stripe.products.retrieve(String(price.product))).toMatchObject({
      name: 'T-shirt',
      unit_label: 'piece',
      metadata: { a: '1' },
    });
    const types = (await stripe.events.list()).data.map(({ type }) => type);
    expect(types).toEqual(['price.created', 'product.created']);
  });

  it.each([
    ['unit_amount=1000', { unit_amount: 1000, unit_amount_decimal: '1000' }],
    ['unit_amount=0', { unit_amount: 0, unit_amount_decimal: '0' }],
    ['unit_amount_decimal=1000', { unit_amount: 1000, unit_amount_decimal: '1000' }],
    ['unit_amount_decimal=1000.00', { unit_amount: 1000, unit_amount_decimal: '1000' }],
    ['unit_amount_decimal=0.5', { unit_amount: null, unit_amount_decimal: '0.5' }],
    ['unit_amount_decimal=12.345678901234', { unit_amount: null, unit_amount_decimal: '12.345678901234' }],
  ])('with %s answer both amounts', async (amount, answered) => {
    const { json } = await rawRequest(server, 'POST /v1/prices', {
      key: server.freshKey(),
      body: `currency=usd&product_data[name]=A&${amount}`,
    });
    expect(json).toMatchObject(answered);
  });

  it('give a lookup key to one price, unless it is transferred', async () => {
    const stripe = server.client();
    const first = await stripe.prices.create({ ...shirt, lookup_key: 'shirt' });
    await expect(stripe.prices.create({ ...shirt, lookup_key: 'shirt' })).rejects.toMatchObject({
      statusCode: 400,
      param: 'lookup_key',
      message: expect.stringContaining(first.id),
    });
    const second = await stripe.prices.create({ ...shirt, lookup_key: 'shirt', transfer_lookup_key: true });
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
    const found = async (lookup_keys: string[]) =>
      (await stripe.prices.list({ lookup_keys })).data.map(({ id }) => id);
    expect(await found(['shirt', 'none', 'shirt'])).toEqual([second.id]);
    const back = await stripe.prices.update(first.id, { lookup_key: 'shirt', transfer_lookup_key: true });
    expect(back.lookup_key).toBe('shirt');
    expect(await found(['shirt'])).toEqual([first.id]);
    await stripe.prices.update(first.id, { lookup_key: '' });
    expect(await found(['shirt'])).toEqual([]);
    const other = await server.client().prices.create({ ...shirt, lookup_key: 'shirt' });
    expect(other.lookup_key).toBe('shirt');
  });

  it('give a lookup key to one of many concurrent requests', async () => {
    const stripe = server.client();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => stripe.prices.create({ ...shirt, lookup_key: 'shirt' })),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => reason.param)).toEqual(Array.from({ length: 7 }, () => 'lookup_key'));
  });

  it('have amounts in other currencies, shown when expanded', async () => {
    const stripe = server.client();
    const made = await stripe.prices.create({
      ...shirt,
      currency_options: { eur: { unit_amount: 1800 }, jpy: { unit_amount: 3000, tax_behavior: 'inclusive' } },
      expand: ['currency_options'],
    });
    expect(made.currency_options).toMatchObject({
      usd: { unit_amount: 2000, tax_behavior: 'unspecified' },
      eur: { unit_amount: 1800, tax_behavior: 'unspecified' },
      jpy: { unit_amount: 3000, tax_behavior: 'inclusive' },
    });
    const changed = await stripe.prices.update(made.id, {
      currency_options: { gbp: { unit_amount: 1600 } },
      expand: ['currency_options'],
    });
    expect(Object.keys(changed.currency_options ?? {}).sort()).toEqual(['eur', 'gbp', 'jpy', 'usd']);
  });

  it('can change everything but the amount', async () => {
    const stripe = server.client();
    const { id } = await stripe.prices.create(shirt);
    const changed = await stripe.prices.update(id, {
      active: false,
      metadata: { a: '1' },
      nickname: 'Old',
      tax_behavior: 'exclusive',
    });
    expect(changed).toMatchObject({
      active: false,
      metadata: { a: '1' },
      nickname: 'Old',
      unit_amount: 2000,
    });
    await expect(stripe.prices.update(id, { tax_behavior: 'inclusive' })).rejects.toMatchObject({
      param: 'tax_behavior',
    });
    await expect(stripe.rawRequest('POST', `/v1/prices/${id}`, { unit_amount: 1 })).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'unit_amount',
    });
  });

  it('are listed and searched by their attributes', async () => {
    const stripe = server.client();
    const usd = await stripe.prices.create({ ...shirt, lookup_key: 'dollar', metadata: { a: '1' } });
    const eur = await stripe.prices.create({ ...shirt, currency: 'eur', active: false });
    const list = async (params: Stripe.PriceListParams) =>
      (await stripe.prices.list(params)).data.map(({ id }) => id);
    expect(await list({})).toEqual([eur.id, usd.id]);
    expect(await list({ active: true })).toEqual([usd.id]);
    expect(await list({ currency: 'eur' })).toEqual([eur.id]);
    expect(await list({ product: String(usd.product) })).toEqual([usd.id]);
    expect(await list({ type: 'recurring' })).toEqual([]);
    const find = async (query: string) => (await stripe.prices.search({ query })).data.map(({ id }) => id);
    expect(await find("lookup_key:'dollar'")).toEqual([usd.id]);
    expect(await find("currency:'eur' OR metadata['a']:'1'")).toEqual([eur.id, usd.id]);
    expect(await find(`product:'${eur.product}' AND active:'false'`)).toEqual([eur.id]);
  });

  it('may be recurring, and are then refused for a single payment', async () => {
    const stripe = server.client();
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 2000,
      product_data: { name: 'Membership' },
      recurring: { interval: 'month' },
    });
    expect(price).toMatchObject({
      type: 'recurring',
      recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    });
    const session = stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [{ price: price.id, quantity: 1 }],
    });
    await expect(session).rejects.toThrow('You specified `payment` mode but passed a recurring price.');
  });

  it('that belong to one session are kept out of lists', async () => {
    const stripe = server.client();
    await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [{ price_data: shirt, quantity: 1 }],
    });
    expect((await stripe.prices.list()).data).toEqual([]);
    expect((await stripe.prices.search({ query: "currency:'usd'" })).data).toEqual([]);
  });

  it.each([
    [{ currency: 'usd', unit_amount: 1 }, 'product', 'parameter_missing'],
    [{ ...shirt, unit_amount: undefined }, 'unit_amount', 'parameter_missing'],
    [{ ...shirt, unit_amount_decimal: '1' }, 'unit_amount', 'parameters_exclusive'],
    [{ ...shirt, product: 'prod_1' }, 'product', 'parameters_exclusive'],
    [{ currency: 'usd', unit_amount: 1, product: 'prod_none' }, 'product', 'resource_missing'],
    [
      { ...shirt, unit_amount: undefined, unit_amount_decimal: '1.1234567890123' },
      'unit_amount_decimal',
      undefined,
    ],
    [{ ...shirt, unit_amount: undefined, unit_amount_decimal: '-1' }, 'unit_amount_decimal', undefined],
    [{ ...shirt, recurring: { interval: 'hour' } }, 'recurring[interval]', undefined],
    [{ ...shirt, recurring: { interval: 'month', meter: 'm' } }, 'recurring[meter]', 'parameter_unknown'],
    [
      { ...shirt, currency_options: { eur: { tax_behavior: 'inclusive' } } },
      'currency_options[eur][unit_amount]',
      'parameter_missing',
    ],
    [{ ...shirt, currency_options: { zzz: { unit_amount: 1 } } }, 'currency_options[zzz]', undefined],
    [{ ...shirt, billing_scheme: 'tiered' }, 'billing_scheme', undefined],
  ])('refuse %j', async (body, param, code) => {
    await expect(server.client().rawRequest('POST', '/v1/prices', body)).rejects.toMatchObject({
      statusCode: 400,
      param,
      code,
    });
  });
});
