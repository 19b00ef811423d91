import { setTimeout } from 'node:timers/promises';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleNow } from '../../flows/balance/post-charge.ts';
import { type Owned, workOn } from '../../jobs/each-due.ts';
import { createSetAside } from '../../jobs/set-aside.ts';
import { balanceTransactions } from '../../resources/balance-transactions/table.ts';
import { charges } from '../../resources/charges/table.ts';
import { ownDoing } from '../../store/store.ts';
import { Page } from '../../testing/page.ts';
import { Receiver } from '../../testing/receiver.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const day = 24 * 60 * 60;
const pay = {
  amount: 2000,
  currency: 'usd',
  payment_method: 'pm_card_visa',
  confirm: true,
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;
const checkout: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  ui_mode: 'elements',
  line_items: [
    { price_data: { currency: 'usd', unit_amount: 2000, product_data: { name: 'T-shirt' } }, quantity: 1 },
  ],
};

describe.each(engines)('a sandbox on %s', (engine) => {
  let server: TestServer;
  let stripe: Stripe;
  let key: string;
  beforeAll(async () => {
    server = await testServer(engine);
    key = server.freshKey();
    stripe = server.client({ key });
  });
  afterAll(() => server.stop());

  const advance = (params: object): Promise<{ now: number; offset: number }> =>
    stripe.rawRequest('POST', '/v1/onfile/clock/advance', params);
  const faults = (params: object) => stripe.rawRequest('POST', '/v1/onfile/faults', params);
  const clear = () => stripe.rawRequest('DELETE', '/v1/onfile/faults');

  describe('whose clock is advanced', () => {
    it('has done everything that became due', async () => {
      const session = await stripe.checkout.sessions.create(checkout);
      const held = await stripe.paymentIntents.create({ ...pay, capture_method: 'manual' });
      const paid = await stripe.paymentIntents.create(pay);
      const before = (await stripe.customers.create()).created;
      const { now, offset } = await advance({ by: '8d' });
      expect(offset).toBe(8 * day);
      expect(now - before).toBeGreaterThanOrEqual(8 * day);
      expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
      expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('canceled');
      const charge = await stripe.charges.retrieve(String(paid.latest_charge), {
        expand: ['balance_transaction'],
      });
      expect(charge.balance_transaction).toMatchObject({ type: 'charge' });
      expect((await stripe.customers.create()).created).toBeGreaterThanOrEqual(now);
    });

    it('leaves other sandboxes where they are', async () => {
      const other = await server.client().customers.create();
      expect(Math.abs(other.created - server.clock.now())).toBeLessThan(day);
    });

    it('is not moved back, nor by an invalid time', async () => {
      for (const [params, param] of [
        [{ by: 'soon' }, 'by'],
        [{ to: 1 }, 'to'],
        [{}, 'by'],
        [{ by: '1d', to: 1 }, 'by'],
      ] as const) {
        await expect(advance(params)).rejects.toMatchObject({ statusCode: 400, param });
      }
      expect(await stripe.rawRequest('GET', '/v1/onfile/clock')).toMatchObject({ offset: 8 * day });
    });
  });

  describe('with faults', () => {
    it('recovers from an outage at once when it is over', async () => {
      const session = await stripe.checkout.sessions.create(checkout);
      const page = new Page(server.url, session);
      await faults({ outage: true });
      const refused = await page.refusal(page.pay('4242424242424242', { email: 'jenny@example.com' }));
      expect(refused.status).toBe(500);
      await clear();
      const done = await page.pay('4242424242424242', { email: 'jenny@example.com' });
      expect(done.status).toBe('complete');
      expect((await stripe.charges.list({ payment_intent: done.id })).data.length).toBeLessThanOrEqual(1);
    });

    it('reports a payment whose answer was lost, instead of charging again', async () => {
      const customer = (await stripe.customers.create()).id;
      const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
      const intent = await stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        customer,
        payment_method: card.id,
      });
      await faults({ lost_answer_rate: 1 });
      const confirm = () => stripe.paymentIntents.confirm(intent.id, { off_session: true });
      await expect(confirm()).rejects.toMatchObject({ statusCode: 500 });
      await clear();
      expect(await confirm()).toMatchObject({ id: intent.id, status: 'succeeded' });
      expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
    });

    it('declines as often as it is told to, the same way for the same seed', async () => {
      const run = async () => {
        await faults({ decline_rate: 0.5, seed: 'a' });
        const outcomes: boolean[] = [];
        for (let made = 0; made < 12; made += 1) {
          outcomes.push(
            await stripe.paymentIntents.create(pay).then(
              () => true,
              () => false,
            ),
          );
        }
        return outcomes;
      };
      const first = await run();
      expect(new Set(first)).toEqual(new Set([true, false]));
      expect(await run()).toEqual(first);
      await clear();
    });

    it('answers calls with rate limits and errors as it is told to', async () => {
      await faults({ api: [{ status: 429, path: '/v1/customers', times: 2 }] });
      await expect(stripe.customers.list()).rejects.toMatchObject({
        statusCode: 429,
        code: 'rate_limit',
        headers: { 'stripe-should-retry': 'true' },
      });
      // The official client retries by itself.
      expect((await server.client({ key, maxNetworkRetries: 2 }).customers.list()).object).toBe('list');
      await faults({ api: [{ status: 503, method: 'POST' }] });
      await expect(stripe.customers.create()).rejects.toMatchObject({ statusCode: 503 });
      await clear();
      expect((await stripe.customers.create()).object).toBe('customer');
    });

    it('refuses invalid rates', async () => {
      for (const params of [{ decline_rate: 2 }, { outage: 'maybe' }, { api: [{ status: 418 }] }]) {
        await expect(faults(params)).rejects.toMatchObject({ statusCode: 400 });
      }
    });
  });

  it('that is reset is as good as new, and others keep what they have', async () => {
    const receiver = await Receiver.start();
    const other = server.client();
    const kept = await other.customers.create({ name: 'Kept' });
    await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
    await stripe.rawRequest('POST', '/v1/onfile/settings', { business_name: 'Shop' });
    await stripe.customers.create({ name: 'Gone' }, { idempotencyKey: 'k' });
    await faults({ latency_ms: 1 });
    expect(await stripe.rawRequest('POST', '/v1/onfile/reset')).toMatchObject({ empty: true });
    for (const list of [
      stripe.customers.list(),
      stripe.products.list(),
      stripe.paymentIntents.list(),
      stripe.charges.list(),
      stripe.events.list(),
      stripe.checkout.sessions.list(),
      stripe.webhookEndpoints.list(),
      stripe.balanceTransactions.list(),
    ]) {
      expect((await list).data).toEqual([]);
    }
    expect(await stripe.rawRequest('GET', '/v1/onfile/settings')).toMatchObject({
      business_name: 'New business',
    });
    expect(await stripe.rawRequest('GET', '/v1/onfile/clock')).toMatchObject({ offset: 0 });
    expect(await stripe.rawRequest('GET', '/v1/onfile/faults')).toMatchObject({ latency_ms: 0 });
    expect((await stripe.customers.create({ name: 'New' }, { idempotencyKey: 'k' })).name).toBe('New');
    expect(await other.customers.retrieve(kept.id)).toMatchObject({ name: 'Kept' });
    await receiver.stop();
  });

  it('that is reset is empty, even if something was being written to it', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      off_session: true,
      capture_method: 'automatic_async',
    });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const store = server.services.store.account({ account, livemode: false });
    let reset: Promise<unknown> | undefined;
    await store.write(ownDoing, async (transaction) => {
      const charge = await charges.lock(transaction, String(intent.latest_charge));
      if (charge === undefined) throw new Error('The charge is gone.');
      reset ??= stripe.rawRequest('POST', '/v1/onfile/reset');
      // Long enough for the reset to begin.
      await setTimeout(200);
      await settleNow(transaction, server.services, server.clock.now(), charge);
    });
    await reset;
    const { rows } = await balanceTransactions.page(store.reader, { limit: 1 });
    expect(rows).toEqual([]);
  });

  it('that is reset while a job works on it leaves the job nothing to fail at', async () => {
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const [customer, kept] = [await stripe.customers.create(), await stripe.customers.create()];
    const found = ({ id }: Stripe.Customer): Owned => ({
      table: 'customers',
      id,
      account,
      mode: 'test',
      clock_offset: 0,
      frozen_time: null,
    });
    const shift = { aside: createSetAside(server.clock), isOver: () => false };
    const work = (row: Owned) =>
      workOn(server.services, row, () => Promise.reject(new Error('A part is missing.')), shift);
    expect(await work(found(kept))).toHaveLength(1);
    // It waits for its next try.
    expect(await work(found(kept))).toEqual([]);
    server.clock.advance(5);
    expect(await work(found(kept))).toHaveLength(1);
    server.clock.advance(5);
    await stripe.rawRequest('POST', '/v1/onfile/reset');
    expect([await work(found(customer)), await work(found(kept))]).toEqual([[], []]);
  });
});
