import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { workOffAll } from '../../jobs/duty.ts';
import { dropOldTestClocks, finishTestClocks } from '../../jobs/keep-test-clocks.ts';
import { Receiver } from '../../testing/receiver.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const day = 24 * 60 * 60;

describe.each(engines)('test clocks on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  async function onClock(frozen_time = server.clock.now() + 365 * day) {
    const stripe = server.client();
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time, name: 'Renewal' });
    const customer = await stripe.customers.create({ test_clock: clock.id });
    return { stripe, clock, customer };
  }

  const hold = (stripe: Stripe, customer: string) =>
    stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer,
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });

  it('set the time of their customers, and of nobody else', async () => {
    const { stripe, clock, customer } = await onClock();
    expect(clock).toMatchObject({
      object: 'test_helpers.test_clock',
      status: 'ready',
      status_details: {},
      deletes_after: clock.created + 30 * day,
    });
    expect(customer).toMatchObject({ created: clock.frozen_time, test_clock: clock.id });
    const held = await hold(stripe, customer.id);
    expect(held.created).toBe(clock.frozen_time);
    const other = await stripe.customers.create();
    expect(other.test_clock).toBeNull();
    expect(other.created).toBeLessThan(clock.frozen_time);
    const expanded = await stripe.customers.retrieve(customer.id, { expand: ['test_clock'] });
    expect(expanded).toMatchObject({ test_clock: { name: 'Renewal' } });
  });

  it('let an authorization lapse and a session expire once they have advanced far enough', async () => {
    const { stripe, clock, customer } = await onClock();
    const held = await hold(stripe, customer.id);
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer: customer.id,
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'A' } }, quantity: 1 },
      ],
    });
    expect(session.expires_at).toBe(clock.frozen_time + day);
    await server.services.runDue((await stripe.accounts.retrieveCurrent()).id);
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('requires_capture');

    const answer = await stripe.testHelpers.testClocks.advance(clock.id, {
      frozen_time: clock.frozen_time + 8 * day,
    });
    expect(answer).toMatchObject({
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: clock.frozen_time + 8 * day } },
    });
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      status: 'ready',
      frozen_time: clock.frozen_time + 8 * day,
    });
    expect(await stripe.paymentIntents.retrieve(held.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'expired',
      canceled_at: clock.frozen_time + 8 * day,
    });
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
  });

  it('may stand in the past: nothing lapses by the real time', async () => {
    const { stripe, customer, clock } = await onClock(1_700_000_000);
    const held = await hold(stripe, customer.id);
    await server.services.runDue((await stripe.accounts.retrieveCurrent()).id);
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('requires_capture');
    const paid = await stripe.paymentIntents.capture(held.id, {
      expand: ['latest_charge.balance_transaction'],
    });
    expect(paid.latest_charge).toMatchObject({ balance_transaction: { created: clock.frozen_time } });
  });

  it('are looked up by ids, and by nothing that merely looks like one', async () => {
    const { stripe } = await onClock();
    for (const id of ['constructor_1', 'toString_1', '__proto__1']) {
      await expect(stripe.customers.retrieve(id)).rejects.toMatchObject({ statusCode: 404 });
    }
  });

  it('report their changes at once', async () => {
    const receiver = await Receiver.start();
    const stripe = server.client();
    await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
    const frozen_time = server.clock.now() + day;
    const { id } = await stripe.testHelpers.testClocks.create({ frozen_time });
    await stripe.testHelpers.testClocks.advance(id, { frozen_time: frozen_time + day });
    await stripe.testHelpers.testClocks.del(id);
    await vi.waitFor(() =>
      expect(receiver.types).toEqual(
        ['created', 'advancing', 'ready', 'deleted'].map((name) => `test_helpers.test_clock.${name}`),
      ),
    );
    await receiver.stop();
  });

  it('are finished by a job after a crash', async () => {
    const { stripe, clock, customer } = await onClock();
    const held = await hold(stripe, customer.id);
    vi.spyOn(server.services, 'runDue').mockRejectedValueOnce(new Error('The process ended here.'));
    const advance = stripe.testHelpers.testClocks.advance(
      clock.id,
      { frozen_time: clock.frozen_time + 8 * day },
      { maxNetworkRetries: 0 },
    );
    await expect(advance).rejects.toMatchObject({ statusCode: 500 });
    vi.restoreAllMocks();
    expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe('advancing');
    await workOffAll(server.services, finishTestClocks);
    expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe('ready');
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('canceled');
  });

  it('are deleted with their customers, on request and after thirty days', async () => {
    const { stripe, clock, customer } = await onClock();
    expect(await stripe.testHelpers.testClocks.del(clock.id)).toEqual({
      id: clock.id,
      object: 'test_helpers.test_clock',
      deleted: true,
    });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    await expect(stripe.testHelpers.testClocks.retrieve(clock.id)).rejects.toMatchObject({ statusCode: 404 });

    const old = await onClock();
    server.clock.advance(30 * day + 1);
    await workOffAll(server.services, dropOldTestClocks);
    await expect(old.stripe.testHelpers.testClocks.retrieve(old.clock.id)).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('list their customers, who are in no other list, and accept an existing customer', async () => {
    const { stripe, clock, customer } = await onClock();
    const { id } = await stripe.customers.create();
    const ids = (list: Stripe.ApiList<Stripe.Customer>) => list.data.map((one) => one.id);
    expect(ids(await stripe.customers.list())).toEqual([id]);
    expect(ids(await stripe.customers.list({ test_clock: clock.id }))).toEqual([customer.id]);
    const later = await stripe.testHelpers.testClocks.create({
      frozen_time: clock.frozen_time,
      customer: id,
    });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ test_clock: later.id });
    expect((await stripe.testHelpers.testClocks.list()).data.map((one) => one.id)).toEqual([
      later.id,
      clock.id,
    ]);
  });

  it('refuse to go back or too far, a fourth customer, and unknown ids', async () => {
    const { stripe, clock, customer } = await onClock();
    const refusal = (call: Promise<unknown>) =>
      call.then(
        () => null,
        ({ statusCode, param }: Stripe.errors.StripeError) => ({ statusCode, param }),
      );
    const { testClocks } = stripe.testHelpers;
    expect(
      await refusal(testClocks.advance(clock.id, { frozen_time: clock.frozen_time + 3 * 365 * day })),
    ).toEqual({ statusCode: 400, param: 'frozen_time' });
    expect(await refusal(testClocks.advance(clock.id, { frozen_time: clock.frozen_time }))).toEqual({
      statusCode: 400,
      param: 'frozen_time',
    });
    await stripe.customers.create({ test_clock: clock.id });
    await stripe.customers.create({ test_clock: clock.id });
    for (const test_clock of [clock.id, 'clock_none']) {
      expect(await refusal(stripe.customers.create({ test_clock }))).toEqual({
        statusCode: 400,
        param: 'test_clock',
      });
    }
    expect(
      await refusal(testClocks.create({ frozen_time: clock.frozen_time, customer: customer.id })),
    ).toEqual({ statusCode: 400, param: 'customer' });
    expect(await refusal(testClocks.advance('clock_none', { frozen_time: 1 }))).toMatchObject({
      statusCode: 404,
    });
  });
});
