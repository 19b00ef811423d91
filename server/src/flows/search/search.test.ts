import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

interface List {
  readonly data: readonly { readonly id: string; readonly status?: string }[];
  readonly has_more: boolean;
}

type Narrowed = Readonly<Record<string, string | number>>;

describe.each(engines)('the lists of the dashboard, on %s', (engine) => {
  let server: TestServer;
  let stripe: Stripe;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const ask = (list: string, params: Narrowed): Promise<List> =>
    stripe.rawRequest(
      'GET',
      `/v1/onfile/${list}?${new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]))}`,
    ) as never;
  const found = async (list: string, params: Narrowed) => (await ask(list, params)).data.map(({ id }) => id);
  const pay = (card: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    stripe.paymentIntents.create({
      amount: 3100,
      currency: 'usd',
      payment_method: card,
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      ...more,
    });
  const declinedOf = (error: unknown): Stripe.PaymentIntent =>
    (error as Stripe.errors.StripeCardError).payment_intent as Stripe.PaymentIntent;

  describe('payments', () => {
    let jenny: Stripe.Customer;
    let hers: Stripe.PaymentIntent;
    let guests: Stripe.PaymentIntent;
    let declined: Stripe.PaymentIntent;
    let asked: Stripe.PaymentIntent;
    beforeAll(async () => {
      stripe = server.client();
      jenny = await stripe.customers.create({ name: 'Jenny Rosén', email: 'Jenny@Example.com' });
      hers = await pay('pm_card_visa', {
        customer: jenny.id,
        description: 'Order 9297',
        metadata: { colour: 'aubergine' },
      });
      guests = await pay('pm_card_mastercard', { receipt_email: 'guest@shop.example', amount: 123_450 });
      declined = declinedOf(
        await pay('pm_card_visa_chargeDeclined', { customer: jenny.id }).catch((error: unknown) => error),
      );
      asked = await stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    });

    const ids = () => ({ hers: hers.id, guests: guests.id, declined: declined.id, asked: asked.id });

    it.each<[query: () => string, (keyof ReturnType<typeof ids>)[]]>([
      [() => 'Jenny', ['declined', 'hers']],
      [() => 'rosen JENNY', ['declined', 'hers']],
      [() => 'JENNY@example.com', ['declined', 'hers']],
      [() => 'Order 9297', ['hers']],
      [() => 'jenny 9297', ['hers']],
      [() => 'jenny nothing', []],
      [() => 'aubergine', ['hers']],
      [() => 'zzzz', []],
      [() => '4242', ['hers']],
      [() => '•••• 4242 visa', ['hers']],
      [() => 'guest@shop', ['guests']],
      [() => 'GUEST mastercard', ['guests']],
      [() => '$1,234.50 USD', ['guests']],
      [() => '1234.50', ['guests']],
      [() => '1.234,50', ['guests']],
      [() => '5,00 €', ['asked']],
      [() => hers.id.slice(5, 20), ['hers']],
      [() => hers.id.slice(-6).toUpperCase(), ['hers']],
      [() => String(guests.latest_charge).slice(4), ['guests']],
      [() => jenny.id, ['declined', 'hers']],
      [() => '%', []],
      [() => "' or 1=1 --", []],
    ])('are found by %s', async (query, names) => {
      expect(await found('payments', { query: query() })).toEqual(names.map((name) => ids()[name]));
    });

    it('are found by their customer’s current name', async () => {
      const { id } = await stripe.customers.create({ name: 'Old Name' });
      const paid = await pay('pm_card_visa', { customer: id });
      await stripe.customers.update(id, { name: 'New Calling' });
      expect(await found('payments', { query: 'old name' })).toEqual([]);
      expect(await found('payments', { query: 'calling' })).toEqual([paid.id]);
    });

    it('are narrowed by each word and each filter at once', async () => {
      expect(await found('payments', { query: 'jenny', status: 'failed' })).toEqual([declined.id]);
      expect(await found('payments', { query: '4242', status: 'failed' })).toEqual([]);
      expect(await found('payments', { status: 'incomplete' })).toEqual([asked.id]);
      expect(await found('payments', { customer: jenny.id })).toEqual([declined.id, hers.id]);
      expect(await found('payments', { customer: jenny.id.toLowerCase() })).toEqual([]);
      const later = server.clock.now() + 1000;
      expect(await found('payments', { query: 'jenny', 'created[gt]': later })).toEqual([]);
      expect(await found('payments', { query: 'jenny', 'created[lte]': later })).toHaveLength(2);
    });

    it('have one state each, and are found by it until it changes', async () => {
      const [whole, part, held] = await Promise.all([
        pay('pm_card_visa'),
        pay('pm_card_visa'),
        pay('pm_card_visa', { capture_method: 'manual' }),
      ]);
      await stripe.refunds.create({ payment_intent: whole.id });
      await stripe.refunds.create({ payment_intent: part.id, amount: 100 });
      const gone = await stripe.paymentIntents.create({ amount: 700, currency: 'usd' });
      await stripe.paymentIntents.cancel(gone.id);
      const challenged = await pay('pm_card_authenticationRequired', {
        automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
        return_url: 'https://example.com',
      });
      expect(await found('payments', { status: 'refunded' })).toEqual([whole.id]);
      expect(await found('payments', { status: 'partially_refunded' })).toEqual([part.id]);
      expect(await found('payments', { status: 'requires_capture' })).toEqual([held.id]);
      expect(await found('payments', { status: 'canceled' })).toEqual([gone.id]);
      expect(await found('payments', { status: 'requires_action' })).toEqual([challenged.id]);
      await stripe.paymentIntents.capture(held.id);
      expect(await found('payments', { status: 'requires_capture' })).toEqual([]);
      expect(await found('payments', { status: 'succeeded' })).toContain(held.id);
      await expect(ask('payments', { status: 'well' })).rejects.toMatchObject({ param: 'status' });
    });

    it('are read page by page, continuing after an existing row', async () => {
      const first = await ask('payments', { query: 'jenny', limit: 1 });
      expect(first).toMatchObject({ has_more: true, data: [{ id: declined.id }] });
      const rest = await ask('payments', { query: 'jenny', limit: 1, starting_after: declined.id });
      expect(rest).toMatchObject({ has_more: false, data: [{ id: hers.id }] });
      await expect(ask('payments', { query: 'jenny', starting_after: 'pi_none' })).rejects.toMatchObject({
        param: 'starting_after',
      });
    });

    it('are visible only to their own account', async () => {
      const own = stripe;
      stripe = server.client();
      expect(await found('payments', { query: 'jenny' })).toEqual([]);
      stripe = own;
    });
  });

  describe('the others', () => {
    beforeAll(() => {
      stripe = server.client();
    });

    it('customers are found by any of their data', async () => {
      const { id } = await stripe.customers.create({
        name: 'Ada Lovelace',
        email: 'ada@example.com',
        phone: '+1 (555) 010-2030',
        metadata: { number: 'K-77' },
      });
      const other = await stripe.customers.create({ name: 'Rosen Company' });
      const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
      for (const query of ['lace', '+1 (555)', '0102030', 'k-77', 'ada 4242', id.slice(6)]) {
        expect(await found('customers', { query }), query).toEqual([id]);
      }
      expect(await found('customers', { query: 'rosen' })).toEqual([other.id]);
      await stripe.paymentMethods.detach(card.id);
      expect(await found('customers', { query: '4242' })).toEqual([]);
      await stripe.customers.del(id);
      expect(await found('customers', { query: 'ada' })).toEqual([]);
    });

    it('products are found by name, price and metadata, and by whether they are on sale', async () => {
      const { id } = await stripe.products.create({
        name: 'Blue T-shirt 100%',
        metadata: { shelf: 'B12' },
      });
      const price = await stripe.prices.create({ product: id, currency: 'usd', unit_amount: 1999 });
      await stripe.products.update(id, { default_price: price.id });
      for (const query of ['t-shirt', '100%', 'b12', '19.99 blue']) {
        expect(await found('products', { query, status: 'active' }), query).toEqual([id]);
      }
      await stripe.products.update(id, { active: false });
      expect(await found('products', { query: 'blue', status: 'active' })).toEqual([]);
      expect(await found('products', { status: 'archived' })).toEqual([id]);
    });

    it('sessions and consents are found by who bought, what, and how', async () => {
      const customer = await stripe.customers.create({ name: 'Grace', email: 'grace@example.com' });
      const session = await stripe.checkout.sessions.create({
        mode: 'payment',
        ui_mode: 'elements',
        customer: customer.id,
        client_reference_id: 'basket-8',
        line_items: [
          {
            quantity: 2,
            price_data: { currency: 'usd', unit_amount: 1250, product_data: { name: 'Teapot' } },
          },
        ],
        return_url: 'https://example.com',
      });
      for (const query of ['grace@', 'teapot', '25.00', 'basket-8', session.id.slice(-9)]) {
        expect(await found('checkout_sessions', { query, status: 'open' }), query).toEqual([session.id]);
      }
      expect(await found('checkout_sessions', { query: 'teapot', status: 'complete' })).toEqual([]);
      await pay('pm_card_visa', { customer: customer.id, setup_future_usage: 'off_session' });
      const [consent] = await found('consents', { customer: customer.id });
      expect(consent).toMatch(/^cons_/);
      for (const query of ['granted', '4242 visa', customer.id, 'off session']) {
        expect(await found('consents', { query }), query).toEqual([consent]);
      }
      expect(await found('consents', { query: 'withdrawn' })).toEqual([]);
    });
  });

  it('a reset sandbox leaves nothing to find', async () => {
    stripe = server.client();
    await stripe.customers.create({ name: 'Soon Gone' });
    expect(await found('customers', { query: 'soon' })).toHaveLength(1);
    await stripe.rawRequest('POST', '/v1/onfile/reset');
    expect(await found('customers', { query: 'soon' })).toEqual([]);
  });
});
