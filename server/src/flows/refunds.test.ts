import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ledgerSums } from '../ledger/post.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';

const day = 24 * 60 * 60;
const patience = { timeout: 20_000 };

describe.each(engines)('money on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  async function pay(
    stripe: Stripe,
    card = 'pm_card_visa',
    more: Partial<Stripe.PaymentIntentCreateParams> = {},
  ): Promise<{ intent: string; charge: string }> {
    const paid = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: card,
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      ...more,
    });
    return { intent: paid.id, charge: String(paid.latest_charge) };
  }
  const typesOf = async (stripe: Stripe) =>
    (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).toReversed();

  it('of a payment is booked shortly after, less the fee, and available two days later', async () => {
    const stripe = server.client();
    const { charge } = await pay(stripe);
    expect((await stripe.charges.retrieve(charge)).balance_transaction).toBeNull();
    server.clock.advance(3);
    await vi.waitFor(async () => expect(await typesOf(stripe)).toContain('charge.updated'), patience);
    const { balance_transaction } = await stripe.charges.retrieve(charge, {
      expand: ['balance_transaction'],
    });
    expect(balance_transaction).toMatchObject({
      object: 'balance_transaction',
      amount: 2000,
      fee: 88,
      net: 1912,
      status: 'pending',
      type: 'charge',
      source: charge,
      fee_details: [{ amount: 88, type: 'stripe_fee' }],
    });
    expect(await stripe.balance.retrieve()).toMatchObject({
      pending: [{ amount: 1912, currency: 'usd' }],
      available: [{ amount: 0, currency: 'usd' }],
    });
    server.clock.advance(2 * day);
    await vi.waitFor(
      async () => expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 1912 }]),
      patience,
    );
    expect((await stripe.balance.retrieve()).pending).toMatchObject([{ amount: 0 }]);
  });

  it('is booked at once with capture_method=automatic, at the account’s own fee', async () => {
    const stripe = server.client();
    await stripe.rawRequest('POST', '/v1/onfile/settings', { fee_percent: '1.5', fee_fixed: 10 });
    // Settings hold within a second.
    server.clock.advance(2);
    const { charge } = await pay(stripe, 'pm_card_visa', { capture_method: 'automatic' });
    const [booked] = (await stripe.balanceTransactions.list({ source: charge })).data;
    expect(booked).toMatchObject({ fee: 40, net: 1960 });
    expect((await stripe.charges.retrieve(charge)).balance_transaction).toBe(booked?.id);
  });

  it('goes back in part and in whole, and not twice', async () => {
    const stripe = server.client();
    const { intent, charge } = await pay(stripe);
    const part = await stripe.refunds.create({
      payment_intent: intent,
      amount: 500,
      reason: 'requested_by_customer',
      metadata: { a: '1' },
    });
    expect(part).toMatchObject({
      object: 'refund',
      amount: 500,
      status: 'succeeded',
      charge,
      payment_intent: intent,
      reason: 'requested_by_customer',
      metadata: { a: '1' },
    });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 500, refunded: false });
    await expect(stripe.refunds.create({ charge, amount: 1501 })).rejects.toMatchObject({
      message: 'Refund amount ($15.01) is greater than unrefunded amount on charge ($15.00)',
    });
    const rest = await stripe.refunds.create({ charge });
    expect(rest.amount).toBe(1500);
    expect(await stripe.charges.retrieve(charge, { expand: ['refunds'] })).toMatchObject({
      amount_refunded: 2000,
      refunded: true,
      refunds: { object: 'list', data: [{ id: rest.id }, { id: part.id }] },
    });
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({
      code: 'charge_already_refunded',
      message: `Charge ${charge} has already been refunded.`,
    });
    expect((await typesOf(stripe)).slice(-4)).toEqual([
      'charge.refunded',
      'refund.created',
      'charge.refunded',
      'refund.created',
    ]);
    expect(await stripe.balance.retrieve()).toMatchObject({ pending: [{ amount: -88 }] });
    expect((await stripe.refunds.list({ charge })).data).toHaveLength(2);
    expect(await stripe.refunds.update(part.id, { metadata: { b: '2' } })).toMatchObject({
      metadata: { a: '1', b: '2' },
    });
    await expect(stripe.refunds.cancel(part.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('goes back once, however many ask at the same time', async () => {
    const stripe = server.client();
    const { charge } = await pay(stripe);
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, () => stripe.refunds.create({ charge, amount: 1500 })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 1500 });
  });

  it('that is on its way back arrives later', async () => {
    const stripe = server.client();
    const { charge } = await pay(stripe, 'pm_card_pendingRefund');
    const refund = await stripe.refunds.create({ charge });
    expect(refund.status).toBe('pending');
    server.clock.advance(11);
    await vi.waitFor(
      async () => expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'succeeded' }),
      patience,
    );
    expect((await typesOf(stripe)).slice(-2)).toEqual(['refund.updated', 'charge.refund.updated']);
  });

  it('that the bank sends back is the merchant’s again', async () => {
    const stripe = server.client();
    const { charge } = await pay(stripe, 'pm_card_refundFail');
    const refund = await stripe.refunds.create({ charge });
    expect(refund.status).toBe('succeeded');
    server.clock.advance(11);
    await vi.waitFor(
      async () =>
        expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
          status: 'failed',
          failure_reason: 'expired_or_canceled_card',
          failure_balance_transaction: expect.stringMatching(/^txn_/),
        }),
      patience,
    );
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await typesOf(stripe)).slice(-3)).toEqual([
      'refund.failed',
      'refund.updated',
      'charge.refund.updated',
    ]);
    expect(await stripe.balance.retrieve()).toMatchObject({ pending: [{ amount: 1912 }] });
  });

  it('whose way back was cut off goes back once', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const { charge } = await pay(stripe);
    const refund = () => stripe.refunds.create({ charge, amount: 700 }, { idempotencyKey: 'refund-1' });
    server.simulator.setFaults(account, { lostAnswerRate: 1 });
    await expect(refund()).rejects.toMatchObject({ statusCode: 500 });
    server.simulator.setFaults(account, { lostAnswerRate: 0 });
    expect(await refund()).toMatchObject({ status: 'succeeded', amount: 700 });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 700 });
  });

  it('that is only held is no refund’s matter', async () => {
    const stripe = server.client();
    const { intent, charge } = await pay(stripe, 'pm_card_visa', { capture_method: 'manual' });
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({
      statusCode: 400,
      param: 'charge',
    });
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      message: `This PaymentIntent (${intent}) does not have a successful charge to refund.`,
    });
    expect(await stripe.charges.capture(charge, { amount: 1500 })).toMatchObject({
      captured: true,
      amount_captured: 1500,
      amount_refunded: 500,
    });
    await stripe.refunds.create({ charge });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 2000, refunded: true });
  });

  it('neither appears nor vanishes', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    for (const currency of ['usd', 'eur', 'jpy']) {
      const { charge } = await pay(stripe, 'pm_card_refundFail', { currency, amount: 3333 });
      await stripe.refunds.create({ charge, amount: 1111 });
    }
    server.clock.advance(3 * day);
    await vi.waitFor(
      async () =>
        expect((await stripe.balance.retrieve()).pending.every(({ amount }) => amount === 0)).toBe(true),
      patience,
    );
    const sums = await ledgerSums(server.services.store.account({ account, livemode: false }).reader);
    for (const currency of ['usd', 'eur', 'jpy']) {
      const own = sums.filter((sum) => sum.currency === currency);
      expect(own.length).toBeGreaterThan(2);
      expect(own.reduce((total, sum) => total + sum.total, 0)).toBe(0);
    }
  });

  it('of a charge is described afterwards, and found', async () => {
    const stripe = server.client();
    const { charge } = await pay(stripe, 'pm_card_visa', { amount: 4321 });
    expect(
      await stripe.charges.update(charge, { description: 'Late', fraud_details: { user_report: 'safe' } }),
    ).toMatchObject({ description: 'Late', fraud_details: { user_report: 'safe' } });
    for (const query of ['amount:4321', "payment_method_details.card.last4:'4242'"]) {
      expect((await stripe.charges.search({ query })).data.map(({ id }) => id)).toEqual([charge]);
    }
    await expect(
      stripe.charges.create({ amount: 2000, currency: 'usd', source: 'tok_visa' }),
    ).rejects.toThrow('Charges are made by PaymentIntents');
  });
});
