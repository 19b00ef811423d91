import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Page } from '../../testing/page.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

type SessionParams = Stripe.Checkout.SessionCreateParams;

const save: SessionParams = { saved_payment_method_options: { payment_method_save: 'enabled' } };

describe.each(engines)('paying a checkout session on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  async function open(stripe: Stripe, params: SessionParams = {}) {
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [
        {
          price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'T-shirt' } },
          quantity: 2,
        },
      ],
      ...params,
    });
    return new Page(server.url, session);
  }

  it('charges a guest once and keeps nothing of the card', async () => {
    const stripe = server.client();
    const page = await open(stripe);
    const paid = await page.pay('4242424242424242', { email: 'guest@example.com' });
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', saved_payment_methods: null });
    const session = await stripe.checkout.sessions.retrieve(page.id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect(session).toMatchObject({
      status: 'complete',
      customer: null,
      client_secret: null,
      customer_details: { email: 'guest@example.com', tax_ids: [] },
      payment_intent: {
        status: 'succeeded',
        amount_received: 2000,
        setup_future_usage: null,
        latest_charge: {
          paid: true,
          outcome: { type: 'authorized' },
          payment_method_details: { card: { last4: '4242' } },
        },
      },
    });
    expect(await page.refusal(page.confirm('4242424242424242'))).toMatchObject({ status: 400 });
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it('saves the card with the buyer’s consent and shows it again', async () => {
    const stripe = server.client();
    const first = await open(stripe, { customer_creation: 'always', ...save });
    expect(first.session.customer).toBeNull();
    await first.pay('4242424242424242', {
      email: 'jenny@example.com',
      save_payment_method: 'true',
      'consent[source]': 'element',
      'consent[language]': 'en',
      'consent[texts_version]': '2026-11-23',
      'consent[terms_shown]': 'true',
    });
    const paid = await stripe.checkout.sessions.retrieve(first.id);
    const customer = String(paid.customer);
    const [card] = (await stripe.customers.listPaymentMethods(customer)).data;
    expect(card).toMatchObject({
      allow_redisplay: 'always',
      customer,
      card: { checks: { cvc_check: 'pass' } },
    });

    const second = await open(stripe, { customer });
    const shown = (await second.init()).saved_payment_methods;
    expect(shown).toMatchObject([{ id: card?.id, card: { brand: 'visa', last4: '4242', expired: false } }]);
    expect(await second.confirm({ payment_method: card?.id ?? '' })).toMatchObject({ status: 'complete' });
    expect(await stripe.rawRequest('GET', `/v1/onfile/consents?customer=${customer}`)).toMatchObject({
      data: [
        {
          object: 'onfile.consent',
          sequence: 1,
          customer,
          source: 'element',
          uses: ['redisplay', 'off_session'],
          texts: { save_label: 'Save payment details for future purchases' },
        },
      ],
    });
  });

  it('appends its events in order, in one transaction', async () => {
    const stripe = server.client();
    const page = await open(stripe, { customer_creation: 'always', ...save });
    await page.pay('4242424242424242', { save_payment_method: 'true' });
    const events = (await stripe.events.list({ limit: 20 })).data.map((event) => event.type).reverse();
    expect(events).toEqual([
      'customer.created',
      'payment_intent.created',
      'payment_method.attached',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
  });

  it.each([
    ['4000000000000002', 'generic_decline', 'Your card was declined.'],
    ['4000000000009995', 'insufficient_funds', 'Your card has insufficient funds.'],
    ['4000000000000069', 'expired_card', 'Your card has expired.'],
    ['4000000000000127', 'incorrect_cvc', "Your card's security code is incorrect."],
    [
      '4000000000000119',
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
    ],
  ])(
    'declines %s as %s and lets the buyer try again on the same intent',
    async (number, declineCode, message) => {
      const stripe = server.client();
      const page = await open(stripe, { customer_creation: 'always', ...save });
      expect(await page.refusal(page.confirm(number, { save_payment_method: 'true' }))).toMatchObject({
        status: 402,
        error: { type: 'card_error', decline_code: declineCode, message, checkout_page: { status: 'open' } },
      });
      const failed = await stripe.checkout.sessions.retrieve(page.id, { expand: ['payment_intent'] });
      expect(failed).toMatchObject({
        status: 'open',
        payment_intent: {
          status: 'requires_payment_method',
          payment_method: null,
          last_payment_error: { message },
        },
      });
      await page.pay('4242424242424242');
      const paid = await stripe.checkout.sessions.retrieve(page.id, { expand: ['payment_intent'] });
      expect(paid.payment_intent).toMatchObject({ status: 'succeeded', last_payment_error: null });
      expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
    },
  );

  it('asks for 3-D Secure, and pays after the buyer has authenticated', async () => {
    const stripe = server.client();
    const page = await open(stripe);
    const waiting = await page.pay('4000002760003184');
    expect(waiting).toMatchObject({ status: 'open', next_action: { type: 'three_d_secure' } });
    const done = await page.answerChallenge(waiting, 'authenticated');
    expect(done).toMatchObject({ status: 'complete', next_action: null });
    const [charge] = (await stripe.charges.list()).data;
    expect(charge?.payment_method_details?.card?.three_d_secure).toMatchObject({ result: 'authenticated' });
  });

  it('charges nothing when authentication fails', async () => {
    const stripe = server.client();
    const page = await open(stripe);
    const waiting = await page.pay('4000002760003184');
    expect(await page.refusal(page.answerChallenge(waiting, 'failed'))).toMatchObject({
      status: 402,
      error: { code: 'payment_intent_authentication_failure' },
    });
    expect((await stripe.charges.list()).data).toEqual([]);
  });

  it('charges once when fifty browsers confirm at once', async () => {
    const stripe = server.client();
    const page = await open(stripe);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => page.confirm('4242424242424242')),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it('accepts no answer to a challenge once the session has expired', async () => {
    const stripe = server.client();
    const page = await open(stripe);
    const waiting = await page.pay('4000002760003184');
    await stripe.checkout.sessions.expire(page.id);
    expect(await page.answerChallenge(waiting, 'authenticated')).toMatchObject({ status: 'expired' });
    expect((await stripe.charges.list()).data).toEqual([]);
    expect((await stripe.paymentIntents.list()).data).toMatchObject([
      { status: 'canceled', cancellation_reason: 'expired' },
    ]);
  });

  it('refuses a customer who was deleted meanwhile', async () => {
    const stripe = server.client();
    const { id } = await stripe.customers.create({});
    const page = await open(stripe, { customer: id });
    await stripe.customers.del(id);
    expect(await page.refusal(page.confirm('4242424242424242'))).toMatchObject({
      status: 400,
      error: { code: 'resource_missing' },
    });
  });

  it('refuses an amount other than the one the buyer saw', async () => {
    const page = await open(server.client());
    expect(await page.refusal(page.confirm('4242424242424242', { expected_amount: '1' }))).toMatchObject({
      status: 400,
      error: { code: 'checkout_amount_mismatch' },
    });
  });

  it('expires without a request', async () => {
    const stripe = server.client();
    const page = await open(stripe);
    server.clock.advance(24 * 60 * 60 + 1);
    await expect
      .poll(async () => (await stripe.checkout.sessions.retrieve(page.id)).status, { timeout: 5000 })
      .toBe('expired');
    expect((await stripe.events.list({ type: 'checkout.session.expired' })).data).toHaveLength(1);
  });
});
