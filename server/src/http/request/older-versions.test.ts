import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Page } from '../../testing/page.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { Receiver } from '../../testing/receiver.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';
import { isVersion } from '../../versions/version.ts';

/** What Stripe's changelog says about the objects that Onfile has, tested on both sides of each version. */
describe.each(engines)('an older API version on %s', (engine) => {
  let server: TestServer;
  let key: string;
  let stripe: Stripe;
  beforeAll(async () => {
    server = await testServer(engine);
    key = server.freshKey();
    stripe = server.client({ key });
  });
  afterAll(() => server.stop());

  const call = (version: string, target: string, body?: string) =>
    rawRequest(server, target, {
      key,
      headers: { 'stripe-version': version },
      ...(body === undefined ? {} : { body }),
    });
  const pay = (version: string, card: string, more = '') =>
    call(
      version,
      'POST /v1/payment_intents',
      `amount=2000&currency=usd&payment_method=${card}&confirm=true&payment_method_types[0]=card${more}`,
    );

  it('shows a PaymentIntent with its charges until 2022-11-15, and charges with their refunds', async () => {
    const made = await pay('2022-08-01', 'pm_card_visa', '&expand[]=charges.data.balance_transaction');
    const { id, latest_charge: charge } = made.json as { id: string; latest_charge: string };
    expect(made.json).toMatchObject({
      charges: {
        object: 'list',
        has_more: false,
        total_count: 1,
        url: `/v1/charges?payment_intent=${id}`,
        data: [
          {
            id: charge,
            balance_transaction: { object: 'balance_transaction' },
            refunds: { object: 'list', data: [], url: `/v1/charges/${charge}/refunds` },
          },
        ],
      },
    });
    await stripe.refunds.create({ payment_intent: id, amount: 500 });
    const refunded = { charges: { data: [{ id: charge, refunds: { data: [{ amount: 500 }] } }] } };
    expect((await call('2020-08-27', `GET /v1/payment_intents/${id}`)).json).toMatchObject(refunded);
    expect((await call('2022-08-01', 'GET /v1/payment_intents?limit=1')).json.data).toMatchObject([refunded]);
    const newer = await call('2022-11-15', `GET /v1/payment_intents/${id}?expand[]=latest_charge`);
    expect(newer.json).not.toHaveProperty('charges');
    expect(newer.json.latest_charge).not.toHaveProperty('refunds');
    expect(await call('2022-11-15', `GET /v1/payment_intents/${id}?expand[]=charges`)).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('This property cannot be expanded (charges)') } },
    });
  });

  it('shows the declined charge in the error, too', async () => {
    const declined = await pay('2020-08-27', 'pm_card_chargeDeclined');
    expect(declined).toMatchObject({
      status: 402,
      json: {
        error: { payment_intent: { charges: { data: [{ status: 'failed', refunds: { data: [] } }] } } },
      },
    });
    const newer = await pay('2023-10-16', 'pm_card_chargeDeclined');
    expect(newer.json.error?.payment_intent).not.toHaveProperty('charges');
  });

  it('renders events and webhooks in its own form', async () => {
    const heard = await Receiver.start();
    await call(
      '2020-08-27',
      'POST /v1/webhook_endpoints',
      `url=${heard.url}&enabled_events[0]=payment_intent.succeeded&api_version=2020-08-27`,
    );
    const { id } = (await pay('2023-10-16', 'pm_card_visa')).json as { id: string };
    const shown = {
      id,
      charges: { data: [{ payment_intent: id, refunds: { object: 'list' } }] },
      invoice: null,
    };
    const [delivered] = await vi.waitFor(async () => {
      expect(heard.received.length).toBeGreaterThan(0);
      return heard.received;
    }, 20_000);
    expect(JSON.parse(delivered?.body ?? '{}')).toMatchObject({
      api_version: '2020-08-27',
      data: { object: shown },
    });
    const listed = await call('2020-08-27', 'GET /v1/events?type=payment_intent.succeeded&limit=1');
    expect(listed.json.data).toMatchObject([{ data: { object: shown } }]);
    await heard.stop();
  });

  it('names the invoice of a payment until basil', async () => {
    const { id } = (await pay('2024-06-20', 'pm_card_visa')).json as { id: string };
    const expanded = `GET /v1/payment_intents/${id}?expand[]=latest_charge`;
    expect((await call('2025-02-24.acacia', expanded)).json).toMatchObject({
      invoice: null,
      latest_charge: { invoice: null },
    });
    expect((await call('2025-03-31.basil', expanded)).json).not.toHaveProperty('invoice');
  });

  it('shows all that belongs to a customer until 2020-08-27, and cannot search', async () => {
    const { id } = await stripe.customers.create({ name: 'Jenny' });
    const older = await call('2020-03-02', `GET /v1/customers/${id}`);
    expect(older.json).toMatchObject({ subscriptions: { data: [] }, tax_ids: { data: [] } });
    expect(older.json).toHaveProperty('sources');
    const newer = await call('2020-08-27', `GET /v1/customers/${id}`);
    for (const list of ['sources', 'subscriptions', 'tax_ids']) expect(newer.json).not.toHaveProperty(list);
    const search = "GET /v1/customers/search?query=name:'Jenny'";
    expect(await call('2020-03-02', search)).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('2020-08-27') } },
    });
    expect(await call('2020-08-27', search)).toMatchObject({ status: 200, json: { data: [{ id }] } });
    await stripe.customers.del(id);
    expect((await call('2020-03-02', `GET /v1/customers/${id}`)).json).toEqual({
      id,
      object: 'customer',
      deleted: true,
    });
  });

  const bare =
    'success_url=https://shop.example&cancel_url=https://shop.example&payment_method_types[]=card&line_items[][name]=T-shirt&line_items[][description]=Comfortable&line_items[][images][]=https://shop.example/t.png&line_items[][amount]=1500&line_items[][currency]=usd&line_items[][quantity]=2';

  it('describes in a session what is sold without a price until 2022-08-01, and has its intent at once', async () => {
    const made = await call('2020-03-02', 'POST /v1/checkout/sessions', bare);
    expect(made.json).toMatchObject({
      amount_total: 3000,
      customer_creation: 'always',
      display_items: [
        {
          amount: 1500,
          currency: 'usd',
          custom: { name: 'T-shirt', description: 'Comfortable', images: ['https://shop.example/t.png'] },
          quantity: 2,
          type: 'custom',
        },
      ],
      payment_intent: expect.stringMatching(/^pi_/),
      shipping: null,
    });
    const {
      id,
      payment_intent: intent,
      url,
    } = made.json as { id: string; payment_intent: string; url: string };
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
      amount: 3000,
      status: 'requires_payment_method',
    });
    const secret = `${id}_secret_${url.split('#')[1]}`;
    const page = new Page(server.url, { id, client_secret: secret } as Stripe.Checkout.Session);
    const shipping = { 'shipping_address[name]': 'Jenny', 'shipping_address[address][country]': 'US' };
    await page.pay('4242424242424242', { email: 'jenny@example.com', ...shipping });
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
      status: 'succeeded',
      amount_received: 3000,
    });
    expect((await stripe.paymentIntents.list({ limit: 1 })).data).toMatchObject([{ id: intent }]);

    const at = `GET /v1/checkout/sessions/${id}`;
    const details = { name: 'Jenny', address: { country: 'US' } };
    const oldest = await call('2020-08-27', `${at}?expand[]=payment_intent`);
    expect(oldest.json).toMatchObject({ shipping: details, payment_intent: { charges: { data: [{}] } } });
    expect(oldest.json).not.toHaveProperty('display_items');
    expect(oldest.json).not.toHaveProperty('shipping_details');
    expect((await call('2022-08-01', at)).json).toMatchObject({ shipping_details: details });
    expect((await call('2025-03-31.basil', at)).json).not.toHaveProperty('shipping_details');

    expect(await call('2022-08-01', 'POST /v1/checkout/sessions', bare)).toMatchObject({
      status: 400,
      json: { error: { code: 'parameter_unknown', param: 'line_items[0][name]' } },
    });
    const byPrice = bare
      .replaceAll(/line_items\[\]\[(name|description|images)\](?:\[\])?=[^&]*&/g, '')
      .replace(
        'line_items[][amount]=1500&line_items[][currency]=usd',
        'line_items[][price_data][unit_amount]=1500&line_items[][price_data][currency]=usd&line_items[][price_data][product_data][name]=T-shirt',
      );
    expect((await call('2022-08-01', 'POST /v1/checkout/sessions', byPrice)).json).toMatchObject({
      payment_intent: null,
    });
  });

  it('describes the outcome of 3-D Secure in booleans until 2020-08-27', async () => {
    const price_data = { currency: 'usd', unit_amount: 1000, product_data: { name: 'T-shirt' } };
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [{ price_data, quantity: 1 }],
    });
    const page = new Page(server.url, session);
    await page.answerChallenge(await page.pay('4000002760003184'), 'authenticated');
    const [charge] = (await stripe.charges.list({ limit: 1 })).data;
    if (charge === undefined) throw new Error('There is no charge.');
    const older = await call('2020-03-02', `GET /v1/charges/${charge.id}`);
    expect(older.json).toMatchObject({
      payment_method_details: { card: { three_d_secure: { authenticated: true, succeeded: true } } },
    });
    const newer = await call('2020-08-27', `GET /v1/charges/${charge.id}`);
    expect(newer.json).toMatchObject({
      payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } },
    });
    expect(newer.text).not.toContain('"succeeded": true');
  });

  it('calls marketing_features of a product features until 2024-04-10', async () => {
    const made = await call('2023-10-16', 'POST /v1/products', 'name=A&features[0][name]=soft');
    expect(made.json).toMatchObject({ features: [{ name: 'soft' }] });
    expect(made.json).not.toHaveProperty('marketing_features');
    expect((await call('2024-04-10', `GET /v1/products/${made.json.id}`)).json).toMatchObject({
      marketing_features: [{ name: 'soft' }],
    });
    expect(await call('2023-10-16', 'POST /v1/products', 'name=A&features=x')).toMatchObject({
      status: 400,
      json: { error: { param: 'features' } },
    });
  });
});

describe('the supported versions', () => {
  it.each([
    '2019-12-03',
    '2011-01-01',
    '2020-03-03',
    '2025-03-30.acacia',
    '2025-04-01.basil',
    '2025-03-31',
    '2025-03-31.preview',
  ])('do not include %s', (version) => {
    expect(isVersion(version)).toBe(false);
  });

  it('are named if an older one is requested, and betas after one are ignored', async () => {
    const server = await testServer();
    const ask = (version: string) =>
      rawRequest(server, 'GET /v1/customers', {
        key: server.freshKey(),
        headers: { 'stripe-version': version },
      });
    const old = await ask('2019-12-03');
    expect(old).toMatchObject({
      status: 400,
      json: {
        error: {
          message: expect.stringMatching(/does not support the Stripe API version 2019-12-03: .* 2020-03-02/),
        },
      },
    });
    expect(old.headers.get('stripe-version')).toBeNull();
    const beta = await ask('2025-03-31.basil; checkout_server_update_beta=v1;');
    expect(beta.headers.get('stripe-version')).toBe('2025-03-31.basil');
    await server.stop();
  });
});
