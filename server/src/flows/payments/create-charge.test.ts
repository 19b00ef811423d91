import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('charges made directly on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const base = { amount: 2000, currency: 'usd' } as const;

  it('take a token once, and report only the charge', async () => {
    const stripe = server.client();
    const token = await stripe.tokens.create({
      card: { number: '4242424242424242', exp_month: '12', exp_year: '2040', cvc: '123', name: 'Jenny' },
    });
    const charge = await stripe.charges.create({
      ...base,
      source: token.id,
      description: 'A lamp',
      metadata: { order: '7' },
      receipt_email: 'jenny@example.com',
    });
    expect(charge).toMatchObject({
      amount: 2000,
      captured: true,
      customer: null,
      description: 'A lamp',
      metadata: { order: '7' },
      paid: true,
      payment_intent: null,
      payment_method: token.card?.id,
      payment_method_details: { card: { checks: { cvc_check: 'pass' }, last4: '4242' } },
      receipt_email: 'jenny@example.com',
      source: { id: token.card?.id, object: 'card', brand: 'Visa', cvc_check: 'pass', name: 'Jenny' },
      status: 'succeeded',
    });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ source: { id: token.card?.id } });
    const types = (await stripe.events.list()).data.map(({ type }) => type);
    expect(types.filter((type) => type !== 'charge.updated')).toEqual(['charge.succeeded']);
    await expect(stripe.charges.create({ ...base, source: token.id })).rejects.toMatchObject({
      statusCode: 400,
      code: 'token_already_used',
    });
  });

  it('are made to a customer’s card, and can be refunded', async () => {
    const stripe = server.client();
    const { id: customer, default_source } = await stripe.customers.create({ source: 'tok_visa' });
    const charge = await stripe.charges.create({ ...base, customer });
    expect(charge).toMatchObject({
      customer,
      payment_method: default_source,
      source: { id: default_source },
    });
    const named = await stripe.charges.create({ ...base, customer, source: String(default_source) });
    const refund = await stripe.refunds.create({ charge: named.id, amount: 500 });
    expect(refund).toMatchObject({ charge: named.id, payment_intent: null, status: 'succeeded' });
    expect(await stripe.charges.retrieve(named.id)).toMatchObject({ amount_refunded: 500, refunded: false });
    const stranger = await stripe.customers.create({ source: 'tok_amex' });
    for (const source of [String(stranger.default_source), 'tok_visa', 'card_none']) {
      await expect(stripe.charges.create({ ...base, customer, source })).rejects.toMatchObject({
        statusCode: 400,
        code: 'missing',
        param: 'source',
        message: `Customer ${customer} does not have a linked source with ID ${source}.`,
      });
    }
    await stripe.customers.deleteSource(customer, String(default_source));
    await expect(stripe.charges.create({ ...base, customer })).rejects.toMatchObject({
      statusCode: 402,
      code: 'missing',
      message: 'Cannot charge a customer that has no active card',
    });
    await expect(stripe.charges.create(base)).rejects.toMatchObject({
      statusCode: 400,
      message: 'Must provide source or customer.',
    });
  });

  it('are held first, and captured once', async () => {
    const stripe = server.client();
    const held = await stripe.charges.create({ ...base, source: 'tok_visa', capture: false });
    expect(held).toMatchObject({ captured: false, amount_captured: 0, paid: true });
    const captured = await stripe.charges.capture(held.id, { amount: 1500 });
    expect(captured).toMatchObject({ captured: true, amount_captured: 1500, payment_intent: null });
    await expect(stripe.charges.capture(held.id)).rejects.toMatchObject({
      statusCode: 400,
      code: 'charge_already_captured',
    });
    const types = (await stripe.events.list()).data.map(({ type }) => type).reverse();
    expect(types.filter((type) => type !== 'charge.updated')).toEqual([
      'charge.succeeded',
      'charge.captured',
    ]);
  });

  it('that are held are released by a refund, in full and once', async () => {
    const stripe = server.client();
    const held = await stripe.charges.create({ ...base, source: 'tok_visa', capture: false });
    await expect(stripe.refunds.create({ charge: held.id, amount: 500 })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
      message:
        'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount',
    });
    await expect(stripe.refunds.create({ charge: held.id, amount: 2001 })).rejects.toMatchObject({
      message: 'Refund amount ($20.01) is greater than charge amount ($20.00)',
    });
    const key = { idempotencyKey: 'release once' };
    const params = { charge: held.id, reason: 'duplicate', metadata: { why: 'sold out' } } as const;
    const refund = await stripe.refunds.create(params, key);
    expect(refund).toMatchObject({
      object: 'refund',
      amount: 2000,
      balance_transaction: null,
      charge: held.id,
      metadata: { why: 'sold out' },
      payment_intent: null,
      reason: 'duplicate',
      status: 'succeeded',
    });
    expect(await stripe.refunds.create(params, key)).toEqual(refund);
    expect(await stripe.refunds.retrieve(refund.id)).toEqual(refund);
    expect(await stripe.charges.retrieve(held.id, { expand: ['refunds'] })).toMatchObject({
      amount_captured: 0,
      amount_refunded: 2000,
      captured: false,
      refunded: true,
      refunds: { data: [{ id: refund.id }], total_count: 1 },
      status: 'succeeded',
    });
    const [carrier] = (await stripe.paymentIntents.list()).data;
    expect(carrier).toMatchObject({
      amount_capturable: 0,
      cancellation_reason: 'duplicate',
      status: 'canceled',
    });
    await expect(stripe.refunds.create({ charge: held.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
      message: `Charge ${held.id} has already been refunded.`,
    });
    await expect(stripe.charges.capture(held.id)).rejects.toMatchObject({ statusCode: 400 });
    expect((await stripe.balanceTransactions.list()).data).toEqual([]);
    const types = (await stripe.events.list()).data.map(({ type }) => type).reverse();
    expect(types).toEqual(['charge.succeeded', 'refund.created', 'charge.refunded']);
  });

  it('that are held are released once by simultaneous requests, and by one whose answer was lost', async () => {
    const stripe = server.client();
    const held = await stripe.charges.create({ ...base, source: 'tok_visa', capture: false });
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => stripe.refunds.create({ charge: held.id })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const other = await stripe.charges.create({ ...base, source: 'tok_visa', capture: false });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const key = { idempotencyKey: 'lost release' };
    server.simulator.setFaults(account, { lostAnswerRate: 1 });
    await expect(stripe.refunds.create({ charge: other.id }, key)).rejects.toMatchObject({ statusCode: 500 });
    await expect(stripe.charges.capture(other.id)).rejects.toMatchObject({ statusCode: 429 });
    server.simulator.setFaults(account, { lostAnswerRate: 0 });
    const refund = await stripe.refunds.create({ charge: other.id }, key);
    expect((await stripe.refunds.list({ charge: other.id })).data).toEqual([refund]);
  });

  it('are refunded under their own path, as older clients do', async () => {
    const stripe = server.client();
    const charge = await stripe.charges.create({ ...base, source: 'tok_visa' });
    const under = (path: string, params = {}) =>
      stripe.rawRequest('POST', `/v1/charges/${charge.id}/${path}`, params);
    const refund = await under('refunds', { amount: 500 });
    expect(refund).toMatchObject({ object: 'refund', amount: 500, charge: charge.id });
    const { id } = Object(refund);
    const read = await stripe.rawRequest('GET', `/v1/charges/${charge.id}/refunds/${id}`);
    expect(read).toMatchObject({ id });
    expect(await under('refund')).toMatchObject({ object: 'charge', amount_refunded: 2000, refunded: true });
    await expect(under('refunds')).rejects.toMatchObject({ code: 'charge_already_refunded' });
    await expect(stripe.rawRequest('POST', '/v1/charges/ch_none/refunds')).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(stripe.rawRequest('GET', `/v1/charges/ch_other/refunds/${id}`)).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it.each([
    ['tok_chargeDeclined', 'card_declined', 'generic_decline'],
    ['tok_chargeDeclinedExpiredCard', 'expired_card', undefined],
    ['tok_authenticationRequired', 'authentication_required', 'authentication_required'],
  ])('of %s are declined, and name the charge', async (source, code, decline_code) => {
    const stripe = server.client();
    const key = { idempotencyKey: `declined ${source}` };
    const error = await stripe.charges.create({ ...base, source }, key).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code,
      ...(decline_code === undefined ? {} : { decline_code }),
      charge: expect.stringMatching(/^ch_/),
    });
    expect(error).not.toHaveProperty('payment_intent.id');
    const [failed, ...others] = (await stripe.charges.list()).data;
    expect(failed).toMatchObject({ status: 'failed', paid: false, failure_code: code });
    expect(others).toEqual([]);
    // The same key gets the same answer.
    await expect(stripe.charges.create({ ...base, source }, key)).rejects.toMatchObject({ code });
    expect((await stripe.charges.list()).data).toHaveLength(1);
    expect((await stripe.events.list()).data.map(({ type }) => type)).toEqual(['charge.failed']);
  });

  it('refuse other kinds of source by name, and Connect parameters', async () => {
    const stripe = server.client();
    await expect(stripe.charges.create({ ...base, source: 'src_1' })).rejects.toMatchObject({
      statusCode: 400,
      param: 'source',
    });
    await expect(
      stripe.charges.create({ ...base, source: 'tok_visa', destination: { account: 'acct_1' } }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'destination' });
    await expect(stripe.charges.create({ ...base, amount: 1, source: 'tok_visa' })).rejects.toMatchObject({
      code: 'amount_too_small',
    });
  });
});
