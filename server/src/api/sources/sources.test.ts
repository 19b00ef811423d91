import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('older card objects on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const typesOf = async (stripe: Stripe) =>
    (await stripe.events.list()).data.map(({ type }) => type).reverse();

  it('are created with a customer, and are the default', async () => {
    const stripe = server.client();
    const customer = await stripe.customers.create({ email: 'jenny@example.com', source: 'tok_visa' });
    const id = String(customer.default_source);
    expect(id).toMatch(/^card_1\w{23}$/);
    expect(await typesOf(stripe)).toEqual([
      'customer.created',
      'payment_method.attached',
      'customer.source.created',
    ]);
    const shown = (await stripe.customers.retrieve(customer.id, {
      expand: ['default_source', 'sources'],
    })) as Stripe.Customer;
    expect(shown).toMatchObject({
      default_source: {
        id,
        object: 'card',
        brand: 'Visa',
        customer: customer.id,
        cvc_check: 'pass',
        last4: '4242',
      },
      sources: { object: 'list', data: [{ id }], url: `/v1/customers/${customer.id}/sources` },
    });
    expect(await stripe.paymentMethods.retrieve(id)).toMatchObject({ id, customer: customer.id });
  });

  it('are created, read, changed, listed and deleted under their customer', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create({});
    const token = await stripe.tokens.create({
      card: {
        number: '4242424242424242',
        exp_month: '12',
        exp_year: '2040',
        cvc: '123',
        name: 'Jenny',
        address_city: 'Berlin',
        address_line1: 'A street',
      },
    });
    const first = (await stripe.customers.createSource(customer, {
      source: token.id,
      metadata: { order: '7' },
    })) as Stripe.Card;
    expect(first).toMatchObject({
      id: token.card?.id,
      object: 'card',
      address_city: 'Berlin',
      fingerprint: token.card?.fingerprint,
      metadata: { order: '7' },
      name: 'Jenny',
    });
    await expect(stripe.customers.createSource(customer, { source: token.id })).rejects.toMatchObject({
      statusCode: 400,
      code: 'token_already_used',
      param: 'source',
    });
    const second = await stripe.rawRequest('POST', `/v1/customers/${customer}/cards`, { source: 'tok_amex' });
    expect(second).toMatchObject({ object: 'card', brand: 'American Express', last4: '8431' });
    const list = await stripe.customers.listSources(customer, { object: 'card' });
    expect(list.data.map(({ id }) => id)).toEqual([(second as unknown as Stripe.Card).id, first.id]);
    expect((await stripe.customers.listSources(customer, { object: 'bank_account' })).data).toEqual([]);
    const changed = await stripe.customers.updateSource(customer, first.id, {
      exp_month: '11',
      exp_year: '2041',
      address_zip: '10115',
      metadata: { order: '' },
    });
    expect(changed).toMatchObject({
      address_city: 'Berlin',
      address_zip: '10115',
      exp_month: 11,
      exp_year: 2041,
      metadata: {},
    });
    expect(await stripe.customers.retrieveSource(customer, first.id)).toEqual(changed);
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ default_source: first.id });
    expect(await stripe.customers.deleteSource(customer, first.id)).toEqual({
      id: first.id,
      object: 'card',
      deleted: true,
    });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({
      default_source: (second as unknown as Stripe.Card).id,
    });
    await expect(stripe.customers.retrieveSource(customer, first.id)).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringContaining(`No such source: '${first.id}'`),
    });
    expect(await typesOf(stripe)).toEqual([
      'customer.created',
      'payment_method.attached',
      'customer.source.created',
      'customer.updated',
      'payment_method.attached',
      'customer.source.created',
      'payment_method.updated',
      'customer.source.updated',
      'payment_method.detached',
      'customer.source.deleted',
    ]);
  });

  it('are replaced by a new one, and one is chosen as default', async () => {
    const stripe = server.client();
    const { id, default_source: old } = await stripe.customers.create({ source: 'tok_visa' });
    const updated = await stripe.customers.update(id, { source: 'tok_mastercard', name: 'Jenny' });
    expect(updated).toMatchObject({ name: 'Jenny', default_source: expect.stringMatching(/^card_/) });
    expect(updated.default_source).not.toBe(old);
    const other = await stripe.customers.createSource(id, { source: 'tok_amex' });
    expect((await stripe.customers.listSources(id)).data).toHaveLength(2);
    expect(await stripe.customers.update(id, { default_source: other.id })).toMatchObject({
      default_source: other.id,
    });
    const stranger = await stripe.customers.create({ source: 'tok_visa' });
    for (const wrong of ['card_none', String(old), String(stranger.default_source)]) {
      await expect(stripe.customers.update(id, { default_source: wrong })).rejects.toMatchObject({
        statusCode: 400,
        code: 'resource_missing',
        param: 'default_source',
      });
    }
  });

  it('are refused if their issuer declines, or if they are not cards', async () => {
    const stripe = server.client();
    await expect(stripe.customers.create({ source: 'tok_chargeDeclined' })).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
    });
    expect((await stripe.customers.list()).data).toEqual([]);
    const { id } = await stripe.customers.create({});
    for (const source of ['btok_us_verified', 'src_1', 'ba_1']) {
      await expect(stripe.customers.createSource(id, { source })).rejects.toMatchObject({
        statusCode: 400,
        param: 'source',
        message: expect.stringContaining(`the source ${source} is of another kind`),
      });
    }
    await expect(stripe.customers.createSource(id, { source: 'tok_none' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'source',
    });
    await expect(stripe.customers.createSource('cus_none', { source: 'tok_visa' })).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('pay intents by id, and the same key again makes no second one', async () => {
    const stripe = server.client();
    const key = { idempotencyKey: 'once' };
    const [{ id: customer, default_source }, again] = [
      await stripe.customers.create({ source: 'tok_visa' }, key),
      await stripe.customers.create({ source: 'tok_visa' }, key),
    ];
    expect(again.default_source).toBe(default_source);
    const paid = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer,
      payment_method: String(default_source),
      confirm: true,
      off_session: true,
    });
    expect(paid).toMatchObject({ status: 'succeeded', payment_method: default_source });
  });
});
