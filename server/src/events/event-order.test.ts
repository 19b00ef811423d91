import { EventEmitter, once } from 'node:events';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownDoing } from '../store/store.ts';
import { payment } from '../testing/paid.ts';
import { Receiver } from '../testing/receiver.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';
import { appendEvent } from './append.ts';

describe.each(engines)('events on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const idsOf = (events: readonly Stripe.Event[]) => events.map(({ id }) => id);

  /** All events of a sandbox, oldest first. */
  async function allEvents(stripe: Stripe): Promise<Stripe.Event[]> {
    return (await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1000 })).reverse();
  }

  /** Asks repeatedly for what is newer than the newest, as whoever follows the list does. */
  function poller(stripe: Stripe, newest: string) {
    const seen: string[] = [];
    let last = newest;
    async function look(): Promise<void> {
      const { data } = await stripe.events.list({ ending_before: last, limit: 100 });
      seen.push(...idsOf(data).reverse());
      last = seen.at(-1) ?? last;
    }
    return { seen, look };
  }

  it('are seen by a poller once each and in one order, even if slow changes end among fast ones', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const receiver = await Receiver.start();
    await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
    const paid = await Promise.all([1, 2, 3].map(() => stripe.paymentIntents.create(payment)));
    const { id: customer } = await stripe.customers.create();
    const before = await allEvents(stripe);
    const { seen, look } = poller(stripe, before.at(-1)?.id ?? '');
    let busy = true;
    const polling = (async () => {
      while (busy) await look();
    })();
    await stripe.rawRequest('POST', '/v1/onfile/faults', { latency_ms: 1200 });
    const slow = paid.map(({ id }) => stripe.refunds.create({ payment_intent: id }));
    const late = stripe.paymentIntents.create(payment);
    const fast = [1, 2, 3].map(async (lane) => {
      for (let count = 0; count < 12; count += 1) {
        await stripe.customers.update(customer, { metadata: { [`lane_${lane}`]: String(count) } });
        await stripe.customers.create();
      }
    });
    await Promise.all([...slow, late, ...fast]);
    busy = false;
    await polling;
    await look();
    const events = await allEvents(stripe);
    expect(idsOf(events)).toEqual([...idsOf(before), ...seen]);
    expect(events.filter(({ type }) => type === 'charge.refunded')).toHaveLength(3);
    // Nothing is dated before what came before it.
    const dates = events.map(({ created }) => created);
    expect(dates).toEqual([...dates].sort((a, b) => a - b));
    // Each state of the customer follows from the one listed before it.
    const changes = events.filter(({ type }) => type === 'customer.updated');
    expect(changes).toHaveLength(36);
    let state: Record<string, unknown> = {};
    for (const { data } of changes) {
      const { metadata } = data.object as Stripe.Customer;
      const previous = Object(data.previous_attributes).metadata as Record<string, unknown>;
      const was = Object.fromEntries(Object.keys(previous).map((name) => [name, state[name] ?? null]));
      expect(previous).toEqual(was);
      state = { ...metadata };
    }
    // Webhooks report what happened to an object in order.
    const received = () => receiver.received.map(({ body }): Stripe.Event => JSON.parse(body));
    // Others may follow: the charge's balance transaction comes later.
    await expect
      .poll(() => idsOf(received()), { timeout: 20_000 })
      .toEqual(expect.arrayContaining(idsOf(events)));
    expect(idsOf(received().filter(({ type }) => type === 'customer.updated'))).toEqual(idsOf(changes));
    await receiver.stop();
  }, 60_000);

  // SQLite writes one transaction after the other.
  it.runIf(engine === 'postgres')(
    'are numbered in the order of their commits, not of their writing',
    async () => {
      const stripe = server.client();
      const { id: account } = await stripe.accounts.retrieveCurrent();
      const { store, ids, clock } = server.services;
      const gate = new EventEmitter();
      const written = once(gate, 'written');
      const earlier = store.account({ account, livemode: false }).write(ownDoing, async (transaction) => {
        const object = { object: 'customer', id: 'cus_earlier' };
        await appendEvent(transaction, ids, clock.now() - 60, { type: 'customer.created', object });
        gate.emit('written');
        await once(gate, 'commit');
      });
      await written;
      await stripe.customers.create();
      const [seen] = (await stripe.events.list()).data;
      gate.emit('commit');
      await earlier;
      const { data } = await stripe.events.list({ ending_before: seen?.id ?? '' });
      expect(data).toMatchObject([{ data: { object: { id: 'cus_earlier' } }, created: seen?.created }]);
      expect(idsOf((await stripe.events.list({ type: 'customer.created' })).data)).toEqual(
        idsOf([...data, ...(seen === undefined ? [] : [seen])]),
      );
    },
  );

  it('of customers on test clocks have their time, and are listed where they happened', async () => {
    const stripe = server.client();
    const frozen_time = server.clock.now() + 90 * 24 * 60 * 60;
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time });
    const ahead = await stripe.customers.create({ test_clock: clock.id });
    const [newest] = (await stripe.events.list()).data;
    expect(newest).toMatchObject({ created: frozen_time, data: { object: { id: ahead.id } } });
    const { id } = await stripe.customers.create();
    const { data } = await stripe.events.list({ ending_before: newest?.id ?? '' });
    expect(data).toMatchObject([{ data: { object: { id } } }]);
    expect(data[0]?.created).toBeLessThan(frozen_time);
    // A filter by time finds them, in the same order.
    expect(
      (await stripe.events.list({ created: { gte: frozen_time } })).data.map(({ type }) => type),
    ).toEqual(['customer.created', 'test_helpers.test_clock.created']);
  });
});
