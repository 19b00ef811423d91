import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Page } from '../../testing/page.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const visa = 'pm_card_visa';

describe.each(engines)('setup intents on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const base = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;
  const typesOf = async (stripe: Stripe) =>
    (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).toReversed();

  it('save a card to a customer, who is then charged while away', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' });
    const made = await stripe.setupIntents.create({ ...base, customer });
    expect(made).toMatchObject({ status: 'requires_payment_method', usage: 'off_session', mandate: null });
    expect(made.client_secret).toMatch(/^seti_\w+_secret_\w{31}$/);
    const done = await stripe.setupIntents.confirm(made.id, {
      payment_method: visa,
      expand: ['latest_attempt', 'payment_method'],
    });
    expect(done).toMatchObject({
      status: 'succeeded',
      latest_attempt: { object: 'setup_attempt', status: 'succeeded', setup_error: null },
      payment_method: { customer, allow_redisplay: 'unspecified' },
    });
    expect((await typesOf(stripe)).slice(1)).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
    ]);
    const card =
      typeof done.payment_method === 'string' ? done.payment_method : (done.payment_method?.id ?? '');
    const paid = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer,
      payment_method: card,
      off_session: true,
      confirm: true,
    });
    expect(paid.status).toBe('succeeded');
    const consents: { data: unknown[] } = await stripe.rawRequest(
      'GET',
      `/v1/onfile/consents?customer=${customer}`,
    );
    expect(consents.data).toMatchObject([
      { setup_intent: made.id, payment_intent: null, uses: ['off_session'] },
    ]);
  });

  it('authenticate now what is exempt later', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const waiting = await stripe.setupIntents.create({
      ...base,
      customer,
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
      return_url: 'https://shop.example/back',
    });
    expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    const page = await fetch(waiting.next_action?.redirect_to_url?.url ?? '');
    const action = /action="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answered = await fetch(new URL(action, page.url), {
      method: 'POST',
      body: new URLSearchParams({ result: 'authenticated' }),
      redirect: 'manual',
    });
    const back = new URL(answered.headers.get('location') ?? '');
    expect(back.searchParams.get('setup_intent')).toBe(waiting.id);
    expect(back.searchParams.get('redirect_status')).toBe('succeeded');
    const done = await stripe.setupIntents.retrieve(waiting.id);
    expect(done).toMatchObject({ status: 'succeeded', next_action: null });
    const tries = await stripe.setupAttempts.list({ setup_intent: waiting.id });
    expect(tries.data[0]?.payment_method_details.card?.three_d_secure).toMatchObject({
      authentication_flow: 'challenge',
      result: 'authenticated',
      version: '2.2.0',
    });
    const paid = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer,
      payment_method: String(done.payment_method),
      off_session: true,
      confirm: true,
    });
    expect(paid.status).toBe('succeeded');
  });

  it('that are declined return 402 and save nothing', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const error = await stripe.setupIntents
      .create({ ...base, customer, payment_method: 'pm_card_visa_chargeDeclined', confirm: true })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      setup_intent: {
        status: 'requires_payment_method',
        last_setup_error: { decline_code: 'generic_decline' },
      },
    });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
    const [intent] = (await stripe.setupIntents.list({ customer })).data;
    const tries = await stripe.setupAttempts.list({ setup_intent: intent?.id ?? '' });
    expect(tries.data).toMatchObject([
      {
        status: 'failed',
        setup_error: {
          decline_code: 'generic_decline',
          doc_url: 'https://stripe.com/docs/error-codes/card-declined',
        },
      },
    ]);
  });

  it('show the payment method types that they were given', async () => {
    const stripe = server.client();
    const made = await stripe.setupIntents.create({ allowed_payment_method_types: ['card', 'link'] });
    expect(made).toMatchObject({
      allowed_payment_method_types: ['card', 'link'],
      excluded_payment_method_types: null,
    });
    expect(
      await stripe.setupIntents.update(made.id, { excluded_payment_method_types: ['klarna'] }),
    ).toMatchObject({
      allowed_payment_method_types: ['card', 'link'],
      excluded_payment_method_types: ['klarna'],
    });
  });

  it('are filtered by whether they attach to the account itself, which none does', async () => {
    const stripe = server.client();
    const { id } = await stripe.setupIntents.create(base);
    const found = async (attach_to_self: boolean) =>
      (await stripe.setupIntents.list({ attach_to_self })).data.map((intent) => intent.id);
    expect(await found(true)).toEqual([]);
    expect(await found(false)).toEqual([id]);
  });

  it('do not take another customer’s card, and name themselves in the error', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const { id: payment_method } = await stripe.paymentMethods.attach(visa, { customer });
    await expect(stripe.setupIntents.create({ ...base, payment_method })).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('in the `customer` parameter on the SetupIntent.'),
    });
  });

  it('without a customer leave a card that can be attached once afterwards', async () => {
    const stripe = server.client();
    const done = await stripe.setupIntents.create({ ...base, payment_method: visa, confirm: true });
    const { id: customer } = await stripe.customers.create();
    const card = await stripe.paymentMethods.attach(String(done.payment_method), { customer });
    expect(card.customer).toBe(customer);
  });

  it('keep the mandate that they were created with', async () => {
    const stripe = server.client();
    const done = await stripe.setupIntents.create({
      ...base,
      payment_method: visa,
      confirm: true,
      mandate_data: {
        customer_acceptance: {
          type: 'online',
          online: { ip_address: '203.0.113.7', user_agent: 'Shop/1.0' },
        },
      },
    });
    expect(await stripe.mandates.retrieve(String(done.mandate))).toMatchObject({
      object: 'mandate',
      status: 'active',
      payment_method: done.payment_method,
      customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Shop/1.0' } },
    });
  });

  describe('of a Checkout Session in setup mode', () => {
    const setup = { mode: 'setup', ui_mode: 'elements', currency: 'usd' } as const;

    it('save the card for showing it again and charging it later', async () => {
      const stripe = server.client();
      const session = await stripe.checkout.sessions.create({
        ...setup,
        customer_creation: 'always',
        setup_intent_data: { description: 'Card for later', metadata: { a: '1' } },
        expand: ['setup_intent'],
      });
      expect(session).toMatchObject({
        mode: 'setup',
        amount_total: null,
        payment_status: 'no_payment_required',
        payment_method_collection: 'always',
        saved_payment_method_options: null,
        setup_intent: { object: 'setup_intent', description: 'Card for later', metadata: { a: '1' } },
      });
      const page = await new Page(server.url, session).pay('4242424242424242', {
        email: 'jenny@example.com',
      });
      expect(page).toMatchObject({ mode: 'setup', status: 'complete', amount_total: 0 });
      const done = await stripe.checkout.sessions.retrieve(session.id, {
        expand: ['setup_intent.payment_method'],
      });
      expect(done).toMatchObject({
        status: 'complete',
        setup_intent: {
          status: 'succeeded',
          customer: done.customer,
          payment_method: { customer: done.customer, allow_redisplay: 'always' },
        },
      });
      expect(await typesOf(stripe)).toEqual([
        'setup_intent.created',
        'customer.created',
        'payment_method.attached',
        'setup_intent.succeeded',
        'checkout.session.completed',
      ]);
      await expect(stripe.setupIntents.cancel(String(session.setup_intent))).rejects.toThrow();
    });

    it('ask for 3-D Secure, may be declined, and end with the session', async () => {
      const stripe = server.client();
      const session = await stripe.checkout.sessions.create({ ...setup, customer_creation: 'always' });
      const page = new Page(server.url, session);
      const refusal = await page.refusal(page.pay('4000000000000002', { email: 'jenny@example.com' }));
      expect(refusal.error).toMatchObject({
        code: 'card_declined',
        checkout_page: { status: 'open', last_payment_error: { decline_code: 'generic_decline' } },
      });
      const waiting = await page.pay('4000002760003184', { email: 'jenny@example.com' });
      expect(waiting.next_action).toMatchObject({ type: 'three_d_secure' });
      const done = await page.answerChallenge(waiting, 'authenticated');
      expect(done.status).toBe('complete');
      const other = await stripe.checkout.sessions.create(setup);
      await stripe.checkout.sessions.expire(other.id);
      expect(await stripe.setupIntents.retrieve(String(other.setup_intent))).toMatchObject({
        status: 'canceled',
      });
    });

    it.each<[Record<string, unknown>, string]>([
      [{ line_items: [{ price: 'price_1', quantity: 1 }] }, 'line_items'],
      [{ payment_intent_data: { description: 'd' } }, 'payment_intent_data'],
      [{ saved_payment_method_options: { payment_method_save: 'enabled' } }, 'saved_payment_method_options'],
    ])('refuse %j', async (more, param) => {
      await expect(server.client().checkout.sessions.create({ ...setup, ...more })).rejects.toMatchObject({
        statusCode: 400,
        param,
      });
    });
  });

  it('can be updated and canceled before they are confirmed, but not afterwards', async () => {
    const stripe = server.client();
    const intent = await stripe.setupIntents.create(base);
    expect(
      await stripe.setupIntents.update(intent.id, { payment_method: visa, metadata: { a: '1' } }),
    ).toMatchObject({ status: 'requires_confirmation', metadata: { a: '1' } });
    expect(await stripe.setupIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
    });
    for (const call of [
      () => stripe.setupIntents.confirm(intent.id),
      () => stripe.setupIntents.cancel(intent.id),
      () => stripe.setupIntents.update(intent.id, { payment_method: visa }),
    ]) {
      await expect(call()).rejects.toMatchObject({
        statusCode: 400,
        code: 'setup_intent_unexpected_state',
        setup_intent: { id: intent.id },
      });
    }
    await expect(stripe.setupIntents.verifyMicrodeposits(intent.id)).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(stripe.setupIntents.retrieve('seti_none')).rejects.toMatchObject({
      message: "No such setupintent: 'seti_none'",
    });
  });
});
