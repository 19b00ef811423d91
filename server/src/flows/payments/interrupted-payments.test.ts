import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const payment = {
  amount: 2000,
  currency: 'usd',
  confirm: true,
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;
/** While the customer is present, the first answer to be lost is the one about authentication. */
const present = { ...payment, payment_method: 'pm_card_visa' };

describe.each(engines)('a payment whose answer is lost, on %s', (engine) => {
  let server: TestServer;
  let stripe: Stripe;
  let secretKey: string;
  let account: string;
  /** While they are absent, it is the authorization's own. */
  let away: Stripe.PaymentIntentCreateParams;
  beforeAll(async () => {
    server = await testServer(engine);
    secretKey = server.freshKey();
    stripe = server.client({ key: secretKey });
    account = (await stripe.accounts.retrieveCurrent()).id;
    const customer = (await stripe.customers.create()).id;
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    away = { ...payment, customer, payment_method: id, off_session: true };
  });
  afterAll(() => server.stop());

  it.each(['present', 'away'])(
    'is charged once when the request is repeated with its key (%s)',
    async (who) => {
      const params = who === 'away' ? away : present;
      const key = `order-${who}`;
      const before = (await stripe.charges.list()).data.length;
      server.simulator.setFaults(account, { lostAnswerRate: 1 });
      await expect(stripe.paymentIntents.create(params, { idempotencyKey: key })).rejects.toMatchObject({
        statusCode: 500,
      });
      server.simulator.setFaults(account, { lostAnswerRate: 0 });
      const paid = await stripe.paymentIntents.create(params, { idempotencyKey: key });
      expect(paid.status).toBe('succeeded');
      expect((await stripe.charges.list()).data).toHaveLength(before + 1);
      expect(await stripe.paymentIntents.create(params, { idempotencyKey: key })).toMatchObject({
        id: paid.id,
      });
      expect((await stripe.charges.list()).data).toHaveLength(before + 1);
    },
  );

  it.each([
    // On session, the answer is lost before the issuer is asked for money: then this confirmation asks.
    [{}],
    [{ off_session: true }],
  ])('tells the next confirmation what became of it, and asks for money once (%j)', async (more) => {
    const customer = (await stripe.customers.create()).id;
    const { id } = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    const { confirm: _, ...waiting } = payment;
    const intent = await stripe.paymentIntents.create({ ...waiting, customer, payment_method: id });
    server.simulator.setFaults(account, { lostAnswerRate: 1 });
    await expect(stripe.paymentIntents.confirm(intent.id, more)).rejects.toMatchObject({ statusCode: 500 });
    server.simulator.setFaults(account, { lostAnswerRate: 0 });
    await expect(stripe.paymentIntents.confirm(intent.id, more)).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      payment_intent: { id: intent.id, status: 'requires_payment_method' },
    });
    expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
  });

  it('asks the next caller to try again, as long as the outcome is unknown', async () => {
    const waiting = await stripe.paymentIntents.create({ ...payment, confirm: false });
    const confirm = (of: Stripe) => of.paymentIntents.confirm(waiting.id, { payment_method: 'pm_card_visa' });
    server.simulator.setFaults(account, { latencyMs: 500 });
    const first = confirm(stripe);
    await vi.waitFor(async () => {
      expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({ status: 'processing' });
    });
    await expect(stripe.paymentIntents.cancel(waiting.id)).rejects.toMatchObject({
      statusCode: 429,
      code: 'lock_timeout',
      headers: { 'stripe-should-retry': 'true' },
    });
    server.simulator.setFaults(account, { latencyMs: 0 });
    expect(await first).toMatchObject({ status: 'succeeded' });
  });

  it('is charged once when the server restarts in between', async () => {
    const key = 'order-2';
    const before = (await stripe.charges.list()).data.length;
    server.simulator.setFaults(account, { lostAnswerRate: 1 });
    await expect(stripe.paymentIntents.create(away, { idempotencyKey: key })).rejects.toMatchObject({
      statusCode: 500,
    });
    server = await server.restart();
    stripe = server.client({ key: secretKey });
    const paid = await stripe.paymentIntents.create(away, { idempotencyKey: key });
    expect(paid.status).toBe('succeeded');
    expect((await stripe.charges.list()).data).toHaveLength(before + 1);
  });

  it('is captured once', async () => {
    const held = await stripe.paymentIntents.create({ ...present, capture_method: 'manual' });
    server.simulator.setFaults(account, { lostAnswerRate: 1 });
    const capture = () =>
      stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 }, { idempotencyKey: 'capture-1' });
    await expect(capture()).rejects.toMatchObject({ statusCode: 500 });
    server.simulator.setFaults(account, { lostAnswerRate: 0 });
    expect(await capture()).toMatchObject({ status: 'succeeded', amount_received: 1500 });
    expect((await stripe.events.list({ type: 'charge.captured' })).data).toHaveLength(1);
  });
});
