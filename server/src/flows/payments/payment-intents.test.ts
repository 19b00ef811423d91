import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const visa = 'pm_card_visa';
const day = 24 * 60 * 60;

describe.each(engines)('payment intents on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const noRedirects = { enabled: true, allow_redirects: 'never' } as const;
  const base = { amount: 2000, currency: 'usd', automatic_payment_methods: noRedirects };
  const refusal = (call: Promise<unknown>) => call.then(() => null).catch((error: unknown) => error);
  const typesOf = async (stripe: Stripe) =>
    (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).toReversed();

  async function savedCard(stripe: Stripe, card = visa) {
    const customer = await stripe.customers.create({ email: 'jenny@example.com' });
    const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
    return { customer: customer.id, payment_method: method.id };
  }

  it('are created without a card, get one, and are confirmed', async () => {
    const stripe = server.client();
    const made = await stripe.paymentIntents.create({ ...base, metadata: { order: '1' } });
    expect(made).toMatchObject({
      status: 'requires_payment_method',
      amount: 2000,
      amount_received: 0,
      automatic_payment_methods: noRedirects,
      capture_method: 'automatic_async',
      payment_method: null,
    });
    expect(made.client_secret).toMatch(/^pi_\w+_secret_\w{25}$/);
    const withCard = await stripe.paymentIntents.update(made.id, { payment_method: visa, amount: 2500 });
    expect(withCard).toMatchObject({ status: 'requires_confirmation', amount: 2500 });
    const paid = await stripe.paymentIntents.confirm(made.id, { expand: ['latest_charge'] });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 2500, metadata: { order: '1' } });
    expect(paid.latest_charge).toMatchObject({ object: 'charge', amount: 2500, paid: true, captured: true });
    expect(await typesOf(stripe)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
  });

  it('pay at creation', async () => {
    const stripe = server.client();
    const paid = await stripe.paymentIntents.create({ ...base, payment_method: visa, confirm: true });
    expect(paid.status).toBe('succeeded');
    await expect(stripe.paymentIntents.confirm(paid.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
      message:
        'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
      payment_intent: { id: paid.id },
    });
    // The card was used up, because nobody saved it.
    const error = await refusal(
      stripe.paymentIntents.create({ ...base, payment_method: String(paid.payment_method), confirm: true }),
    );
    expect(error).toMatchObject({ statusCode: 400 });
    expect(String(error)).toContain('It may not be used again');
  });

  it('show the payment method types that they were given', async () => {
    const stripe = server.client();
    const made = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      allowed_payment_method_types: ['card', 'ideal'],
      excluded_payment_method_types: ['klarna'],
    });
    const types = {
      allowed_payment_method_types: ['card', 'ideal'],
      excluded_payment_method_types: ['klarna'],
      payment_method_types: ['card'],
    };
    expect(made).toMatchObject(types);
    expect(await stripe.paymentIntents.update(made.id, { amount: 2500 })).toMatchObject(types);
    expect(await stripe.paymentIntents.create(base)).toMatchObject({
      allowed_payment_method_types: null,
      excluded_payment_method_types: null,
    });
  });

  it('put their suffix, or that of the capture, on the statement', async () => {
    const stripe = server.client();
    const suffix = { statement_descriptor_suffix: 'Order 1 in two parts' };
    for (const capture of [
      ({ id }: Stripe.PaymentIntent) => stripe.paymentIntents.capture(id, suffix),
      ({ latest_charge }: Stripe.PaymentIntent) => stripe.charges.capture(String(latest_charge), suffix),
    ]) {
      const held = await stripe.paymentIntents.create({
        ...base,
        payment_method: visa,
        capture_method: 'manual',
        confirm: true,
        statement_descriptor_suffix: 'Order 1',
      });
      expect(await stripe.charges.retrieve(String(held.latest_charge))).toMatchObject({
        calculated_statement_descriptor: 'ONFILE* Order 1',
        statement_descriptor_suffix: 'Order 1',
      });
      await capture(held);
      expect(await stripe.paymentIntents.retrieve(held.id, { expand: ['latest_charge'] })).toMatchObject({
        ...suffix,
        // At most 22 characters.
        latest_charge: { ...suffix, calculated_statement_descriptor: 'ONFILE* Order 1 in two' },
      });
    }
  });

  it('of a customer who was deleted meanwhile are not charged', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const intent = await stripe.paymentIntents.create({ ...base, customer });
    await stripe.customers.del(customer);
    await expect(stripe.paymentIntents.confirm(intent.id, { payment_method: visa })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'customer',
    });
    expect((await stripe.charges.list()).data).toEqual([]);
  });

  it('that are declined return 402, keep the failed charge, and may be paid with another card', async () => {
    const stripe = server.client();
    const error = await refusal(
      stripe.paymentIntents.create({
        ...base,
        payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
        confirm: true,
      }),
    );
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: { status: 'requires_payment_method', payment_method: null },
      payment_method: { object: 'payment_method' },
    });
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent).toMatchObject({ last_payment_error: { decline_code: 'insufficient_funds' } });
    expect(await stripe.charges.retrieve(String(intent?.latest_charge))).toMatchObject({ status: 'failed' });
    const paid = await stripe.paymentIntents.confirm(intent?.id ?? '', { payment_method: visa });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  it('save the card to its customer for later, with its consent', async () => {
    const stripe = server.client();
    const customer = await stripe.customers.create({ email: 'jenny@example.com' });
    const paid = await stripe.paymentIntents.create({
      ...base,
      customer: customer.id,
      payment_method: visa,
      setup_future_usage: 'off_session',
      confirm: true,
      mandate_data: {
        customer_acceptance: {
          type: 'online',
          online: { ip_address: '203.0.113.7', user_agent: 'Shop/1.0' },
        },
      },
    });
    const [card] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    expect(card).toMatchObject({
      id: paid.payment_method,
      customer: customer.id,
      allow_redisplay: 'unspecified',
    });
    const consents: { data: unknown[] } = await stripe.rawRequest(
      'GET',
      `/v1/onfile/consents?customer=${customer.id}`,
    );
    expect(consents.data).toMatchObject([
      {
        payment_intent: paid.id,
        checkout_session: null,
        uses: ['off_session'],
        source: 'server',
        ip_address: '203.0.113.7',
        user_agent: 'Shop/1.0',
      },
    ]);
  });

  describe('while the customer is absent', () => {
    it('charge the saved card', async () => {
      const stripe = server.client();
      const saved = await savedCard(stripe);
      const paid = await stripe.paymentIntents.create({
        ...base,
        ...saved,
        off_session: true,
        confirm: true,
      });
      expect(paid.status).toBe('succeeded');
      const again = await stripe.paymentIntents.create({
        ...base,
        ...saved,
        off_session: 'recurring',
        confirm: true,
      });
      expect(again.status).toBe('succeeded');
    });

    it('are declined if the issuer requires authentication, and continue when the customer is back', async () => {
      const stripe = server.client();
      const saved = await savedCard(stripe, 'pm_card_authenticationRequired');
      const error = await refusal(
        stripe.paymentIntents.create({ ...base, ...saved, off_session: true, confirm: true }),
      );
      expect(error).toMatchObject({
        statusCode: 402,
        code: 'authentication_required',
        decline_code: 'authentication_required',
        payment_intent: { status: 'requires_payment_method' },
        payment_method: { id: saved.payment_method },
      });
      const [intent] = (await stripe.paymentIntents.list()).data;
      const waiting = await stripe.paymentIntents.confirm(intent?.id ?? '', {
        payment_method: saved.payment_method,
        return_url: 'https://shop.example/back?order=1',
      });
      expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
      const back = await answer(waiting, 'authenticated');
      expect(back).toContain('https://shop.example/back?order=1&');
      expect(new URL(back).searchParams.get('redirect_status')).toBe('succeeded');
      expect(new URL(back).searchParams.get('payment_intent')).toBe(waiting.id);
      expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
        status: 'succeeded',
        next_action: null,
      });
    });

    it('return to the merchant’s app', async () => {
      const stripe = server.client();
      const waiting = await stripe.paymentIntents.create({
        ...base,
        payment_method: 'pm_card_authenticationRequired',
        confirm: true,
        return_url: 'shop.example://paid?order=1',
      });
      const page = await fetch(waiting.next_action?.redirect_to_url?.url ?? '');
      expect(page.headers.get('content-security-policy')).toContain("form-action 'self' shop.example:");
      const back = await answer(waiting, 'authenticated');
      expect(back).toMatch(/^shop\.example:\/\/paid\?order=1&payment_intent=pi_\w+&/);
    });

    it('are declined by a card that can be attached but fails later', async () => {
      const stripe = server.client();
      const saved = await savedCard(stripe, 'pm_card_chargeCustomerFail');
      await expect(
        stripe.paymentIntents.create({ ...base, ...saved, off_session: true, confirm: true }),
      ).rejects.toMatchObject({ statusCode: 402, decline_code: 'generic_decline' });
    });
  });

  /** Follows a redirecting next action and presses the issuer's button; returns where the browser ends up. */
  async function answer(intent: Stripe.PaymentIntent, result: 'authenticated' | 'failed'): Promise<string> {
    const page = await fetch(intent.next_action?.redirect_to_url?.url ?? '');
    const html = await page.text();
    const action = /action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answered = await fetch(new URL(action, page.url), {
      method: 'POST',
      body: new URLSearchParams({ result }),
      redirect: 'manual',
    });
    return answered.headers.get('location') ?? '';
  }

  it('wait for another card after a failed challenge', async () => {
    const stripe = server.client();
    const waiting = await stripe.paymentIntents.create({
      ...base,
      payment_method: 'pm_card_threeDSecureRequired',
      confirm: true,
      return_url: 'https://shop.example/back',
    });
    const back = await answer(waiting, 'failed');
    expect(new URL(back).searchParams.get('redirect_status')).toBe('failed');
    expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
  });

  it('fail at once if the merchant wants no action', async () => {
    const stripe = server.client();
    await expect(
      stripe.paymentIntents.create({
        ...base,
        payment_method: 'pm_card_threeDSecureRequired',
        confirm: true,
        error_on_requires_action: true,
      }),
    ).rejects.toMatchObject({ statusCode: 402, code: 'authentication_required' });
    expect((await stripe.charges.list()).data).toEqual([]);
  });

  it('confirmed manually wait for the server after the challenge', async () => {
    const stripe = server.client();
    const waiting = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: 'pm_card_threeDSecureRequired',
      confirm: true,
      confirmation_method: 'manual',
      return_url: 'https://shop.example/back',
    });
    await answer(waiting, 'authenticated');
    expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
      status: 'requires_confirmation',
    });
    expect(await stripe.paymentIntents.confirm(waiting.id)).toMatchObject({ status: 'succeeded' });
  });

  describe('captured manually', () => {
    const held = { ...base, payment_method: visa, confirm: true, capture_method: 'manual' } as const;

    it('hold the money until it is captured, in full or in part', async () => {
      const stripe = server.client();
      const intent = await stripe.paymentIntents.create(held);
      expect(intent).toMatchObject({
        status: 'requires_capture',
        amount_capturable: 2000,
        amount_received: 0,
      });
      await expect(
        stripe.paymentIntents.capture(intent.id, { amount_to_capture: 2001 }),
      ).rejects.toMatchObject({ statusCode: 400, code: 'amount_too_large', param: 'amount_to_capture' });
      const paid = await stripe.paymentIntents.capture(intent.id, {
        amount_to_capture: 1500,
        metadata: { shipped: 'yes' },
        expand: ['latest_charge'],
      });
      expect(paid).toMatchObject({
        status: 'succeeded',
        amount_received: 1500,
        amount_capturable: 0,
        metadata: { shipped: 'yes' },
        latest_charge: { captured: true, amount_captured: 1500, amount_refunded: 500 },
      });
      await expect(stripe.paymentIntents.capture(intent.id)).rejects.toMatchObject({
        code: 'payment_intent_unexpected_state',
        message:
          'This PaymentIntent could not be captured because it has a status of succeeded. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.',
      });
      expect((await typesOf(stripe)).slice(-2)).toEqual(['charge.captured', 'payment_intent.succeeded']);
    });

    it('release the money when they are canceled', async () => {
      const stripe = server.client();
      const intent = await stripe.paymentIntents.create(held);
      const ended = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'duplicate' });
      expect(ended).toMatchObject({
        status: 'canceled',
        cancellation_reason: 'duplicate',
        amount_capturable: 0,
      });
      expect(await stripe.charges.retrieve(String(ended.latest_charge))).toMatchObject({
        captured: false,
        refunded: true,
        amount_refunded: 2000,
      });
      await expect(stripe.paymentIntents.cancel(intent.id)).rejects.toMatchObject({
        message: expect.stringContaining(
          'You cannot cancel this PaymentIntent because it has a status of canceled.',
        ),
      });
    });

    it('expire after seven days', async () => {
      const stripe = server.client();
      const intent = await stripe.paymentIntents.create(held);
      server.clock.advance(7 * day + 1);
      await expect
        .poll(async () => (await stripe.paymentIntents.retrieve(intent.id)).status, { timeout: 20_000 })
        .toBe('canceled');
      expect((await typesOf(stripe)).slice(-2)).toEqual(['charge.expired', 'payment_intent.canceled']);
    });

    it('are captured once, however many requests come at the same time', async () => {
      const stripe = server.client();
      const intent = await stripe.paymentIntents.create(held);
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, () => stripe.paymentIntents.capture(intent.id)),
      );
      expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
      const captures = (await stripe.events.list({ type: 'charge.captured' })).data;
      expect(captures).toHaveLength(1);
    });
  });

  it('are charged once, however many confirmations come at the same time', async () => {
    const stripe = server.client();
    const intent = await stripe.paymentIntents.create({ ...base, payment_method: visa });
    await Promise.allSettled(Array.from({ length: 20 }, () => stripe.paymentIntents.confirm(intent.id)));
    expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'succeeded' });
  });

  it('are canceled before they are paid', async () => {
    const stripe = server.client();
    const intent = await stripe.paymentIntents.create(base);
    expect(await stripe.paymentIntents.cancel(intent.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: null,
    });
    await expect(
      stripe.paymentIntents.update(intent.id, { description: 'Lost', amount: 100 }),
    ).rejects.toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      message:
        "This PaymentIntent's amount could not be updated because it has a status of canceled. You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.",
    });
    expect(await stripe.paymentIntents.update(intent.id, { description: 'Lost' })).toMatchObject({
      description: 'Lost',
    });
  });

  it('of a Checkout Session are confirmed only there', async () => {
    const stripe = server.client();
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [
        {
          price_data: { currency: 'usd', unit_amount: 2000, product_data: { name: 'T-shirt' } },
          quantity: 1,
        },
      ],
    });
    await fetch(`${server.url}/v1/payment_pages/${session.id}/confirm`, {
      method: 'POST',
      body: new URLSearchParams({
        key: 'pk_test_TYooMQauvdEDq54NiTphI7jx',
        client_secret: session.client_secret ?? '',
        email: 'jenny@example.com',
        payment_method: 'pm_card_visa_chargeDeclined',
      }),
    });
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent?.status).toBe('requires_payment_method');
    for (const call of [
      () => stripe.paymentIntents.confirm(intent?.id ?? '', { payment_method: visa }),
      () => stripe.paymentIntents.cancel(intent?.id ?? ''),
      () => stripe.paymentIntents.update(intent?.id ?? '', { amount: 3000 }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    }
  });

  it('are found with the search language', async () => {
    const stripe = server.client();
    const paid = await stripe.paymentIntents.create({
      ...base,
      amount: 4321,
      payment_method: visa,
      confirm: true,
    });
    await stripe.paymentIntents.create(base);
    const find = async (query: string) =>
      (await stripe.paymentIntents.search({ query })).data.map(({ id }) => id);
    expect(await find("status:'succeeded'")).toEqual([paid.id]);
    expect(await find('amount>4000')).toEqual([paid.id]);
  });
});
