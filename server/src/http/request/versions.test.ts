import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../../testing/raw-request.ts';
import { type TestServer, testServer } from '../../testing/test-server.ts';
import { changes } from '../../versions/index.ts';
import { isVersion } from '../../versions/version.ts';

const versions = [
  '2024-09-30.acacia',
  '2025-03-31.basil',
  '2025-09-30.clover',
  '2026-03-25.dahlia',
  '2026-09-30.endive',
  '2026-10-28.endive',
] as const;

describe('API versions', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  const line = (price: string) =>
    `mode=payment&ui_mode=elements&line_items[0][price]=${price}&line_items[0][quantity]=1`;

  async function withPrice() {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 1000,
      product_data: { name: 'T-shirt' },
    });
    return { key, body: line(price.id) };
  }

  const create = (key: string, body: string, version: string) =>
    rawRequest(server, 'POST /v1/checkout/sessions', { key, body, headers: { 'stripe-version': version } });

  it.each(versions)('%s is known and echoed', async (version) => {
    const answer = await rawRequest(server, 'GET /v1/customers', {
      key: server.freshKey(),
      headers: { 'stripe-version': version },
    });
    expect(answer.headers.get('stripe-version')).toBe(version);
  });

  it('is clover if a request names none', async () => {
    const answer = await rawRequest(server, 'GET /v1/customers', { key: server.freshKey() });
    expect(answer.headers.get('stripe-version')).toBe('2025-09-30.clover');
  });

  it('may come as a parameter, as browsers send it', async () => {
    const answer = await rawRequest(server, 'GET /v1/customers?_stripe_version=2026-03-25.dahlia', {
      key: server.freshKey(),
    });
    expect(answer.headers.get('stripe-version')).toBe('2026-03-25.dahlia');
  });

  it.each(['foo', '2025-09-30', '2025-09-30.endive', '2025-13-01.basil', '2030-01-01.zinnia', '2024-02-30'])(
    'refuses %s',
    async (version) => {
      const answer = await rawRequest(server, 'GET /v1/customers', {
        key: server.freshKey(),
        headers: { 'stripe-version': version },
      });
      expect(answer).toMatchObject({
        status: 400,
        json: { error: { message: expect.stringContaining(`Invalid Stripe API version: ${version}.`) } },
      });
    },
  );

  it.each(versions)('%s returns ui_mode in its own word and accepts both', async (version) => {
    const { key, body } = await withPrice();
    const word = version < '2026-03-25' ? 'custom' : 'elements';
    for (const given of ['custom', 'elements']) {
      const made = await create(key, body.replace('elements', given), version);
      expect(made.json).toMatchObject({ ui_mode: word });
      const listed = await rawRequest(server, 'GET /v1/checkout/sessions', {
        key,
        headers: { 'stripe-version': version },
      });
      expect(listed.json.data).toMatchObject([{ ui_mode: word }, ...(given === 'elements' ? [{}] : [])]);
    }
  });

  it.each(versions)('%s accepts payment_method_types until endive', async (version) => {
    const { key, body } = await withPrice();
    const made = await create(key, `${body}&payment_method_types[0]=card`, version);
    expect(made).toMatchObject(
      version < '2026-09-30'
        ? { status: 200, json: { payment_method_types: ['card'] } }
        : {
            status: 400,
            json: {
              error: {
                code: 'payment_method_types_no_longer_supported',
                param: 'payment_method_types',
                type: 'invalid_request_error',
              },
            },
          },
    );
  });

  it.each(versions)('%s names payment_method_types in an error as its requests do', async (version) => {
    const { key, body } = await withPrice();
    const name = version < '2026-09-30' ? 'payment_method_types' : 'allowed_payment_method_types';
    const refused = await create(key, `${body}&${name}[0]=ideal`, version);
    expect(refused).toMatchObject({ status: 400, json: { error: { param: name } } });
  });

  it('return payment_method_types in every version', async () => {
    const { key, body } = await withPrice();
    const made = await create(key, `${body}&allowed_payment_method_types[0]=card`, '2026-10-28.endive');
    expect(made.json).toMatchObject({ payment_method_types: ['card'] });
  });

  it('have the defaults of their day', async () => {
    const key = server.freshKey();
    const pay = (version: string, more = '') =>
      rawRequest(server, 'POST /v1/payment_intents', {
        key,
        body: `amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true${more}`,
        headers: { 'stripe-version': version },
      });
    expect((await pay('2022-11-15', '&expand[]=latest_charge')).json).toMatchObject({
      status: 'succeeded',
      automatic_payment_methods: null,
      payment_method_types: ['card'],
      capture_method: 'automatic',
      latest_charge: { balance_transaction: expect.stringMatching(/^txn_/) },
    });
    expect((await pay('2023-08-16')).json.error).toMatchObject({
      message: expect.stringContaining('return_url'),
    });
    const cards = '&payment_method_types[]=card';
    expect((await pay('2023-10-16', cards)).json.capture_method).toBe('automatic');
    expect((await pay('2024-04-10', cards)).json.capture_method).toBe('automatic_async');
    expect((await pay('2023-10-16', `${cards}&capture_method=manual`)).json.capture_method).toBe('manual');
  });

  it('created a customer for everyone who paid at Checkout until 2022-08-01', async () => {
    const { key, body } = await withPrice();
    const hosted = `${body.replace('&ui_mode=elements', '')}&success_url=https://example.com`;
    expect((await create(key, hosted, '2020-08-27')).json.customer_creation).toBe('always');
    expect((await create(key, hosted, '2022-08-01')).json.customer_creation).toBe('if_required');
    const given = `${hosted}&customer_creation=if_required`;
    expect((await create(key, given, '2020-08-27')).json.customer_creation).toBe('if_required');
  });

  it('are dated by changes that are versions, newest first', () => {
    const dates = changes.map(({ version }) => version);
    expect(dates.every(isVersion)).toBe(true);
    expect(dates).toEqual([...dates].sort().reverse());
  });
});
