import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('HTTP conventions on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  describe('answers', () => {
    it('carry the headers that clients read', async () => {
      const key = server.freshKey();
      const answers = [
        await rawRequest(server, 'POST /v1/customers', { key, body: '' }),
        await rawRequest(server, 'GET /v1/customers/cus_none', { key }),
        await rawRequest(server, 'GET /v1/nothing', { key }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 404, 404]);
      for (const { headers } of answers) {
        expect(Object.fromEntries(headers)).toMatchObject({
          'access-control-allow-origin': '*',
          'access-control-expose-headers': expect.stringContaining('Request-Id'),
          'cache-control': 'no-cache, no-store',
          'content-type': 'application/json',
          'request-id': expect.stringMatching(/^req_[A-Za-z0-9]{14}$/),
          'strict-transport-security': expect.any(String),
          vary: 'Origin',
        });
      }
    });

    it('let any page call from another origin', async () => {
      const response = await fetch(`${server.url}/v1/payment_pages/cs_1/init`, {
        method: 'OPTIONS',
        headers: { origin: 'https://shop.example', 'access-control-request-headers': 'content-type' },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-allow-headers')).toBe('content-type');
    });

    it('are printed with two spaces, id and object first', async () => {
      const { text, json } = await rawRequest(server, 'POST /v1/customers', {
        key: server.freshKey(),
        body: 'name=Jenny',
      });
      expect(text).toBe(JSON.stringify(json, null, 2));
      expect(text).toMatch(/^\{\n {2}"id": "cus_\w+",\n {2}"object": "customer",\n/);
    });

    it('name errors in Stripe’s form, without null attributes', async () => {
      const { status, headers, json } = await rawRequest(server, 'GET /v1/customers/cus_none', {
        key: server.freshKey(),
      });
      expect(status).toBe(404);
      expect(json).toEqual({
        error: {
          code: 'resource_missing',
          doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
          message: "No such customer: 'cus_none'",
          param: 'id',
          request_log_url: expect.stringContaining(headers.get('request-id') ?? ''),
          type: 'invalid_request_error',
        },
      });
    });

    it.each([
      ['GET /v1/foo', 'GET', '/v1/foo'],
      ['DELETE /v1/charges/ch_1', 'DELETE', '/v1/charges/ch_1'],
      ['PUT /v1/customers', 'PUT', '/v1/customers'],
    ])('say of %s that there is no such address', async (target, method, path) => {
      const answer = await rawRequest(server, target, { key: server.freshKey() });
      expect(answer).toMatchObject({
        status: 404,
        json: {
          error: {
            type: 'invalid_request_error',
            message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
          },
        },
      });
    });

    it.each([
      ['POST', '/v1/subscriptions'],
      ['GET', '/v2/core/accounts'],
      ['POST', '/v1/payment_intents/pi_1/apply_customer_balance'],
      ['DELETE', '/v1/customers/cus_1/discount'],
    ])('name what Stripe has and Onfile has not: %s %s', async (method, path) => {
      const answer = await rawRequest(server, `${method} ${path}?x=1`, { key: server.freshKey() });
      expect(answer).toMatchObject({
        status: 404,
        json: {
          error: {
            type: 'invalid_request_error',
            message: `Onfile does not support ${method} ${path}: it does not have this part of Stripe's API.`,
          },
        },
      });
    });

    it.each([
      'type=card&card[exp_month]=4242-4242-4242-4242&card[number]=1',
      'type=card&card[cvc]=4242424242424242&card[token]=tok_visa',
      'type=4242 4242 4242 4242',
      'type=card&card[token]=4242424242424242',
      'type=card&card[4242424242424242]=1',
    ])('do not repeat a card number in the wrong place: %s', async (body) => {
      const answer = await rawRequest(server, 'POST /v1/payment_methods', { key: server.freshKey(), body });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toMatch(/4242[ -]?4242[ -]?4242/);
    });

    it.each([
      ['/v1/customers/%00', 404],
      ['/v1/customers/a%00b/payment_methods', 404],
      ['/v1/customers/%', 404],
      ['/v1/customers/%ED%A0%80', 404],
      ['/v1/customers/cus_none?expand[]=%00', 400],
      ['/receipts/%00', 404],
      ['/acs/%00', 404],
    ])('refuse %s in the same form, and look nothing up', async (path, expected) => {
      const { status, headers, json } = await rawRequest(server, `GET ${path}`, { key: server.freshKey() });
      expect(status).toBe(expected);
      expect(json.error).toMatchObject({ type: 'invalid_request_error', message: expect.any(String) });
      expect(headers.get('request-id')).toMatch(/^req_/);
    });

    it.each(['source=a&source=b&client_secret=x', 'source=%00&client_secret=x', 'source=a&client_secret=x'])(
      'have no challenge for %s',
      async (query) => {
        expect((await fetch(`${server.url}/3d_secure_2/hosted?${query}`)).status).toBe(404);
      },
    );

    it('treat an empty answer to a challenge as a refusal', async () => {
      const stripe = server.client();
      const intent = await stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        payment_method: 'pm_card_threeDSecure2Required',
        confirm: true,
        return_url: 'https://shop.example/back',
      });
      const challenge = new URL(intent.next_action?.redirect_to_url?.url ?? '');
      const attempt = challenge.searchParams.get('source');
      const answered = await fetch(`${server.url}/acs/${attempt}/result${challenge.search}`, {
        method: 'POST',
        redirect: 'manual',
      });
      expect(answered.headers.get('location')).toMatch(/^https:\/\/shop\.example\/back\?.*=failed$/);
    });

    it('read a whole query, question marks and all', async () => {
      const { json } = await rawRequest(server, 'GET /v1/customers?email=who?@example.com&colour=red', {
        key: server.freshKey(),
      });
      expect(json.error).toMatchObject({ code: 'parameter_unknown', param: 'colour' });
    });

    it('do not check an id’s prefix, and have no object of another sandbox', async () => {
      const stripe = server.client();
      await expect(stripe.customers.retrieve('ch_1')).rejects.toThrow("No such customer: 'ch_1'");
      const long = 'x'.repeat(3000);
      await expect(stripe.customers.retrieve(long)).rejects.toMatchObject({ statusCode: 404 });
      const foreign = await server.client().products.create({ name: 'T-shirt' });
      await expect(stripe.products.retrieve(foreign.id)).rejects.toMatchObject({
        statusCode: 404,
        message: `No such product: '${foreign.id}'`,
      });
      await expect(
        stripe.prices.create({ currency: 'usd', unit_amount: 100, product: foreign.id }),
      ).rejects.toMatchObject({
        statusCode: 400,
        code: 'resource_missing',
        param: 'product',
        message: `No such product: '${foreign.id}'`,
      });
    });
  });

  describe('bodies', () => {
    it('in JSON are refused', async () => {
      const answer = await rawRequest(server, 'POST /v1/customers', {
        key: server.freshKey(),
        body: '{"name":"Jenny"}',
        headers: { 'content-type': 'application/json' },
      });
      expect(answer).toMatchObject({
        status: 400,
        json: {
          error: {
            message:
              'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.',
          },
        },
      });
    });

    it.each(['text', 'text/', '/', 'a b/c'])('of the invalid type %j are refused', async (type) => {
      const answer = await rawRequest(server, 'POST /v1/customers', {
        key: server.freshKey(),
        body: 'name=Jenny',
        headers: { 'content-type': type },
      });
      expect(answer).toMatchObject({ status: 400, json: { error: { type: 'invalid_request_error' } } });
    });

    it('may be missing, whatever their type', async () => {
      const key = server.freshKey();
      expect((await rawRequest(server, 'POST /v1/customers', { key })).status).toBe(200);
      const json = await rawRequest(server, 'POST /v1/customers', {
        key,
        body: '',
        headers: { 'content-type': 'application/json' },
      });
      expect(json.status).toBe(200);
    });

    it('over one mebibyte are refused', async () => {
      const answer = await rawRequest(server, 'POST /v1/customers', {
        key: server.freshKey(),
        body: `description=${'x'.repeat(1024 * 1024)}`,
      });
      expect(answer).toMatchObject({ status: 413, json: { error: { type: 'invalid_request_error' } } });
    });

    it.each([
      ['broken UTF-8', new Uint8Array([...Buffer.from('name='), 0xc3, 0x28])],
      ['broken percent-encoding', 'name=%FF'],
      ['a NUL', 'name=a%00b'],
      ['an open bracket', 'metadata[a=1'],
      ['deep brackets', `metadata${'[a]'.repeat(20)}=1`],
      ['a prototype', 'metadata[__proto__]=1'],
    ])('with %s change nothing', async (_, body) => {
      const key = server.freshKey();
      const answer = await rawRequest(server, 'POST /v1/customers', { key, body });
      expect(answer).toMatchObject({ status: 400, json: { error: { type: 'invalid_request_error' } } });
      const stripe = server.client({ key });
      expect((await stripe.customers.list()).data).toEqual([]);
      expect((await stripe.events.list()).data).toEqual([]);
    });

    it('may write lists in every way that clients do', async () => {
      const key = server.freshKey();
      for (const body of [
        'preferred_locales[]=en&preferred_locales[]=de',
        'preferred_locales%5B0%5D=en&preferred_locales[7]=de',
      ]) {
        const answer = await rawRequest(server, 'POST /v1/customers', { key, body });
        expect(answer.json.preferred_locales).toEqual(['en', 'de']);
      }
    });
  });

  describe('values', () => {
    it.each([
      '<script>alert(1)</script>',
      `O'Rosen "Jenny" \\ %00 &amp;`,
      '💳 Ürün 漢字 ทดสอบ',
      'line\r\nbreak\ttab',
      '\u202eright to left\u202c\u200f',
      '  spaces kept  ',
      "'; drop table customers; --",
      '{"a":1}',
      'e\u0301 is not \u00e9',
    ])('%s comes back as it was sent', async (text) => {
      const stripe = server.client();
      const made = await stripe.customers.create({ name: text, metadata: { text } });
      expect(made).toMatchObject({ name: text, metadata: { text } });
      expect(await stripe.customers.retrieve(made.id)).toMatchObject({ name: text, metadata: { text } });
      expect((await stripe.customers.list()).data[0]).toMatchObject({ name: text });
    });

    it.each([
      ['-1', 'parameter_invalid_integer'],
      ['10.5', 'parameter_invalid_integer'],
      ['1e2', 'parameter_invalid_integer'],
      ['0x10', 'parameter_invalid_integer'],
      ['NaN', 'parameter_invalid_integer'],
      ['100000000', 'amount_too_large'],
      ['9'.repeat(400), 'parameter_invalid_integer'],
      ['', 'parameter_invalid_empty'],
    ])('an amount of %s is refused and changes nothing', async (amount, code) => {
      const key = server.freshKey();
      const answer = await rawRequest(server, 'POST /v1/prices', {
        key,
        body: `currency=usd&product_data[name]=A&unit_amount=${amount}`,
      });
      expect(answer).toMatchObject({ status: 400, json: { error: { code, param: 'unit_amount' } } });
      expect((await server.client({ key }).products.list()).data).toEqual([]);
    });

    it('an unknown currency is refused', async () => {
      const answer = await rawRequest(server, 'POST /v1/prices', {
        key: server.freshKey(),
        body: 'currency=zzz&product_data[name]=A&unit_amount=1',
      });
      expect(answer.json.error).toMatchObject({
        param: 'currency',
        message: expect.stringMatching(
          /^Invalid currency: zzz\. Stripe currently supports these currencies: usd, /,
        ),
      });
    });

    it('metadata is merged by key, and has Stripe’s limits', async () => {
      const stripe = server.client();
      const fifty = Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [`k${index}`, (index === 0 ? '🧾' : 'v').repeat(500)]),
      );
      const made = await stripe.customers.create({ metadata: fifty });
      expect(made.metadata).toEqual(fifty);
      const changed = await stripe.customers.update(made.id, { metadata: { k0: '', k1: '2' } });
      expect(changed.metadata).toEqual({ ...fifty, k0: undefined, k1: '2' });
      expect((await stripe.customers.update(made.id, { metadata: '' })).metadata).toEqual({});
      await expect(stripe.customers.create({ metadata: { a: 'v'.repeat(501) } })).rejects.toThrow(
        /^Metadata values can have up to 500 characters, but you passed in a value that is 501 characters\./,
      );
      await expect(stripe.customers.create({ metadata: { ...fifty, more: 'v' } })).rejects.toMatchObject({
        param: 'metadata',
      });
    });

    it('metadata of an update counts together with the existing keys', async () => {
      const stripe = server.client();
      const keys = (from: number) =>
        Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${from + index}`, 'v']));
      const made = await stripe.customers.create({ metadata: keys(0) });
      await expect(stripe.customers.update(made.id, { metadata: keys(30) })).rejects.toMatchObject({
        statusCode: 400,
        param: 'metadata',
      });
    });
  });
});
