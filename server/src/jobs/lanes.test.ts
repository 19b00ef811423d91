import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payment } from '../testing/paid.ts';
import { Receiver } from '../testing/receiver.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';

describe.each(engines)('due work on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const post = (stripe: Stripe, path: string, params: object) => stripe.rawRequest('POST', path, params);
  const hold = (stripe: Stripe) => stripe.paymentIntents.create({ ...payment, capture_method: 'manual' });

  it('is all done when the advance returns, however much it is', async () => {
    const stripe = server.client();
    const count = 130;
    for (let made = 0; made < count; made += 10) {
      await Promise.all(
        Array.from({ length: 10 }, () =>
          stripe.paymentIntents.create({ ...payment, capture_method: 'automatic_async' }),
        ),
      );
    }
    const moved = () => stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
    await post(stripe, '/v1/onfile/clock/advance', { by: '1h' });
    expect(await moved()).toHaveLength(count);
    await post(stripe, '/v1/onfile/clock/advance', { by: '5d' });
    expect((await moved()).map(({ status }) => status)).toEqual(Array(count).fill('available'));
  }, 120_000);

  it('of one sandbox does not wait for another whose network is down or slow', async () => {
    const [away, slow, other] = [server.client(), server.client(), server.client()];
    for (const stripe of [away, slow]) {
      for (let made = 0; made < 3; made += 1) await hold(stripe);
    }
    const held = await hold(other);
    await post(away, '/v1/onfile/faults', { outage: true });
    await post(slow, '/v1/onfile/faults', { latency_ms: 20_000 });
    // All are due at once; nobody asks for it.
    server.clock.advance(8 * 24 * 60 * 60);
    await expect
      .poll(async () => (await other.paymentIntents.retrieve(held.id)).status, { timeout: 15_000 })
      .toBe('canceled');
    const states = (await away.paymentIntents.list()).data.map(({ status }) => status);
    expect(new Set(states)).toEqual(new Set(['requires_capture']));
    // What stepped aside is tried again by itself.
    await post(away, '/v1/onfile/faults', { outage: false });
    server.clock.advance(60);
    await expect
      .poll(async () => (await away.paymentIntents.list()).data.map(({ status }) => status), {
        timeout: 15_000,
      })
      .toEqual(['canceled', 'canceled', 'canceled']);
    await post(slow, '/v1/onfile/faults', { latency_ms: 0 });
  }, 60_000);

  it('that cannot be done does not hold up the rest of its sandbox', async () => {
    const stripe = server.client();
    const held = await hold(stripe);
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'A' } }, quantity: 1 },
      ],
      success_url: 'https://example.com/',
    });
    await post(stripe, '/v1/onfile/faults', { outage: true });
    await post(stripe, '/v1/onfile/clock/advance', { by: '8d' });
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('requires_capture');
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
  });

  it('delivers to one sandbox while the endpoints of another accept every try and answer none', async () => {
    const [silent, other] = [server.client(), server.client()];
    const stuck = await Receiver.start();
    let answer = () => {};
    stuck.hold = new Promise<void>((resolve) => {
      answer = resolve;
    });
    for (let made = 0; made < 16; made += 1) {
      await silent.webhookEndpoints.create({ url: `${stuck.url}/${made}`, enabled_events: ['*'] });
    }
    await Promise.all(Array.from({ length: 20 }, () => silent.customers.create()));
    const receiver = await Receiver.start();
    await other.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
    await other.customers.create();
    await expect.poll(() => receiver.types, { timeout: 8000 }).toEqual(['customer.created']);
    answer();
    await stuck.stop();
    await receiver.stop();
  }, 60_000);
});
