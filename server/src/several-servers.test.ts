import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { rawRequest } from './testing/raw-request.ts';
import { Receiver } from './testing/receiver.ts';
import { engines, type TestServer, testServer } from './testing/test-server.ts';

describe.runIf(engines.includes('postgres'))('two servers on one PostgreSQL', () => {
  let one: TestServer;
  let other: TestServer;
  beforeAll(async () => {
    one = await testServer('postgres');
    other = await one.neighbour();
  });
  afterAll(async () => {
    await other.stop();
    await one.stop();
  });
  afterEach(() => vi.restoreAllMocks());

  /** A sandbox as seen by both servers. */
  function sandbox() {
    const key = one.freshKey();
    const ask = async (server: TestServer, target: string, body?: string) =>
      rawRequest(server, target, { key, ...(body === undefined ? {} : { body }) });
    return { key, ask, stripe: one.client({ key }), there: other.client({ key }) };
  }

  describe('with an idempotency key', () => {
    const post = (server: TestServer, key: string, path: string, body: string) =>
      rawRequest(server, `POST ${path}`, { key, body, headers: { 'idempotency-key': 'k' } });
    const inUse = { status: 409, json: { error: { code: 'idempotency_key_in_use' } } };

    it('report it in use while its request runs at the other, and then give one answer', async () => {
      const { key, stripe } = sandbox();
      const { id: account } = await stripe.accounts.retrieveCurrent();
      const customer = await stripe.customers.create();
      for (const server of [one, other]) server.simulator.setFaults(account, { latencyMs: 500 });
      const attach = (server: TestServer) =>
        post(server, key, '/v1/payment_methods/pm_card_visa/attach', `customer=${customer.id}`);
      const answers = await Promise.all([attach(one), attach(other)]);
      const [won, lost] = answers.sort((a, b) => a.status - b.status);
      expect(won?.status).toBe(200);
      expect(lost).toMatchObject(inUse);
      for (const server of [one, other]) expect((await attach(server)).text).toBe(won?.text);
      expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
    });

    it('create one object, however many requests come to both at once', async () => {
      const { key, there } = sandbox();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          post(index % 2 === 0 ? one : other, key, '/v1/customers', 'name=Jenny'),
        ),
      );
      const made = answers.filter(({ status }) => status === 200);
      expect(new Set(made.map(({ text }) => text)).size).toBe(1);
      for (const answer of answers) if (answer.status !== 200) expect(answer).toMatchObject(inUse);
      expect((await there.customers.list()).data).toHaveLength(1);
    });

    it('refuse no request because of what it did itself at the other', async () => {
      const { key, stripe } = sandbox();
      for (let round = 0; round < 3; round += 1) {
        const session = await stripe.checkout.sessions.create({
          mode: 'setup',
          ui_mode: 'elements',
          currency: 'usd',
          return_url: 'https://example.com',
        });
        const expire = (server: TestServer) =>
          rawRequest(server, `POST /v1/checkout/sessions/${session.id}/expire`, {
            key,
            body: '',
            headers: { 'idempotency-key': session.id },
          });
        const answers = await Promise.all([one, other, one, other].map(expire));
        const statuses = answers.map(({ status }) => status);
        expect(statuses).toContain(200);
        expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
      }
    });
  });

  it('learn at once what the other has changed about an account', async () => {
    const { ask } = sandbox();
    const name = async () => (await ask(other, 'GET /v1/onfile/settings')).json.business_name;
    const time = async () => Number((await ask(other, 'GET /v1/onfile/clock')).json.offset);
    // The clock stands still, so that nothing cached expires.
    const now = one.clock.now();
    vi.spyOn(one.clock, 'now').mockReturnValue(now);
    expect([await name(), await time()]).toEqual(['New business', 0]);
    await ask(one, 'POST /v1/onfile/settings', 'business_name=Rocket');
    await expect.poll(name).toBe('Rocket');
    await ask(one, 'POST /v1/onfile/clock/advance', 'by=1d');
    await expect.poll(time).toBe(24 * 60 * 60);
  });

  it('share the same faults, each of which occurs as often as requested', async () => {
    const { ask } = sandbox();
    await ask(one, 'POST /v1/onfile/faults', 'api[0][status]=503&api[0][path]=/v1/customers&api[0][times]=3');
    await expect.poll(async () => (await ask(other, 'GET /v1/onfile/faults')).json.api).toHaveLength(1);
    const calls = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? one : other));
    const answers = await Promise.all(calls.map((server) => ask(server, 'GET /v1/customers')));
    expect(answers.map(({ status }) => status).filter((status) => status === 503)).toHaveLength(3);

    const pay = async () =>
      (
        await ask(
          other,
          'POST /v1/payment_intents',
          'amount=1000&currency=usd&confirm=true&payment_method=pm_card_visa&return_url=https://example.com',
        )
      ).status;
    await ask(one, 'POST /v1/onfile/faults', 'outage=true');
    await expect.poll(pay).toBe(500);
    await ask(one, 'DELETE /v1/onfile/faults');
    await expect.poll(pay).toBe(200);
  });

  it('report events wherever they happen', async () => {
    const { key, stripe } = sandbox();
    await stripe.customers.list();
    const response = await fetch(`${other.url}/v1/onfile/stream`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const told: string[] = [];
    void (async () => {
      for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) told.push(part);
    })().catch(() => {});
    const { id } = await stripe.customers.create();
    await expect.poll(() => told.join('')).toContain(id);
    await response.body?.cancel().catch(() => {});
  });

  it('deliver each event once', async () => {
    const receiver = await Receiver.start();
    const { stripe, there } = sandbox();
    await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['customer.created'] });
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? stripe : there).customers.create()),
    );
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(20);
    const ids = receiver.received.map(({ body }) => JSON.parse(body).data.object.id);
    expect(ids.sort()).toEqual(made.map(({ id }) => id).sort());
    await receiver.stop();
  });

  it('do due work once', async () => {
    const { stripe } = sandbox();
    const { id: account } = await stripe.accounts.retrieveCurrent();
    for (let made = 0; made < 10; made += 1) {
      await stripe.checkout.sessions.create({
        mode: 'setup',
        ui_mode: 'elements',
        currency: 'usd',
        return_url: 'https://example.com',
      });
    }
    one.clock.advance(25 * 60 * 60);
    await Promise.all([one, other].map(({ services }) => services.runDue(account)));
    const { data } = await stripe.events.list({ type: 'checkout.session.expired', limit: 100 });
    expect(new Set(data.map((event) => (event.data.object as { id: string }).id)).size).toBe(10);
    expect(data).toHaveLength(10);
  });

  it('report the advance of a clock once the other has done the due work', async () => {
    const { stripe } = sandbox();
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
      return_url: 'https://example.com',
    });
    for (const server of [one, other]) server.simulator.setFaults(account, { latencyMs: 300 });
    one.clock.advance(8 * 24 * 60 * 60);
    const statusAfter = async ({ services }: TestServer) => {
      await services.runDue(account);
      return (await stripe.paymentIntents.retrieve(intent.id)).status;
    };
    expect(await Promise.all([one, other].map(statusAfter))).toEqual(['canceled', 'canceled']);
  });

  describe('with the Stripe CLI', () => {
    async function session(ask: ReturnType<typeof sandbox>['ask'], feature: string) {
      const { json } = await ask(
        one,
        'POST /v1/stripecli/sessions',
        `device_name=x&websocket_features[]=${feature}`,
      );
      return String(json.websocket_id);
    }

    /** Connects as the CLI does, and acknowledges what it receives. */
    async function listen(server: TestServer, id: string) {
      const url = `${server.url.replace('http', 'ws')}/stripecli/subscribe/${id}`;
      const socket = new WebSocket(url, 'stripecli-devproxy-v1');
      const heard: string[] = [];
      socket.on('message', (data) => {
        const message = JSON.parse(String(data));
        heard.push(JSON.stringify(JSON.parse(message.event_payload)));
        const { webhook_conversation_id } = message;
        socket.send(JSON.stringify({ type: 'event_ack', webhook_conversation_id }));
      });
      await once(socket, 'open');
      return { socket, heard };
    }

    it('accept what either has granted, and send events from both', async () => {
      const { ask, stripe, there } = sandbox();
      const id = await session(ask, 'webhooks');
      const first = await listen(other, id);
      const made = [await stripe.customers.create(), await there.customers.create()];
      for (const customer of made) {
        await expect.poll(() => first.heard.join(), { timeout: 20_000 }).toContain(customer.id);
      }
      // It reconnects to another server before anyone notices that its old connection has ended.
      const second = await listen(one, id);
      first.socket.terminate();
      const { id: later } = await there.customers.create();
      await expect.poll(() => second.heard.join(), { timeout: 20_000 }).toContain(later);
      expect(first.heard.join()).not.toContain(later);
      second.socket.terminate();
      const endpoints = async () => (await stripe.webhookEndpoints.list()).data.map(({ status }) => status);
      await expect.poll(endpoints).toEqual(['disabled']);
    });

    it('tail the log of both', async () => {
      const { ask, stripe } = sandbox();
      const { socket, heard } = await listen(other, await session(ask, 'request_logs'));
      await expect
        .poll(
          async () => {
            await stripe.customers.create();
            return heard.join();
          },
          { timeout: 20_000, interval: 500 },
        )
        .toContain('/v1/customers');
      socket.terminate();
    });
  });
});
