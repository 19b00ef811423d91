import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Receiver } from '../testing/receiver.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';

const hour = 60 * 60;
const day = 24 * hour;

interface Delivery {
  readonly id: string;
  readonly status: string;
  readonly attempt_count: number;
  readonly next_attempt: number | null;
  readonly attempts: readonly {
    readonly status: number | null;
    readonly body: string | null;
    readonly error: string | null;
  }[];
}

describe.each(engines)('webhooks on %s', (engine) => {
  let server: TestServer;
  let receiver: Receiver;
  let stripe: Stripe;
  let key: string;
  beforeEach(async () => {
    server = await testServer(engine);
    receiver = await Receiver.start();
    key = server.freshKey();
    stripe = server.client({ key });
  });
  afterEach(async () => {
    await server.stop();
    await receiver.stop();
  });

  const listen = (params: Partial<Stripe.WebhookEndpointCreateParams> = {}) =>
    stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'], ...params });
  const deliveriesWith = async (filter: string): Promise<Delivery[]> => {
    const list: { data: Delivery[] } = await stripe.rawRequest(
      'GET',
      `/v1/onfile/webhook_deliveries?limit=100&${filter}`,
    );
    return list.data;
  };
  const deliveriesOf = (event: string) => deliveriesWith(`event=${event}`);
  const deliveriesTo = (endpoint: string) => deliveriesWith(`endpoint=${endpoint}`);
  const received = (count: number) => vi.waitFor(() => expect(receiver.received).toHaveLength(count), 30_000);
  const lastEvent = async () => (await stripe.events.list({ limit: 1 })).data[0]?.id ?? '';

  it('keep a receiver’s answer without any card in it, even where it is cut off', async () => {
    const { id } = await listen();
    receiver.words = `${'x'.repeat(4070)} 4242.4242.4242.4242 and more`;
    await stripe.customers.create({ name: 'Jenny' });
    await vi.waitFor(
      async () => expect(await deliveriesTo(id)).toMatchObject([{ status: 'succeeded' }]),
      10_000,
    );
    const [delivery] = await deliveriesTo(id);
    expect(delivery?.attempts[0]?.body).toMatch(/^answered 200x+ \[redacted\]/);
    expect(delivery?.attempts[0]?.body).toHaveLength(4096);
  });

  it('keep exactly what each try sent, headers and body', async () => {
    const { id } = await listen({ api_version: '2024-06-20' });
    receiver.status = 500;
    await stripe.customers.create({ name: 'Jenny' });
    await received(1);
    receiver.status = 200;
    server.clock.advance(day);
    await received(2);
    await vi.waitFor(
      async () => expect(await deliveriesTo(id)).toMatchObject([{ status: 'succeeded' }]),
      10_000,
    );
    const [listed] = await deliveriesTo(id);
    expect(listed?.attempts[0]).not.toHaveProperty('request');
    const whole: Delivery & { event_request: string } = await stripe.rawRequest(
      'GET',
      `/v1/onfile/webhook_deliveries/${listed?.id}`,
    );
    expect(whole.event_request).toMatch(/^req_/);
    expect(whole.attempts).toMatchObject(
      receiver.received.map(({ body, headers: { connection: _own, ...headers } }) => ({
        request: { body, headers },
      })),
    );
    expect(JSON.parse(receiver.received[0]?.body ?? '').api_version).toBe('2024-06-20');
    await expect(stripe.rawRequest('GET', '/v1/onfile/webhook_deliveries/none')).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('report a change, signed as the official client expects', async () => {
    const endpoint = await listen();
    expect(endpoint).toMatchObject({ object: 'webhook_endpoint', status: 'enabled', enabled_events: ['*'] });
    expect(endpoint.secret).toMatch(/^whsec_\w{32}$/);
    const customer = await stripe.customers.create({ name: 'Jenny' }, { idempotencyKey: 'k1' });
    await received(1);
    const [got] = receiver.received;
    const event = stripe.webhooks.constructEvent(
      got?.body ?? '',
      String(got?.headers['stripe-signature']),
      endpoint.secret ?? '',
    );
    expect(event).toMatchObject({
      object: 'event',
      type: 'customer.created',
      pending_webhooks: 1,
      request: { idempotency_key: 'k1' },
      data: { object: { id: customer.id } },
    });
    expect(got?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    });
    expect(() =>
      stripe.webhooks.constructEvent(
        `${got?.body} `,
        String(got?.headers['stripe-signature']),
        endpoint.secret ?? '',
      ),
    ).toThrow('No signatures found matching the expected signature');
    await vi.waitFor(async () => expect((await stripe.events.retrieve(event.id)).pending_webhooks).toBe(0));
  });

  it('report only what was asked for, and nothing from before the endpoint existed', async () => {
    await stripe.customers.create();
    await listen({ enabled_events: ['product.created'] });
    await stripe.customers.create();
    await stripe.products.create({ name: 'T-shirt' });
    await received(1);
    expect(receiver.types).toEqual(['product.created']);
  });

  it('report events of one object in order', async () => {
    await listen();
    const { id } = await stripe.customers.create({ name: '0' });
    for (let change = 1; change <= 10; change += 1) await stripe.customers.update(id, { name: `${change}` });
    await received(11);
    expect(receiver.received.map(({ body }) => JSON.parse(body).data.object.name)).toEqual(
      Array.from({ length: 11 }, (_, index) => `${index}`),
    );
    expect(JSON.parse(receiver.received[3]?.body ?? '').data.previous_attributes).toEqual({ name: '2' });
  });

  it('reach an endpoint while another one does not answer', async () => {
    const silent = await Receiver.start();
    let answer = () => {};
    silent.hold = new Promise((resolve) => {
      answer = resolve;
    });
    const { id } = await listen({ url: silent.url });
    await listen();
    await Promise.all(Array.from({ length: 40 }, () => stripe.customers.create()));
    await received(40);
    expect(silent.received.length).toBeLessThan(40);
    expect((await deliveriesTo(id)).map(({ attempt_count }) => attempt_count)).toEqual(Array(40).fill(0));
    answer();
    await vi.waitFor(() => expect(silent.received).toHaveLength(40), 30_000);
    await silent.stop();
  });

  it('arrive twice, late and in another order if the sandbox asks for it', async () => {
    const disorder = (params: Readonly<Record<string, string>>) =>
      stripe.rawRequest('POST', '/v1/onfile/faults', params);
    await listen();
    await disorder({ 'webhooks[twice_rate]': '1' });
    await stripe.customers.create();
    await received(2);
    const ids = receiver.received.map(({ body }) => JSON.parse(body).id);
    expect(new Set(ids).size).toBe(1);
    await vi.waitFor(async () =>
      expect(await deliveriesOf(ids[0])).toMatchObject([{ status: 'succeeded', attempt_count: 1 }]),
    );

    await disorder({
      'webhooks[twice_rate]': '0',
      'webhooks[late_rate]': '1',
      'webhooks[late_seconds]': '600',
    });
    await stripe.customers.create();
    const late = await lastEvent();
    await vi.waitFor(async () =>
      expect((await deliveriesOf(late))[0]?.next_attempt).toBeGreaterThan(server.clock.now() + 500),
    );
    expect(receiver.received).toHaveLength(2);
    server.clock.advance(601);
    await received(3);
  });

  it('lose the order of one object if the sandbox asks for it', async () => {
    await stripe.rawRequest('POST', '/v1/onfile/faults', {
      'webhooks[out_of_order]': 'true',
      seed: 'monday',
    });
    const endpoint = await listen();
    const { id } = await stripe.customers.create({ name: '0' });
    for (let change = 1; change <= 10; change += 1) await stripe.customers.update(id, { name: `${change}` });
    // Each is held back for one to three seconds before its first try.
    for (let second = 0; second <= 3; second += 1) {
      await vi.waitFor(async () => {
        const due = (await deliveriesTo(endpoint.id)).filter(
          ({ attempt_count, next_attempt }) =>
            attempt_count === 0 && Number(next_attempt) <= server.clock.now(),
        );
        expect(due).toEqual([]);
      }, 10_000);
      server.clock.advance(1);
    }
    await received(11);
    const order = receiver.received.map(({ body }) => Number(JSON.parse(body).data.object.name));
    expect(order.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 11 }, (_, index) => index),
    );
    expect(order).not.toEqual(order.toSorted((one, other) => one - other));
  });

  it('are retried with growing pauses for three days, and every try is kept', async () => {
    receiver.status = 500;
    await listen();
    await stripe.customers.create();
    await received(1);
    const event = await lastEvent();
    await vi.waitFor(async () => expect((await deliveriesOf(event))[0]?.attempt_count).toBe(1));
    const pauses: number[] = [];
    for (;;) {
      const [delivery] = await deliveriesOf(event);
      if (delivery?.status !== 'pending' || delivery.next_attempt === null) break;
      const pause = delivery.next_attempt - server.clock.now();
      pauses.push(pause);
      server.clock.advance(pause + 1);
      const tries = delivery.attempt_count;
      await vi.waitFor(
        async () => expect((await deliveriesOf(event))[0]?.attempt_count).toBe(tries + 1),
        10_000,
      );
    }
    for (const [at, minutes] of [1, 5, 30, 120, 300, 600, 720].entries()) {
      // At most a fifth sooner, and less by the time this test took to look.
      expect(pauses[at]).toBeLessThanOrEqual(60 * minutes);
      expect(pauses[at]).toBeGreaterThan(0.8 * 60 * minutes - 30);
    }
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(3 * day);
    const [delivery] = await deliveriesOf(event);
    expect(delivery).toMatchObject({
      status: 'failed',
      attempts: expect.arrayContaining([
        expect.objectContaining({ status: 500, body: 'answered 500', error: 'The endpoint returned 500.' }),
      ]),
    });
    expect(delivery?.attempts).toHaveLength(pauses.length + 1);
    // Given up, it has still not been acknowledged.
    expect((await stripe.events.retrieve(event)).pending_webhooks).toBe(1);
  });

  it('that were not acknowledged can be found, to be processed later', async () => {
    const found = async (query: Stripe.EventListParams) =>
      (await stripe.events.list(query)).data.map(({ id }) => id);
    await listen();
    await stripe.customers.create();
    await received(1);
    const heard = await lastEvent();
    await vi.waitFor(async () => expect((await deliveriesOf(heard))[0]?.status).toBe('succeeded'));
    receiver.status = 500;
    await stripe.customers.create();
    await received(2);
    const missed = await lastEvent();
    await vi.waitFor(async () => expect((await deliveriesOf(missed))[0]?.attempt_count).toBe(1));
    expect(await found({ delivery_success: false, types: ['customer.created'] })).toEqual([missed]);
    expect(await found({ delivery_success: false, ending_before: heard })).toEqual([missed]);
    expect(await found({ delivery_success: true })).toEqual([heard]);
    expect(await found({})).toEqual([missed, heard]);
    // Resent, and acknowledged at last.
    receiver.status = 200;
    await stripe.rawRequest('POST', `/v1/events/${missed}/retry`, {});
    await vi.waitFor(async () => expect(await found({ delivery_success: false })).toEqual([]), 10_000);
  });

  it('do not follow redirects, and wait for an endpoint that is down', async () => {
    receiver.status = 302;
    await listen();
    await stripe.customers.create();
    const event = await lastEvent();
    await vi.waitFor(async () =>
      expect((await deliveriesOf(event))[0]?.attempts[0]).toMatchObject({ status: 302 }),
    );
    expect(receiver.received.map(({ path }) => path)).toEqual(['/webhook']);
    receiver.status = 200;
    server.clock.advance(hour);
    await vi.waitFor(async () => expect((await deliveriesOf(event))[0]?.status).toBe('succeeded'), 10_000);
  });

  it('survive a restart in between', async () => {
    let release = () => {};
    receiver.hold = new Promise((resolve) => {
      release = resolve;
    });
    await listen();
    for (let made = 0; made < 30; made += 1) await stripe.customers.create();
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(0));
    const restarting = server.restart();
    release();
    server = await restarting;
    stripe = server.client({ key });
    server.clock.advance(60);
    await vi.waitFor(() => {
      const ids = new Set(receiver.received.map(({ body }) => JSON.parse(body).id));
      expect(ids.size).toBe(30);
    }, 20_000);
  });

  it('are signed with both secrets while one is rolled', async () => {
    const endpoint = await listen();
    const rolled: Stripe.WebhookEndpoint = await stripe.rawRequest(
      'POST',
      `/v1/onfile/webhook_endpoints/${endpoint.id}/roll_secret`,
      { expires_in: hour },
    );
    expect(rolled.secret).not.toBe(endpoint.secret);
    await stripe.customers.create();
    await received(1);
    const verify = (index: number, secret: string | undefined) => {
      const got = receiver.received[index];
      return stripe.webhooks.constructEvent(
        got?.body ?? '',
        String(got?.headers['stripe-signature']),
        secret ?? '',
      );
    };
    expect(verify(0, endpoint.secret).type).toBe('customer.created');
    expect(verify(0, rolled.secret).type).toBe('customer.created');
    server.clock.advance(2 * hour);
    await stripe.customers.create();
    await received(2);
    expect(() => verify(1, endpoint.secret)).toThrow();
    expect(verify(1, rolled.secret).type).toBe('customer.created');
  });

  it('are resent on request', async () => {
    const endpoint = await listen();
    await stripe.customers.create();
    await received(1);
    const event = await lastEvent();
    await stripe.rawRequest('POST', `/v1/events/${event}/retry`, { webhook_endpoint: endpoint.id });
    await received(2);
    expect(receiver.received.map(({ body }) => JSON.parse(body).id)).toEqual([event, event]);
    await expect(
      stripe.rawRequest('POST', `/v1/events/${event}/retry`, { webhook_endpoint: 'we_none' }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'resource_missing' });
  });

  it('use the version of their endpoint', async () => {
    await listen({ api_version: '2025-09-30.clover', enabled_events: ['checkout.session.expired'] });
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
    });
    await stripe.checkout.sessions.expire(session.id);
    await received(1);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      api_version: '2025-09-30.clover',
      data: { object: { ui_mode: 'custom' } },
    });
  });

  it('are managed: changed, disabled, listed, deleted, and never shown with their secret again', async () => {
    const endpoint = await listen({ description: 'Shop', metadata: { a: '1' } });
    expect(await stripe.webhookEndpoints.retrieve(endpoint.id)).not.toHaveProperty('secret');
    expect(await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })).toMatchObject({
      status: 'disabled',
      description: 'Shop',
    });
    await stripe.customers.create();
    expect(await deliveriesOf(await lastEvent())).toEqual([]);
    expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1);
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
    await expect(stripe.webhookEndpoints.retrieve(endpoint.id)).rejects.toMatchObject({ statusCode: 404 });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ url: 'ftp://shop.example' }, 'url'],
    [{ enabled_events: ['customer.sneezed'] }, 'enabled_events[0]'],
    [{ api_version: '1999-01-01' }, 'api_version'],
    [{ connect: true }, 'connect'],
  ])('refuse %j', async (more, param) => {
    await expect(listen(more)).rejects.toMatchObject({ statusCode: 400, param });
  });

  it('are limited to sixteen endpoints', async () => {
    for (let made = 0; made < 16; made += 1) await listen();
    await expect(listen()).rejects.toMatchObject({ statusCode: 400 });
  });
});
