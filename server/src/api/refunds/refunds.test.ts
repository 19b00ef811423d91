import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workOffAll } from '../../jobs/duty.ts';
import { finishAllOperations } from '../../jobs/finish-operations.ts';
import { hearNetwork } from '../../jobs/hear-network.ts';
import { leaseSeconds } from '../../store/leases.ts';
import { eventually, paidCharge } from '../../testing/paid.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const visa = '4242424242424242';

describe.each(engines)('refunds on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('pay back in parts, and then no more', async () => {
    const { stripe, charge } = await paidCharge(server, visa);
    const first = await stripe.refunds.create({
      charge: charge.id,
      amount: 300,
      reason: 'requested_by_customer',
      metadata: { a: '1' },
    });
    expect(first).toMatchObject({
      object: 'refund',
      amount: 300,
      charge: charge.id,
      status: 'succeeded',
      reason: 'requested_by_customer',
      metadata: { a: '1' },
    });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 300, refunded: false });
    await expect(stripe.refunds.create({ charge: charge.id, amount: 2000 })).rejects.toMatchObject({
      statusCode: 400,
      message: 'Refund amount ($20.00) is greater than charge amount ($10.00)',
    });
    await expect(stripe.refunds.create({ charge: charge.id, amount: 701 })).rejects.toMatchObject({
      message: 'Refund amount ($7.01) is greater than unrefunded amount on charge ($7.00)',
    });
    const rest = await stripe.refunds.create({ payment_intent: String(charge.payment_intent) });
    expect(rest.amount).toBe(700);
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
      message: `Charge ${charge.id} has already been refunded.`,
    });
    const shown = await stripe.charges.retrieve(charge.id, {
      expand: ['refunds', 'refunds.data.balance_transaction'],
    });
    expect(shown).toMatchObject({ amount_refunded: 1000, refunded: true });
    expect(shown.refunds).toMatchObject({ has_more: false, total_count: 2 });
    expect(shown.refunds?.data).toMatchObject([
      { id: rest.id, balance_transaction: { amount: -700, fee: 0, net: -700, type: 'refund' } },
      { id: first.id },
    ]);
    const { data: events } = await stripe.events.list({ types: ['refund.created', 'charge.refunded'] });
    expect(events.map(({ type }) => type)).toEqual([
      'charge.refunded',
      'refund.created',
      'charge.refunded',
      'refund.created',
    ]);
    expect(events[2]?.data.previous_attributes).toEqual({ amount_refunded: 0 });
  });

  it('are read, listed, changed and never canceled', async () => {
    const { stripe, charge } = await paidCharge(server, visa);
    const one = await stripe.refunds.create({ charge: charge.id, amount: 100 });
    const two = await stripe.refunds.create({ charge: charge.id, amount: 100 });
    const { data } = await stripe.refunds.list({ charge: charge.id });
    expect(data.map(({ id }) => id)).toEqual([two.id, one.id]);
    expect((await stripe.refunds.list({ charge: 'ch_other' })).data).toEqual([]);
    expect(await stripe.refunds.update(one.id, { metadata: { k: 'v' } })).toMatchObject({
      metadata: { k: 'v' },
    });
    expect(await stripe.refunds.retrieve(one.id)).toMatchObject({ metadata: { k: 'v' } });
    await expect(stripe.refunds.cancel(one.id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.refunds.retrieve('re_x')).rejects.toMatchObject({
      statusCode: 404,
      message: "No such refund: 're_x'",
    });
  });

  it('refuse what cannot be refunded, and change nothing', async () => {
    const { stripe, charge } = await paidCharge(server, visa, { capture: 'manual' });
    await expect(stripe.refunds.create({})).rejects.toMatchObject({ code: 'parameter_missing' });
    await expect(stripe.refunds.create({ charge: 'ch_x' })).rejects.toMatchObject({
      message: "No such charge: 'ch_x'",
      param: 'charge',
    });
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringMatching(
        `^This uncaptured Charge was created by a PaymentIntent \\(${charge.payment_intent}\\)\\. You must cancel the PaymentIntent to reverse the authorization instead of refunding the Charge directly\\.`,
      ),
    });
    const intent = String(charge.payment_intent);
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      statusCode: 400,
      message: `This PaymentIntent (${intent}) does not have a successful charge to refund.`,
    });
    await expect(stripe.refunds.create({ charge: charge.id, amount: 0 })).rejects.toMatchObject({
      param: 'amount',
    });
    await expect(
      stripe.refunds.create({ charge: charge.id, refund_application_fee: true }),
    ).rejects.toMatchObject({ param: 'refund_application_fee' });
    expect((await stripe.refunds.list()).data).toEqual([]);
  });

  it('requested concurrently never pay back more than was paid', async () => {
    const { stripe, charge } = await paidCharge(server, visa);
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, () => stripe.refunds.create({ charge: charge.id, amount: 300 })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 900 });
  });

  it('whose answer was lost are finished once by the sweeper', async () => {
    const { stripe, charge, account } = await paidCharge(server, visa);
    server.simulator.setFaults(account, { lostAnswerRate: 1 });
    const options = { idempotencyKey: 'refund once' };
    await expect(stripe.refunds.create({ charge: charge.id, amount: 400 }, options)).rejects.toMatchObject({
      statusCode: 500,
    });
    expect((await stripe.refunds.list()).data).toMatchObject([{ status: 'pending', amount: 400 }]);
    server.simulator.setFaults(account, { lostAnswerRate: 0 });
    server.clock.advance(leaseSeconds + 1);
    await Promise.all([finishAllOperations(server.services), finishAllOperations(server.services)]);
    expect((await stripe.refunds.list()).data).toMatchObject([{ status: 'succeeded', amount: 400 }]);
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 400 });
    const { data } = await stripe.balanceTransactions.list({ type: 'refund' });
    expect(data.map(({ amount }) => amount)).toEqual([-400]);
  });

  it('may start as pending and succeed later', async () => {
    const { stripe, charge } = await paidCharge(server, '4000000000007726');
    const refund = await stripe.refunds.create({ charge: charge.id });
    expect(refund.status).toBe('pending');
    server.clock.advance(5);
    await eventually(
      () => stripe.refunds.retrieve(refund.id),
      ({ status }) => status === 'succeeded',
    );
    const { data } = await stripe.events.list({ types: ['refund.updated', 'charge.refund.updated'] });
    expect(data.map(({ type }) => type)).toEqual(['charge.refund.updated', 'refund.updated']);
  });

  it('may fail after succeeding: the money is the merchant’s again', async () => {
    const { stripe, charge } = await paidCharge(server, '4000000000005126');
    const refund = await stripe.refunds.create({ charge: charge.id });
    expect(refund.status).toBe('succeeded');
    server.clock.advance(5);
    const failed = await eventually(
      () => stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] }),
      ({ status }) => status === 'failed',
    );
    expect(failed).toMatchObject({
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: { amount: 1000, type: 'refund_failure' },
    });
    await workOffAll(server.services, hearNetwork);
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await stripe.events.list({ type: 'refund.failed' })).data).toHaveLength(1);
    expect((await stripe.balance.retrieve()).pending).toMatchObject([{ amount: 941, currency: 'usd' }]);
  });

  it('of one charge are listed under it', async () => {
    const { stripe, charge } = await paidCharge(server, '4242424242424242');
    const first = await stripe.refunds.create({ charge: charge.id, amount: 100 });
    const second = await stripe.refunds.create({ charge: charge.id, amount: 200 });
    await paidCharge(server, '4242424242424242');
    const listed = async (of: string, query = '') => {
      const page: object = await stripe.rawRequest('GET', `/v1/charges/${of}/refunds${query}`);
      return page;
    };
    expect(await listed(charge.id)).toMatchObject({
      object: 'list',
      data: [{ id: second.id }, { id: first.id }],
      has_more: false,
      url: `/v1/charges/${charge.id}/refunds`,
    });
    expect(await listed(charge.id, '?limit=1')).toMatchObject({ data: [{ id: second.id }], has_more: true });
    await expect(listed('ch_none')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('that fail leave the whole payment refundable', async () => {
    const { stripe, charge } = await paidCharge(server, '4000000000005126');
    const part = await stripe.refunds.create({ charge: charge.id, amount: 400 });
    server.clock.advance(5);
    await eventually(
      () => stripe.refunds.retrieve(part.id),
      ({ status }) => status === 'failed',
    );
    const whole = await stripe.refunds.create({ charge: charge.id });
    expect(whole).toMatchObject({ amount: 1000, status: 'succeeded' });
  });

  it('settle by the clock of the sandbox, before the call that advances it returns', async () => {
    const { stripe, charge } = await paidCharge(server, '4000000000007726');
    const refund = await stripe.refunds.create({ charge: charge.id });
    await stripe.rawRequest('POST', '/v1/onfile/clock/advance', { by: '1h' });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'succeeded' });
  });

  it('of a customer on a test clock settle by that clock', async () => {
    const stripe = server.client();
    const now = server.clock.now();
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: now });
    const customer = await stripe.customers.create({ test_clock: clock.id });
    const payment = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      customer: customer.id,
      payment_method: 'pm_card_pendingRefund',
      allowed_payment_method_types: ['card'],
      confirm: true,
    });
    const refund = await stripe.refunds.create({ payment_intent: payment.id });
    server.clock.advance(60);
    await workOffAll(server.services, hearNetwork);
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'pending' });
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: now + 60 });
    await eventually(
      () => stripe.refunds.retrieve(refund.id),
      ({ status }) => status === 'succeeded',
    );
  });
});
