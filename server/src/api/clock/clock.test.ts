import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { finishAllOperations } from '../../jobs/finish-operations.ts';
import { payment } from '../../testing/paid.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const day = 24 * 60 * 60;
const path = '/v1/onfile/clock/advance';

interface Clock {
  readonly now: number;
  readonly offset: number;
}

describe.each(engines)('the clock of a sandbox on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  function sandbox(key = server.freshKey()) {
    const stripe = server.client({ key });
    const advance = (params: object, options: Stripe.RequestOptions = {}): Promise<Clock> =>
      stripe.rawRequest('POST', path, params, options);
    const clock = (): Promise<Clock> => stripe.rawRequest('GET', '/v1/onfile/clock');
    const faults = (params: object) => stripe.rawRequest('POST', '/v1/onfile/faults', params);
    return { stripe, advance, clock, faults };
  }

  it('adds up concurrent advances, and tells each where it led', async () => {
    const { advance, clock } = sandbox();
    const answers = await Promise.all(['30d', '1d', '1s', '1d', '1d', '1h'].map((by) => advance({ by })));
    const total = 33 * day + 3601;
    const offsets = answers.map(({ offset }) => offset);
    expect(new Set(offsets).size).toBe(answers.length);
    expect(Math.max(...offsets)).toBe(total);
    expect((await clock()).offset).toBe(total);
  });

  it('is never moved back by a time that another advance has passed', async () => {
    const { advance, clock } = sandbox();
    const to = server.clock.now() + 5 * day;
    const outcomes = await Promise.all(
      [{ to }, { by: '10d' }].map((params) =>
        advance(params).then(
          ({ offset }) => offset,
          (error: Stripe.errors.StripeError) => error.statusCode,
        ),
      ),
    );
    const { offset } = await clock();
    // Either the time came first and the ten days were added, or it had already passed.
    expect(offset).toBeGreaterThanOrEqual(10 * day);
    if (outcomes[0] === 400) expect(offset).toBe(10 * day);
    else expect(offset).toBe(Number(outcomes[0]) + 10 * day);
  });

  it('advances once even if the network is down; what could not be done is done later', async () => {
    const { stripe, advance, clock, faults } = sandbox();
    const held = await stripe.paymentIntents.create({ ...payment, capture_method: 'manual' });
    await faults({ outage: true });
    const moved = await advance({ by: '8d' }, { idempotencyKey: 'week' });
    expect(moved.offset).toBe(8 * day);
    expect((await advance({ by: '8d' }, { idempotencyKey: 'week' })).offset).toBe(8 * day);
    expect((await clock()).offset).toBe(8 * day);
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('requires_capture');
    await faults({ outage: false });
    await advance({ by: '1s' });
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('canceled');
  });

  it('advances once if the answer is lost and the request is repeated with its key', async () => {
    const { advance, clock } = sandbox();
    vi.spyOn(server.services, 'runDue').mockRejectedValueOnce(new Error('The process ended here.'));
    await expect(advance({ by: '2d' }, { idempotencyKey: 'k' })).rejects.toMatchObject({
      statusCode: 500,
      message: expect.stringContaining('What the request had already done stands'),
    });
    vi.restoreAllMocks();
    expect((await clock()).offset).toBe(2 * day);
    expect((await advance({ by: '2d' }, { idempotencyKey: 'k' })).offset).toBe(2 * day);
    expect((await clock()).offset).toBe(2 * day);
  });

  it('works the same for a test clock: its advance stands even if the network is down', async () => {
    const { stripe, faults } = sandbox();
    const frozen_time = server.clock.now();
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time });
    const customer = (await stripe.customers.create({ test_clock: clock.id })).id;
    await stripe.paymentIntents.create({ ...payment, customer, capture_method: 'manual' });
    await faults({ outage: true });
    const target = { frozen_time: frozen_time + 8 * day };
    const options = { idempotencyKey: 'week' };
    expect(await stripe.testHelpers.testClocks.advance(clock.id, target, options)).toMatchObject({
      status: 'advancing',
    });
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      ...target,
      status: 'ready',
    });
  });

  it('leaves a test clock where it was sent when the request is repeated after a crash', async () => {
    const { stripe } = sandbox();
    const frozen_time = server.clock.now();
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time });
    const target = { frozen_time: frozen_time + day };
    const advance = () =>
      stripe.testHelpers.testClocks.advance(clock.id, target, { idempotencyKey: 'a day' });
    vi.spyOn(server.services, 'runDue').mockRejectedValueOnce(new Error('The process ended here.'));
    await expect(advance()).rejects.toMatchObject({ statusCode: 500 });
    vi.restoreAllMocks();
    expect(await advance()).toMatchObject({ frozen_time: target.frozen_time });
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      ...target,
      status: 'ready',
    });
  });

  it('takes the first of several requests that advance a test clock at once', async () => {
    const { stripe } = sandbox();
    const frozen_time = server.clock.now();
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time });
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map((days) =>
        stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen_time + days * day }),
      ),
    );
    const furthest = Math.max(
      ...outcomes.map((outcome) =>
        outcome.status === 'fulfilled'
          ? Number(outcome.value.status_details.advancing?.target_frozen_time)
          : 0,
      ),
    );
    expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).frozen_time).toBe(furthest);
  });

  it('ends nothing that is in flight to the network while it advances', async () => {
    const { stripe, advance, faults } = sandbox();
    const held = await stripe.paymentIntents.create({ ...payment, capture_method: 'manual' });
    const paid = await stripe.paymentIntents.create(payment);
    await faults({ latency_ms: 4000 });
    const running = Promise.all([
      stripe.paymentIntents.create(payment),
      stripe.paymentIntents.capture(held.id),
      stripe.refunds.create({ payment_intent: paid.id }),
      stripe.setupIntents.create({
        payment_method: 'pm_card_visa',
        confirm: true,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      }),
    ]);
    await vi.waitFor(
      async () => expect((await stripe.paymentIntents.list({ limit: 1 })).data[0]?.status).toBe('processing'),
      { timeout: 4000 },
    );
    await advance({ by: '3d' });
    await finishAllOperations(server.services);
    const [created, captured, refund, setup] = await running;
    expect(created).toMatchObject({ status: 'succeeded', amount_received: 2000 });
    expect(captured.status).toBe('succeeded');
    expect(refund.status).toBe('succeeded');
    expect(setup.status).toBe('succeeded');
  }, 30_000);

  it('expires no idempotency key: a retry by the machine’s time is the same request', async () => {
    const { stripe, advance } = sandbox();
    const first = await stripe.paymentIntents.create(payment, { idempotencyKey: 'order' });
    await advance({ by: '30d' });
    expect((await stripe.paymentIntents.create(payment, { idempotencyKey: 'order' })).id).toBe(first.id);
  });
});

describe.each(engines)('concurrent changes on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('all take effect: settings, faults, metadata', async () => {
    const stripe = server.client();
    const post = (at: string, params: object) => stripe.rawRequest('POST', at, params);
    await Promise.all([
      post('/v1/onfile/settings', { business_name: 'Shop' }),
      post('/v1/onfile/settings', { brand_color: '#0b57d0' }),
      post('/v1/onfile/settings', { fee_fixed: 25 }),
      post('/v1/onfile/settings', { save_label: { en: 'Keep it' } }),
    ]);
    expect(await stripe.rawRequest('GET', '/v1/onfile/settings')).toMatchObject({
      business_name: 'Shop',
      brand_color: '#0b57d0',
      fee_fixed: 25,
      save_label: { en: 'Keep it' },
    });
    await Promise.all([
      post('/v1/onfile/faults', { latency_ms: 1 }),
      post('/v1/onfile/faults', { seed: 'monday' }),
      post('/v1/onfile/faults', { webhooks: { late_seconds: 7 } }),
    ]);
    expect(await stripe.rawRequest('GET', '/v1/onfile/faults')).toMatchObject({
      latency_ms: 1,
      seed: 'monday',
      webhooks: { late_seconds: 7 },
    });
    const customer = (await stripe.customers.create()).id;
    const product = (await stripe.products.create({ name: 'Lamp' })).id;
    const price = (await stripe.prices.create({ product, currency: 'usd', unit_amount: 100 })).id;
    const names = ['a', 'b', 'c', 'd', 'e'];
    const metadata = Object.fromEntries(names.map((name) => [name, name]));
    for (const at of [`/v1/customers/${customer}`, `/v1/products/${product}`, `/v1/prices/${price}`]) {
      await Promise.all(names.map((name) => post(at, { metadata: { [name]: name } })));
      expect(await stripe.rawRequest('GET', at)).toMatchObject({ metadata });
    }
  });

  it('do not exceed limits: webhook endpoints, and one listener per device', async () => {
    const stripe = server.client();
    const made = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        stripe.webhookEndpoints.create({ url: `http://127.0.0.1:9/${index}`, enabled_events: ['*'] }),
      ),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
    const listen = (): Promise<{ id: string; secret: string }> =>
      stripe.rawRequest('POST', '/v1/onfile/listeners', { device: 'laptop', url: 'http://127.0.0.1:9/' });
    const listeners = await Promise.all([listen(), listen(), listen()]);
    expect(new Set(listeners.map(({ id }) => id)).size).toBe(1);
    expect(new Set(listeners.map(({ secret }) => secret)).size).toBe(1);
  });
});
