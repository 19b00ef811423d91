import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('products on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('are created with what Stripe would fill in', async () => {
    const stripe = server.client();
    const made = await stripe.products.create({ name: 'T-shirt' });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^prod_[A-Za-z0-9]{14}$/),
      object: 'product',
      active: true,
      default_price: null,
      description: null,
      images: [],
      livemode: false,
      marketing_features: [],
      metadata: {},
      name: 'T-shirt',
      package_dimensions: null,
      shippable: null,
      statement_descriptor: null,
      tax_code: null,
      unit_label: null,
      updated: made.created,
      url: null,
    });
  });

  it('are changed field by field, and cleared by an empty string', async () => {
    const stripe = server.client();
    const made = await stripe.products.create({
      name: 'T-shirt',
      description: 'Soft',
      images: ['https://example.com/a.png', 'https://example.com/b.png'],
      metadata: { colour: 'red' },
      package_dimensions: { height: 1, length: 2, weight: 3, width: 4 },
      shippable: true,
      unit_label: 'piece',
      url: 'https://example.com/shirt',
    });
    const changed = await stripe.products.update(made.id, {
      active: false,
      description: '',
      images: '',
      metadata: { colour: '', size: 'L' },
      package_dimensions: '',
      unit_label: '',
      url: '',
    });
    expect(changed).toMatchObject({
      active: false,
      description: null,
      images: [],
      metadata: { size: 'L' },
      package_dimensions: null,
      shippable: true,
      unit_label: null,
      url: null,
    });
    expect(await stripe.products.retrieve(made.id)).toMatchObject({ active: false, name: 'T-shirt' });
  });

  it('are created with a price if one is described, which becomes their default', async () => {
    const stripe = server.client();
    const made = await stripe.products.create({
      name: 'T-shirt',
      default_price_data: { currency: 'usd', unit_amount: 1500, recurring: { interval: 'month' } },
      expand: ['default_price'],
    });
    expect(made.default_price).toMatchObject({
      object: 'price',
      active: true,
      product: made.id,
      recurring: { interval: 'month', interval_count: 1 },
      unit_amount: 1500,
    });
    const types = (await stripe.events.list()).data.map(({ type }) => type);
    expect(types).toEqual(['price.created', 'product.created']);
    await expect(
      stripe.products.create({ name: 'A', default_price_data: { currency: 'usd' } }),
    ).rejects.toMatchObject({ param: 'default_price_data[unit_amount]', code: 'parameter_missing' });
  });

  it('accept only their own active price as default, and keep it active', async () => {
    const stripe = server.client();
    const made = await stripe.products.create({ name: 'T-shirt' });
    const [own, archived] = await Promise.all([
      stripe.prices.create({ product: made.id, currency: 'usd', unit_amount: 1 }),
      stripe.prices.create({ product: made.id, currency: 'usd', unit_amount: 2, active: false }),
    ]);
    const foreign = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 3,
      product_data: { name: 'B' },
    });
    for (const [price, message] of [
      ['price_none', "No such price: 'price_none'"],
      [foreign.id, `The price ${foreign.id} does not belong to the product ${made.id}.`],
      [archived.id, 'The price specified is inactive. This field only accepts active prices.'],
    ] as const) {
      await expect(stripe.products.update(made.id, { default_price: price })).rejects.toMatchObject({
        statusCode: 400,
        param: 'default_price',
        message,
      });
    }
    await stripe.products.update(made.id, { default_price: own.id });
    await expect(stripe.prices.update(own.id, { active: false })).rejects.toMatchObject({
      statusCode: 400,
      message: 'This price cannot be archived because it is the default price of its product.',
    });
  });

  it('may have the merchant’s own id, separately in every sandbox', async () => {
    const [one, other] = [server.client(), server.client()];
    expect((await one.products.create({ id: 'shirt-42', name: 'A' })).id).toBe('shirt-42');
    expect((await other.products.create({ id: 'shirt-42', name: 'B' })).id).toBe('shirt-42');
    expect((await one.products.retrieve('shirt-42')).name).toBe('A');
    await expect(one.products.create({ id: 'shirt-42', name: 'C' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_already_exists',
      param: 'id',
    });
  });

  it('are deleted unless they have prices', async () => {
    const stripe = server.client();
    const [sold, unsold] = [
      await stripe.products.create({ name: 'Sold' }),
      await stripe.products.create({ name: 'Unsold' }),
    ];
    await stripe.prices.create({ product: sold.id, currency: 'usd', unit_amount: 100 });
    await expect(stripe.products.del(sold.id)).rejects.toMatchObject({ statusCode: 400 });
    expect(await stripe.products.del(unsold.id)).toMatchObject({
      id: unsold.id,
      object: 'product',
      deleted: true,
    });
    for (const use of [
      () => stripe.products.retrieve(unsold.id),
      () => stripe.products.update(unsold.id, { name: 'x' }),
      () => stripe.products.del(unsold.id),
    ]) {
      await expect(use()).rejects.toMatchObject({
        statusCode: 404,
        message: `No such product: '${unsold.id}'`,
      });
    }
    expect((await stripe.products.list()).data.map(({ id }) => id)).toEqual([sold.id]);
  });

  it('are listed by their filters', async () => {
    const stripe = server.client();
    const a = await stripe.products.create({ name: 'A', shippable: true, url: 'https://example.com/a' });
    const b = await stripe.products.create({ name: 'B', active: false });
    const ids = async (params: Parameters<typeof stripe.products.list>[0]) =>
      (await stripe.products.list(params)).data.map(({ id }) => id);
    expect(await ids({ active: true })).toEqual([a.id]);
    expect(await ids({ active: false })).toEqual([b.id]);
    expect(await ids({ shippable: true })).toEqual([a.id]);
    expect(await ids({ url: 'https://example.com/a' })).toEqual([a.id]);
    expect(await ids({ ids: [b.id, 'prod_none'] })).toEqual([b.id]);
  });

  it('are found by the search language', async () => {
    const stripe = server.client();
    const shirt = await stripe.products.create({
      name: 'Blue T-shirt',
      description: '100% cotton_weave',
      metadata: { 'say "so"': 'yes' },
      shippable: true,
    });
    const other = await stripe.products.create({ name: 'Mug', active: false });
    const find = async (query: string) => (await stripe.products.search({ query })).data.map(({ id }) => id);
    expect(await find("name:'blue t-shirt'")).toEqual([shirt.id]);
    expect(await find("description~'100%'")).toEqual([shirt.id]);
    expect(await find("description~'n_w'")).toEqual([shirt.id]);
    expect(await find("description~'nxw'")).toEqual([]);
    expect(await find("active:'false'")).toEqual([other.id]);
    expect(await find("shippable:'true' AND active:'true'")).toEqual([shirt.id]);
    expect(await find(`metadata["say \\"so\\""]:'yes'`)).toEqual([shirt.id]);
    expect(await find('created>0')).toEqual([other.id, shirt.id]);
    expect(await find("-name:'Mug'")).toEqual([shirt.id]);
  });

  it('report their changes as events', async () => {
    const stripe = server.client();
    const made = await stripe.products.create({ name: 'A' });
    await stripe.products.update(made.id, { name: 'B' });
    await stripe.products.update(made.id, { name: 'B' });
    await stripe.products.del(made.id);
    const events = (await stripe.events.list()).data;
    expect(events.map(({ type }) => type)).toEqual(['product.deleted', 'product.updated', 'product.created']);
    expect(events[1]?.data.previous_attributes).toMatchObject({ name: 'A' });
  });

  it.each([
    [{}, 'name', 'parameter_missing'],
    [{ name: '' }, 'name', 'parameter_invalid_empty'],
    [{ name: 'A', colour: 'red' }, 'colour', 'parameter_unknown'],
    [{ name: 'A', url: 'example' }, 'url', 'url_invalid'],
    [{ name: 'A', images: Array.from({ length: 9 }, () => 'https://a.example') }, 'images', undefined],
  ])('refuse %j', async (body, param, code) => {
    const stripe = server.client();
    await expect(stripe.rawRequest('POST', '/v1/products', body)).rejects.toMatchObject({
      statusCode: 400,
      param,
      code,
    });
  });
});
