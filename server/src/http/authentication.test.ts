import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';

describe('authentication', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  const basic = (user: string, password = '') =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  it('takes a key as bearer token, and as user name with an empty password', async () => {
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
    ['sk_test_abc', 'sk_test_***'],
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

  it('makes an authentication error of the official client of it', async () => {
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

  it('opens a sandbox of its own for every key, and one for a pair', async () => {
    const key = server.freshKey();
    const one = await server.client({ key }).accounts.retrieveCurrent();
    const same = await server.client({ key: key.replace('sk_', 'rk_') }).accounts.retrieveCurrent();
    const other = await server.client().accounts.retrieveCurrent();
    expect(same.id).toBe(one.id);
    expect(other.id).not.toBe(one.id);
  });
});
