import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readable } from '../../api/browser-fields.ts';
import type { AnyAudiences, AnySetters } from '../../api/field-access.ts';
import { routes } from '../../api/index.ts';
import { browserOf, cardData, publishableKey } from '../../testing/browser.ts';
import { type TestServer, testServer } from '../../testing/test-server.ts';
import { newestVersion } from '../../versions/version.ts';

const browserCalls = routes.filter(({ callers }) => callers === 'browser' || callers === 'page');

/** Every parameter, as requests name it, with who may set it. */
function settersOf(table: AnySetters, within = ''): [name: string, setter: string][] {
  return Object.entries(table).flatMap(([key, setter]) => {
    const name = within === '' ? key : `${within}[${key === 'each' ? '0' : key}]`;
    return typeof setter === 'object' ? settersOf(setter, name) : [[name, setter] as [string, string]];
  });
}

/** Every field of an answer, and whether its table gives it to pages. */
function fieldsOf(value: unknown, at = ''): string[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, at));
  return Object.entries(value).flatMap(([name, field]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return [path, ...fieldsOf(field, path)];
  });
}

describe('what a browser may set', () => {
  let server: TestServer;
  let stripe: Stripe;
  beforeAll(async () => {
    server = await testServer();
    stripe = server.client();
  });
  afterAll(() => server.stop());

  async function objectOf(path: string): Promise<{ id: string; client_secret: string }> {
    if (path.includes(':session')) {
      const session = await stripe.checkout.sessions.create({
        mode: 'payment',
        ui_mode: 'elements',
        line_items: [
          { price_data: { currency: 'usd', unit_amount: 700, product_data: { name: 'Tea' } }, quantity: 1 },
        ],
      });
      return { id: session.id, client_secret: session.client_secret ?? '' };
    }
    const { id, client_secret } = path.includes('setup_intents')
      ? await stripe.setupIntents.create()
      : await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    return { id, client_secret: client_secret ?? '' };
  }

  it.each(browserCalls.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'in %s is the table’s, for every parameter',
    async (_name, { method, path, settable }) => {
      const { id, client_secret } = await objectOf(path);
      const address = path.replace(/:\w+/, id);
      for (const [param, setter] of settersOf(settable ?? {})) {
        // A value that no parameter accepts, so that nothing happens if the name is admitted.
        const given = new URLSearchParams({ [param]: '\u0001', [`${param}[a]`]: '\u0001' });
        given.delete(param.includes('metadata') ? param : `${param}[a]`);
        if (param !== 'client_secret') given.set('client_secret', client_secret);
        given.set('key', publishableKey);
        given.set('_stripe_version', newestVersion);
        const url = `${server.url}${address}`;
        const response =
          method === 'GET' ? await fetch(`${url}?${given}`) : await fetch(url, { method, body: given });
        const { error } = await response.json();
        const refused = /cannot be used with a publishable API key/.test(error?.message ?? '');
        expect([param, refused]).toEqual([param, setter === 'server']);
        if (refused) expect([response.status, error.param]).toEqual([400, param]);
      }
    },
  );

  it('leaves these to the server, and those unless it has set them', () => {
    const by = (setter: string) =>
      browserCalls.flatMap(({ method, path, settable }) =>
        settersOf(settable ?? {})
          .filter(([, found]) => found === setter)
          .map(([name]) => `${method} ${path} ${name}`),
      );
    const evidence = (call: string) =>
      ['accepted_at', 'offline', 'online][ip_address', 'online][user_agent'].map(
        (name) => `POST ${call} mandate_data[customer_acceptance][${name}]`,
      );
    expect(by('server').sort()).toEqual(
      [
        ...['payment_intents', 'setup_intents'].flatMap((intents) => [
          ...evidence(`/v1/${intents}/:intent/confirm`),
          `POST /v1/${intents}/:intent/confirm allowed_payment_method_types`,
          `POST /v1/${intents}/:intent/confirm payment_method_options`,
        ]),
        ...evidence('/v1/confirmation_tokens'),
        ...['capture_method', 'error_on_requires_action', 'excluded_payment_method_types', 'off_session'].map(
          (name) => `POST /v1/payment_intents/:intent/confirm ${name}`,
        ),
      ].sort(),
    );
    expect(by('page_unless_server').sort()).toEqual([
      'POST /v1/payment_intents/:intent/confirm receipt_email',
      'POST /v1/payment_intents/:intent/confirm setup_future_usage',
      'POST /v1/payment_intents/:intent/confirm shipping',
      'POST /v1/payment_pages/:session email',
      'POST /v1/payment_pages/:session shipping_address',
      'POST /v1/payment_pages/:session/confirm email',
      'POST /v1/payment_pages/:session/confirm shipping_address',
    ]);
  });

  it.each([
    ['payment_method_options[card][request_three_d_secure]', 'automatic'],
    ['payment_method_options[card][capture_method]', 'manual'],
    ['payment_method_options[card][setup_future_usage]', 'none'],
  ])('leaves %s of a payment as the server decided', async (param, value) => {
    const made = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer: (await stripe.customers.create()).id,
      payment_method_options: {
        card: { request_three_d_secure: 'challenge', setup_future_usage: 'off_session' },
      },
    });
    const confirm = (more: Readonly<Record<string, string>>) =>
      browserOf(server.url).post(`/v1/payment_intents/${made.id}/confirm`, {
        // A card that is authenticated if the merchant asks for it.
        ...cardData('4000000000003055'),
        client_secret: made.client_secret ?? '',
        ...more,
      });
    await expect(confirm({ [param]: value })).rejects.toMatchObject({ status: 400, error: { param } });
    expect(await stripe.paymentIntents.retrieve(made.id)).toEqual(made);
    expect(await confirm({})).toMatchObject({ status: 'requires_action' });
  });

  it('fills in shipping and receipt_email if the server has not, and changes only what it filled in', async () => {
    const address = (line1: string) => ({ 'shipping[name]': 'Jenny', 'shipping[address][line1]': line1 });
    const make = (given: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
      stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...given });
    const confirm = (
      { id, client_secret }: Stripe.PaymentIntent,
      given: Readonly<Record<string, string>>,
      number = '4000000000000002',
    ) =>
      browserOf(server.url)
        .post(`/v1/payment_intents/${id}/confirm`, {
          ...cardData(number),
          client_secret: client_secret ?? '',
          ...given,
        })
        .catch((error: unknown) => error);

    const open = await make();
    const jenny = { ...address('1 Main Street'), receipt_email: 'jenny@example.com' };
    expect(await confirm(open, jenny)).toMatchObject({ status: 402 });
    const moved = { ...address('2 Main Street'), receipt_email: 'rosen@example.com' };
    expect(await confirm(open, moved)).toMatchObject({ status: 402 });
    expect(await stripe.paymentIntents.retrieve(open.id)).toMatchObject({
      shipping: { address: { line1: '2 Main Street' } },
      receipt_email: 'rosen@example.com',
    });

    await stripe.paymentIntents.update(open.id, {
      shipping: { name: 'Jenny', address: { line1: '3 Main Street' } },
      receipt_email: 'shop@example.com',
    });
    expect(await confirm(open, address('1 Main Street'))).toMatchObject({
      status: 400,
      error: { param: 'shipping' },
    });
    for (const receipt_email of ['jenny@example.com', '']) {
      expect(await confirm(open, { receipt_email })).toMatchObject({
        status: 400,
        error: { param: 'receipt_email' },
      });
    }
    const same = { ...address('3 Main Street'), receipt_email: 'shop@example.com' };
    expect(await confirm(open, same, '4242424242424242')).toMatchObject({ status: 'succeeded' });
    expect(await stripe.paymentIntents.retrieve(open.id)).toMatchObject({
      shipping: { address: { line1: '3 Main Street' } },
      receipt_email: 'shop@example.com',
    });
  });

  it('does not overrule the server through a confirmation token that the server confirms with', async () => {
    const key = server.freshKey();
    const client = server.client({ key });
    const token = await browserOf(server.url, key.replace('sk_', 'pk_')).post('/v1/confirmation_tokens', {
      ...cardData(),
      setup_future_usage: 'on_session',
      'shipping[name]': 'Mallory',
      'shipping[address][line1]': '9 Elsewhere',
    });
    const made = await client.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      setup_future_usage: 'off_session',
      shipping: { name: 'Jenny', address: { line1: '1 Main Street' } },
    });
    const paid = await client.paymentIntents.confirm(made.id, {
      confirmation_token: token.id,
      return_url: 'https://shop.example/back',
    });
    expect(paid).toMatchObject({
      status: 'succeeded',
      setup_future_usage: 'off_session',
      shipping: { name: 'Jenny', address: { line1: '1 Main Street' } },
    });
  });

  it('excludes, on a checkout page, an e-mail set by the merchant and the server’s shipping', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer_email: 'jenny@example.com',
      permissions: { update_shipping_details: 'server_only' },
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 700, product_data: { name: 'Tea' } }, quantity: 1 },
      ],
    });
    const post = (path: string, given: Readonly<Record<string, string>>) =>
      browserOf(server.url).post(`/v1/payment_pages/${session.id}${path}`, {
        client_secret: session.client_secret ?? '',
        ...given,
      });
    for (const [path, more] of [
      ['', {}],
      ['/confirm', cardData()],
    ] as const) {
      await expect(post(path, { ...more, email: 'mallory@example.com' })).rejects.toMatchObject({
        status: 400,
        error: { param: 'email' },
      });
      await expect(
        post(path, { ...more, 'shipping_address[address][line1]': '9 Elsewhere' }),
      ).rejects.toMatchObject({ status: 400, error: { param: 'shipping_address' } });
    }
    expect(await post('/confirm', { ...cardData(), email: 'jenny@example.com' })).toMatchObject({
      status: 'complete',
    });
  });

  it('uses, changes and removes no saved card that its page does not show', async () => {
    const { id: customer } = await stripe.customers.create();
    const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.paymentMethods.update(card, { allow_redisplay: 'limited' });
    const payment = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer,
      saved_payment_method_options: { payment_method_remove: 'enabled' },
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 700, product_data: { name: 'Tea' } }, quantity: 1 },
      ],
    });
    const setup = await stripe.checkout.sessions.create({
      mode: 'setup',
      ui_mode: 'elements',
      currency: 'usd',
      customer,
    });
    for (const [session, call] of [
      [payment, 'detach_payment_method'],
      [setup, 'detach_payment_method'],
      [payment, 'update_payment_method'],
      [setup, 'update_payment_method'],
      [payment, 'confirm'],
      [setup, 'confirm'],
    ] as const) {
      await expect(
        browserOf(server.url).post(`/v1/payment_pages/${session.id}/${call}`, {
          client_secret: session.client_secret ?? '',
          payment_method: card,
        }),
      ).rejects.toMatchObject({ status: 400 });
    }
    const cuss = await stripe.customerSessions.create({
      customer,
      components: { payment_element: { enabled: true, features: { payment_method_redisplay: 'enabled' } } },
    });
    for (const secret of [{}, { customer_session_client_secret: cuss.client_secret }]) {
      await expect(
        browserOf(server.url).post('/v1/confirmation_tokens', {
          client_secret: (await stripe.setupIntents.create({ customer })).client_secret ?? '',
          payment_method: card,
          ...secret,
        }),
      ).rejects.toMatchObject({ status: 400, error: { param: 'payment_method' } });
    }
    expect(await stripe.paymentMethods.retrieve(card)).toMatchObject({ customer });
    await stripe.paymentMethods.update(card, { allow_redisplay: 'always' });
    expect(
      await browserOf(server.url).post('/v1/confirmation_tokens', {
        customer_session_client_secret: cuss.client_secret,
        payment_method: card,
      }),
    ).toMatchObject({ payment_method_preview: { card: { last4: '4242' } } });
  });
});

describe('what a browser may read', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  /** One answer to every call that browsers make, and to each with an error that carries objects. */
  async function answersTo(key: string) {
    const stripe = server.client({ key });
    const browser = browserOf(server.url, key.replace('sk_', 'pk_'));
    const { id: customer } = await stripe.customers.create({ metadata: { internal: '1' } });
    const { id: saved } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.paymentMethods.update(saved, { allow_redisplay: 'always', metadata: { internal: '1' } });
    const intent = (payment_method?: string) =>
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        customer,
        metadata: { internal: '1' },
        ...(payment_method === undefined ? {} : { payment_method }),
      });
    const setup = () => stripe.setupIntents.create({ customer, metadata: { internal: '1' } });
    const session = (mode: 'payment' | 'setup') =>
      stripe.checkout.sessions.create({
        mode,
        ui_mode: 'elements',
        customer,
        ...(mode === 'setup'
          ? { currency: 'usd' }
          : {
              saved_payment_method_options: { payment_method_remove: 'enabled' },
              line_items: [
                {
                  price_data: { currency: 'usd', unit_amount: 700, product_data: { name: 'Tea' } },
                  quantity: 1,
                },
              ],
            }),
      });
    const cuss = await stripe.customerSessions.create({
      customer,
      components: {
        payment_element: {
          enabled: true,
          features: { payment_method_redisplay: 'enabled', payment_method_remove: 'enabled' },
        },
      },
    });
    const secretOf = (made: { client_secret: string | null }) => ({
      client_secret: made.client_secret ?? '',
    });
    const declined = cardData('4000000000000002');
    const bare = (data: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(data).map(([name, value]) => [
          name.replace(/^payment_method_data\[(\w+)\]/, '$1'),
          value,
        ]),
      );
    const { type: _t, ...tokenCard } = bare(cardData());
    const answers: Record<string, unknown> = {};
    const note = async (name: string, call: Promise<unknown>) => {
      answers[name] = await call.catch((error: { error: unknown }) => ({ error: error.error }));
    };
    const page = await session('payment');
    const paid = await intent(saved);
    const failing = await intent();
    const failingSetup = await setup();
    const working = await setup();
    const at = (made: { id: string }, rest = '') => `/v1/payment_intents/${made.id}${rest}`;
    const expandAll = { 'expand[0]': 'payment_method', 'expand[1]': 'payment_method.customer' };
    await note('intent', browser.get(at(paid), { ...secretOf(paid), ...expandAll, 'expand[2]': 'customer' }));
    await note('confirm', browser.post(at(paid, '/confirm'), { ...secretOf(paid), ...expandAll }));
    await note('confirm again', browser.post(at(paid, '/confirm'), secretOf(paid)));
    await note('declined', browser.post(at(failing, '/confirm'), { ...secretOf(failing), ...declined }));
    await note('declined intent', browser.get(at(failing), secretOf(failing)));
    await note(
      'finish',
      browser.post(at(paid, '/finish_authentication'), { ...secretOf(paid), attempt: 'x' }),
    );
    const setupAt = (made: { id: string }, rest = '') => `/v1/setup_intents/${made.id}${rest}`;
    await note('setup', browser.get(setupAt(working), { ...secretOf(working), ...expandAll }));
    const mandate = {
      'mandate_data[customer_acceptance][type]': 'online',
      'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
    };
    await note(
      'confirm setup',
      browser.post(setupAt(working, '/confirm'), { ...secretOf(working), ...cardData(), ...mandate }),
    );
    await note(
      'declined setup',
      browser.post(setupAt(failingSetup, '/confirm'), { ...secretOf(failingSetup), ...declined, ...mandate }),
    );
    await note('declined setup intent', browser.get(setupAt(failingSetup), secretOf(failingSetup)));
    await note(
      'payment method',
      browser.post('/v1/payment_methods', { ...bare(cardData()), 'metadata[a]': '1' }),
    );
    await note('token', browser.post('/v1/tokens', tokenCard));
    await note('confirmation token', browser.post('/v1/confirmation_tokens', { ...cardData(), ...mandate }));
    const own = { customer_session_client_secret: cuss.client_secret };
    await note(
      'saved confirmation token',
      browser.post('/v1/confirmation_tokens', {
        ...own,
        payment_method: saved,
        'expand[0]': 'payment_method_preview.customer',
      }),
    );
    await note(
      'elements session',
      browser.get('/v1/elements/sessions', { ...own, 'deferred_intent[mode]': 'setup' }),
    );
    await note('page', browser.get(`/v1/payment_pages/${page.id}`, secretOf(page)));
    await note('init', browser.post(`/v1/payment_pages/${page.id}/init`, secretOf(page)));
    await note(
      'declined page',
      browser.post(`/v1/payment_pages/${page.id}/confirm`, { ...secretOf(page), ...declined }),
    );
    await note(
      'paid page',
      browser.post(`/v1/payment_pages/${page.id}/confirm`, {
        ...secretOf(page),
        payment_method: saved,
        'expand[0]': 'payment_intent',
      }),
    );
    await note(
      'updated',
      browser.post('/v1/elements/sessions/update_payment_method', {
        ...own,
        payment_method: saved,
        'card[exp_year]': '2040',
      }),
    );
    await note(
      'detached',
      browser.post('/v1/elements/sessions/detach_payment_method', { ...own, payment_method: saved }),
    );
    return answers;
  }

  it('is, in every answer, what the tables give to pages, and nothing of the server’s', async () => {
    const answers = await answersTo(server.freshKey());
    for (const [name, answer] of Object.entries(answers)) {
      const fields = fieldsOf(answer);
      expect([name, fields.filter((field) => /(^|\.)fingerprint$/.test(field))]).toEqual([name, []]);
      expect([name, JSON.stringify(answer).includes('internal')]).toEqual([name, false]);
      expect([name, forbidden(answer)]).toEqual([name, []]);
    }
    expect(answers.intent).toMatchObject({ payment_method: { card: { last4: '4242' } } });
    expect(answers.confirm).toMatchObject({ payment_method: { customer: expect.stringMatching(/^cus_/) } });
    expect(answers.declined).toMatchObject({
      error: { payment_method: { card: { last4: '0002' } }, payment_intent: { object: 'payment_intent' } },
    });
    expect(answers['declined intent']).toMatchObject({
      last_payment_error: { payment_method: { card: { last4: '0002' } } },
    });
    expect(answers['declined setup']).toMatchObject({
      error: { setup_intent: { last_setup_error: { payment_method: { card: { last4: '0002' } } } } },
    });
    expect(answers.token).toMatchObject({ card: { last4: '4242', name: null } });
    expect(answers['paid page']).toMatchObject({ status: 'complete' });
    expect(answers.updated).toMatchObject({ updated: true });
    expect(answers.detached).toMatchObject({ detached: true });
  });

  /** Fields of the objects in an answer that their table does not give to pages. */
  function forbidden(value: unknown): string[] {
    if (value === null || typeof value !== 'object') return [];
    const entries = Object.entries(value);
    const inner = entries.flatMap(([, field]) => forbidden(field));
    if (!('object' in value) || typeof value.object !== 'string') return inner;
    const table: AnyAudiences | undefined = Object.entries(readable).find(
      ([name]) => name === value.object,
    )?.[1];
    if (table === undefined) return [`${value.object} is no object of a browser`, ...inner];
    const own = entries.filter(([name]) => (table[name] ?? 'server') === 'server').map(([name]) => name);
    return [...own.map((name) => `${value.object}.${name}`), ...inner];
  }

  it('has an entry for every field that servers are shown', async () => {
    const stripe = server.client();
    const { id: payment_method } = await stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_visa' },
    });
    const objects = [
      await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' }),
      await stripe.setupIntents.create(),
      await stripe.paymentMethods.retrieve(payment_method),
      await stripe.testHelpers.confirmationTokens.create({ payment_method }),
    ];
    for (const object of objects) {
      const table: AnyAudiences = readable[object.object];
      expect(Object.keys(object).filter((name) => name !== 'lastResponse' && !(name in table))).toEqual([]);
    }
  });
});
