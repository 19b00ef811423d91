import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../../testing/raw-request.ts';
import { type TestServer, testServer } from '../../testing/test-server.ts';

describe('authentication', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  const basic = (user: string, password = '') =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  it('takes a key as a bearer token, and as a user name with an empty password', async () => {
    const key = server.freshKey();
    const made = await server.client({ key }).customers.create({ name: 'Jenny' });
    for (const authorization of [`Bearer ${key}`, `bearer ${key}`, basic(key), basic(key, 'ignored')]) {
      const answer = await rawRequest(server, `GET /v1/customers/${made.id}`, {
        key: null,
        headers: { authorization },
      });
      expect(answer).toMatchObject({ status: 200, json: { name: 'Jenny' } });
    }
  });

  it('takes the key as a parameter, as browsers send it', async () => {
    const key = server.freshKey();
    const inQuery = await rawRequest(server, `GET /v1/customers?key=${key}`, { key: null });
    expect(inQuery.status).toBe(200);
    const inBody = await rawRequest(server, 'POST /v1/customers', { key: null, body: `key=${key}&name=A` });
    expect(inBody).toMatchObject({ status: 200, json: { name: 'A' } });
  });

  it.each([undefined, '', 'Digest abc', 'Bearer ', basic('')])(
    'refuses a request without a key (%s)',
    async (authorization) => {
      const answer = await rawRequest(server, 'GET /v1/customers', {
        key: null,
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(answer.status).toBe(401);
      expect(answer.json).toEqual({
        error: {
          message:
            "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
          type: 'invalid_request_error',
        },
      });
    },
  );

  it.each([
    ['sk_tset_aBcDeFgHiJkLmNoP1234', '************************1234'],
    ['sk_live_aBcDeFgHiJkLmNoP1234', 'sk_live_****************1234'],
    ['sk_test_ab', 'sk_test_**'],
    ['hello', '*ello'],
  ])('refuses the key %s and shows it masked', async (key, masked) => {
    const answer = await rawRequest(server, 'GET /v1/customers', { key });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({
      error: { message: `Invalid API Key provided: ${masked}`, type: 'invalid_request_error' },
    });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Stripe"');
    expect(answer.headers.get('request-id')).toBeNull();
    expect(answer.headers.get('stripe-version')).toBeNull();
  });

  it('becomes an authentication error of the official client', async () => {
    await expect(server.client({ key: 'sk_wrong' }).customers.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
  });

  it.each([
    'POST /v1/customers',
    'GET /v1/customers',
    'POST /v1/checkout/sessions',
    'GET /v1/events',
    'POST /v1/payment_methods/pm_1/attach',
  ])('refuses a publishable key for %s', async (target) => {
    const answer = await rawRequest(server, target, {
      key: 'pk_test_aBcDeFgHiJkLmNoP1234',
      ...(target.startsWith('POST') ? { body: '' } : {}),
    });
    expect(answer).toMatchObject({
      status: 401,
      json: {
        error: {
          code: 'secret_key_required',
          message: expect.stringMatching(/^This API call cannot be made with a publishable API key\./),
        },
      },
    });
  });

  const accountOf = async (key: string) => (await server.client({ key }).accounts.retrieveCurrent()).id;

  it('opens a sandbox of its own for every key, and one for a pair', async () => {
    const key = server.freshKey();
    const own = await accountOf(key);
    expect(await accountOf(key.replace('sk_', 'rk_'))).toBe(own);
    expect(await accountOf(server.freshKey())).not.toBe(own);
  });

  it.each(['sk_test_123', 'sk_test_abc', 'sk_test_51Nabc'])(
    'takes the short key %s, as in many test suites',
    async (key) => expect(await accountOf(key)).toMatch(/^acct_1[A-Za-z0-9]{15}$/),
  );

  it('treats the documentation’s keys as one account’s', async () => {
    const own = await accountOf('sk_test_BQokikJOvBiI2HlWgH4olfQ2');
    expect(await accountOf('sk_test_4eC39HqLyjWDarjtT1zdp7dc')).toBe(own);
    expect(await accountOf('rk_test_TYooMQauvdEDq54NiTphI7jx')).toBe(own);
  });

  describe('with keys as Stripe issues them', () => {
    const key = (kind: string, account: string, rest: string) =>
      `${kind}_test_51N${account}${rest.repeat(20)}00${rest}`;
    const [abc, xyz] = ['abcDEFghiJKLmn', 'xyzDEFghiJKLmn'];

    it('uses the account inside them, and its id', async () => {
      expect(await accountOf(key('sk', abc, 'BBBB'))).toBe(`acct_1N${abc}`);
      expect(await accountOf(key('rk', abc, 'CCCC'))).toBe(`acct_1N${abc}`);
      expect(await accountOf(key('sk', xyz, 'BBBB'))).toBe(`acct_1N${xyz}`);
    });

    const ofPage = (publishable: string, path: string, body: string) =>
      rawRequest(server, `POST ${path}`, { key: null, body: `key=${publishable}&${body}` });
    const visa = 'card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2039&card[cvc]=123';

    it.each([
      ['payment_methods', `type=card&${visa}`, 'payment_methods', 'PaymentMethod'],
      ['tokens', visa, 'tokens', 'token'],
      [
        'confirmation_tokens',
        `payment_method_data[type]=card&${visa.replaceAll('card[', 'payment_method_data[card][')}`,
        'confirmation_tokens',
        'confirmation_token',
      ],
    ])('finds the %s of the page with the secret key that belongs to it', async (path, body, room, noun) => {
      const made = await ofPage(key('pk', abc, 'AAAA'), `/v1/${path}`, body);
      expect(made.status).toBe(200);
      const read = (secret: string) => rawRequest(server, `GET /v1/${room}/${made.json.id}`, { key: secret });
      expect(await read(key('sk', abc, 'BBBB'))).toMatchObject({ status: 200, json: { id: made.json.id } });
      const { status, json } = await read(key('sk', xyz, 'BBBB'));
      expect({ status, ...json.error }).toMatchObject({ status: 404, code: 'resource_missing' });
      expect(json.error?.message).toMatch(
        `No such ${noun}: '${made.json.id}'. It is in another sandbox: acct_1N${abc},`,
      );
      expect(JSON.stringify(json)).not.toContain('AAAA');
    });

    it('says about an id that exists nowhere only that it does not exist', async () => {
      const { json } = await rawRequest(server, 'GET /v1/payment_methods/pm_none', {
        key: server.freshKey(),
      });
      expect(json.error?.message).toBe("No such PaymentMethod: 'pm_none'");
    });
  });

  describe('an account that a request names', () => {
    const ask = (key: string, headers: Record<string, string>, query = '') =>
      rawRequest(server, `POST /v1/payment_intents${query}`, {
        key,
        headers,
        body: 'amount=2000&currency=usd',
      });

    it.each<[string, (account: string) => [Record<string, string>, string?]]>([
      ['Stripe-Account', (account) => [{ 'stripe-account': account }]],
      ['Stripe-Context', (account) => [{ 'stripe-context': account }]],
      ['_stripe_account', (account) => [{}, `?_stripe_account=${account}`]],
    ])('in %s must be the own one', async (_name, given) => {
      const key = server.freshKey();
      const foreign = await ask(key, ...given('acct_other'));
      expect(foreign).toMatchObject({
        status: 403,
        json: {
          error: {
            code: 'account_invalid',
            message: expect.stringMatching(
              /^The provided key 'sk_test_\*+.{4}' does not have access to account 'acct_other'/,
            ),
          },
        },
      });
      expect((await server.client({ key }).paymentIntents.list()).data).toEqual([]);
      const own = await accountOf(key);
      expect((await ask(key, ...given(own))).headers.get('stripe-account')).toBe(own);
      expect(await ask(key, ...given(''))).toMatchObject({ status: 200 });
    });

    it('is a permission error of the official client', async () => {
      const refused = server.client().customers.list({}, { stripeAccount: 'acct_other' });
      await expect(refused).rejects.toMatchObject({ type: 'StripePermissionError', code: 'account_invalid' });
    });
  });
});
