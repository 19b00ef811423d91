import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenAt } from '../../resources/consents/chain.ts';
import type { ConsentEntry } from '../../resources/consents/entry.ts';
import { Page } from '../../testing/page.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

type ConsentView = ConsentEntry & {
  readonly object: string;
  readonly created: number;
  readonly hash: string;
};

describe.each(engines)('consents on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  async function open(stripe: Stripe, params: Stripe.Checkout.SessionCreateParams = {}) {
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer_creation: 'always',
      saved_payment_method_options: { payment_method_save: 'enabled' },
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
      ...params,
    });
    return new Page(server.url, session);
  }

  async function list(key: string, query = ''): Promise<ConsentView[]> {
    const { json } = await rawRequest(server, `GET /v1/onfile/consents?limit=100${query}`, { key });
    return json.data as ConsentView[];
  }

  it('record who agreed to what, shown which words, from where', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const page = await open(stripe);
    await page.pay('4242424242424242', {
      email: 'jenny@example.com',
      save_payment_method: 'true',
      'consent[source]': 'element',
      'consent[language]': 'de',
      'consent[texts_version]': '2026-11-23',
      'consent[terms_shown]': 'true',
    });
    const session = await stripe.checkout.sessions.retrieve(page.id);
    const [card] = (await stripe.customers.listPaymentMethods(String(session.customer))).data;
    const [consent] = await list(key);
    expect(consent).toMatchObject({
      object: 'onfile.consent',
      action: 'granted',
      sequence: 1,
      customer: session.customer,
      payment_method: card?.id,
      card: { brand: 'visa', last4: '4242', fingerprint: card?.card?.fingerprint },
      checkout_session: page.id,
      payment_intent: session.payment_intent,
      source: 'element',
      language: 'de',
      texts: {
        save_label: 'Zahlungsdaten für künftige Einkäufe speichern',
        terms: expect.stringMatching(/^Mit der Angabe Ihrer Kartendaten erlauben Sie /),
      },
      uses: ['redisplay', 'off_session'],
      email: 'jenny@example.com',
      ip_address: '127.0.0.1',
    });
    const one = await rawRequest(server, `GET /v1/onfile/consents/${consent?.id}`, { key });
    expect(one.json).toEqual(consent);
  });

  it.each<[string, Record<string, string>, Stripe.Checkout.SessionCreateParams, object]>([
    [
      'the merchant’s own box',
      { save_payment_method: 'true' },
      {},
      { source: 'merchant_ui', texts: null, uses: ['redisplay'] },
    ],
    [
      'the merchant’s own box, for charges while away',
      { save_payment_method: 'true', 'consent[source]': 'merchant_ui' },
      { payment_intent_data: { setup_future_usage: 'off_session' } },
      { source: 'merchant_ui', texts: null, uses: ['redisplay', 'off_session'] },
    ],
    [
      'the server alone',
      {},
      { payment_intent_data: { setup_future_usage: 'off_session' } },
      { source: 'server', texts: null, uses: ['off_session'] },
    ],
  ])('tell %s apart', async (_, confirm, params, recorded) => {
    const key = server.freshKey();
    const page = await open(server.client({ key }), params);
    await page.pay('4242424242424242', confirm);
    expect(await list(key)).toMatchObject([recorded]);
  });

  it('are not recorded for a refusal, a decline, a guest, or a card that is already saved', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    await (await open(stripe)).pay('4242424242424242', { save_payment_method: 'false' });
    const declined = await open(stripe);
    await declined.refusal(declined.pay('4000000000000002', { save_payment_method: 'true' }));
    expect(await list(key)).toEqual([]);
    const first = await open(stripe);
    await first.pay('4242424242424242', { save_payment_method: 'true' });
    const { customer } = await stripe.checkout.sessions.retrieve(first.id);
    const [card] = (await stripe.customers.listPaymentMethods(String(customer))).data;
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer: String(customer),
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
    });
    await new Page(server.url, session).confirm({ payment_method: card?.id ?? '' });
    expect(await list(key)).toHaveLength(1);
  });

  it('form one unbroken chain, even when many buyers agree at once', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const pages = await Promise.all(Array.from({ length: 20 }, () => open(stripe)));
    await Promise.all(pages.map((page) => page.pay('4242424242424242', { save_payment_method: 'true' })));
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const entries = (await list(key))
      .sort((a, b) => a.sequence - b.sequence)
      .map(({ object: _, created: __, hash, ...entry }) => ({ hash, entry: { ...entry, account } }));
    expect(entries).toHaveLength(20);
    expect(brokenAt(entries)).toBeNull();
    expect(brokenAt(entries.toSpliced(7, 1))).toBe(7);
  });

  it('are listed by customer and by card, and outlive both', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const customers: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const page = await open(stripe);
      await page.pay('4242424242424242', { save_payment_method: 'true' });
      customers.push(String((await stripe.checkout.sessions.retrieve(page.id)).customer));
    }
    const [customer = ''] = customers;
    const [card] = (await stripe.customers.listPaymentMethods(customer)).data;
    expect(await list(key, `&customer=${customer}`)).toMatchObject([{ payment_method: card?.id }]);
    expect(await list(key, `&payment_method=${card?.id}`)).toMatchObject([{ customer }]);
    await stripe.customers.del(customer);
    expect(await list(key, `&customer=${customer}`)).toHaveLength(1);
  });

  it('of another sandbox do not exist', async () => {
    const key = server.freshKey();
    const page = await open(server.client({ key }));
    await page.pay('4242424242424242', { save_payment_method: 'true' });
    const [consent] = await list(key);
    const other = server.freshKey();
    expect(await list(other)).toEqual([]);
    expect((await rawRequest(server, `GET /v1/onfile/consents/${consent?.id}`, { key: other })).status).toBe(
      404,
    );
  });
});
