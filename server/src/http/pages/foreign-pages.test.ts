import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.ts';
import { type TestServer, testServer } from '../../testing/test-server.ts';

type Headers = Readonly<Record<string, string>>;

/** What Chromium sends with each request to a name without TLS, for which it names no site. */
const browser = { 'accept-language': 'en-US', 'user-agent': 'Mozilla/5.0' };

describe('secret keys in browsers', () => {
  let server: TestServer;
  let port: string;
  beforeAll(async () => {
    server = await testServer('sqlite', { allowedHosts: 'onfile-ci, Stripe.internal' });
    ({ port } = new URL(server.url));
  });
  afterAll(() => server.stop());

  /** `fetch` does not let callers set `Host` or `Origin`. */
  function ask(
    target: string,
    { headers = {}, body, at = server }: { headers?: Headers; body?: string; at?: TestServer } = {},
  ): Promise<{ status: number | undefined; code: string | undefined; message: string; cors: unknown }> {
    const [method = 'GET', path = ''] = target.split(' ');
    return new Promise((resolve, reject) => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      request(
        `${at.url}${path}`,
        { method, headers: { ...(body === undefined ? {} : type), ...headers } },
        (response) => {
          let text = '';
          response.on('data', (part) => {
            text += part;
          });
          response.on('end', () => {
            const { error = {} } = JSON.parse(text);
            const { code, message = '' } = error;
            const cors = response.headers['access-control-allow-origin'];
            resolve({ status: response.statusCode, code, message, cors });
          });
        },
      )
        .on('error', reject)
        .end(body);
    });
  }

  const own = () => server.url;
  const customers = async (key: string) => (await server.client({ key }).customers.list()).data.length;

  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another port of this machine', { origin: 'http://localhost:3000' }],
    ['without an origin of its own', { origin: 'null' }],
    ['that names only its site', { 'sec-fetch-site': 'cross-site' }],
    ['of the same site', { 'sec-fetch-site': 'same-site' }],
    ['that contradicts itself', { origin: 'own', 'sec-fetch-site': 'cross-site' }],
  ] as const)('are refused from a page %s, before anything happens', async (_name, told) => {
    const headers = { ...told, ...('origin' in told && told.origin === 'own' ? { origin: own() } : {}) };
    const key = server.freshKey();
    const basic = Buffer.from(`${key}:`).toString('base64');
    for (const call of [
      () =>
        ask('POST /v1/customers', {
          headers: { ...headers, authorization: `Bearer ${key}` },
          body: 'name=a',
        }),
      () =>
        ask('POST /v1/customers', {
          headers: { ...headers, authorization: `Basic ${basic}` },
          body: 'name=a',
        }),
      () => ask('POST /v1/customers', { headers, body: `name=a&key=${key}` }),
      () => ask(`POST /v1/customers?key=${key}`, { headers, body: 'name=a' }),
      () => ask(`GET /v1/customers?key=${key}`, { headers }),
      () => ask(`GET /v1/onfile/webhook_deliveries?key=${key.replace('sk_', 'rk_')}`, { headers }),
      () => ask(`GET /v1/onfile/stream?key=${key}`, { headers }),
      () => ask('POST /v1/onfile/reset', { headers, body: `key=${key}` }),
      // A call that browsers may make, with the wrong key for it.
      () => ask('POST /v1/payment_methods', { headers, body: `key=${key}&type=card` }),
    ]) {
      expect(await call()).toMatchObject({
        status: 403,
        code: 'foreign_origin',
        message: expect.stringContaining('secret API key'),
        // The page may read why.
        cors: '*',
      });
    }
    expect(await customers(key)).toBe(0);
  });

  it.each([
    ['a program', {}],
    ['Node’s fetch', { 'accept-language': '*', 'sec-fetch-mode': 'cors', 'user-agent': 'node' }],
    ['a program that goes by a service’s name', { host: 'onfile:12111' }],
    ['a program that goes by any name', { host: 'onfile.default.svc.cluster.local' }],
    ['the dashboard', { ...browser, origin: 'own', 'sec-fetch-site': 'same-origin' }],
    ['the dashboard, reading', { ...browser, 'sec-fetch-site': 'same-origin' }],
    ['the dashboard under this machine’s other name', { ...browser, origin: 'local', host: 'local' }],
    [
      'the dashboard under an allowed name',
      { ...browser, host: 'onfile-ci:8080', origin: 'http://onfile-ci:8080' },
    ],
    [
      'the dashboard behind a proxy of its own port',
      { ...browser, host: 'localhost:8080', origin: 'http://localhost:8080' },
    ],
  ] as const)('are accepted from %s', async (_name, told) => {
    const local = `localhost:${port}`;
    const headers = Object.fromEntries(
      Object.entries(told).map(([name, value]) => [
        name,
        value === 'own' ? own() : value === 'local' ? (name === 'host' ? local : `http://${local}`) : value,
      ]),
    );
    const authorization = `Bearer ${server.freshKey()}`;
    expect(await ask('GET /v1/customers', { headers: { ...headers, authorization } })).toMatchObject({
      status: 200,
    });
  });

  it.each([
    ['a page’s script', { origin: 'http://evil.example:12111' }],
    ['a script that reads', browser],
    ['a script that hides', { 'accept-language': '*', 'user-agent': 'curl/8' }],
    ['a link', { ...browser, referer: 'http://evil.example/' }],
  ])('are refused under a name that may be anybody’s: %s', async (_name, told) => {
    const key = server.freshKey();
    const headers = { ...told, host: 'evil.example:12111', authorization: `Bearer ${key}` };
    for (const target of ['GET /v1/customers', 'POST /v1/customers']) {
      expect(await ask(target, { headers })).toMatchObject({
        status: 403,
        code: 'host_not_allowed',
        message: expect.stringContaining('ONFILE_ALLOWED_HOSTS'),
      });
    }
    expect(await customers(key)).toBe(0);
  });

  it('are refused in the URL of an image or a link, for which browsers name no site', async () => {
    const headers = { ...browser, host: 'stripe.internal:12111' };
    const key = server.freshKey();
    expect(await ask(`GET /v1/customers?key=${key}`, { headers })).toMatchObject({ code: 'foreign_origin' });
    const authorization = `Bearer ${key}`;
    expect(await ask('GET /v1/customers', { headers: { ...headers, authorization } })).toMatchObject({
      status: 200,
    });
  });

  it('may be typed into the browser’s address bar', async () => {
    const headers = { ...browser, 'sec-fetch-site': 'none' };
    const key = server.freshKey();
    expect((await ask(`GET /v1/customers?key=${key}`, { headers })).status).toBe(200);
    expect((await ask(`POST /v1/customers?key=${key}`, { headers })).status).toBe(403);
  });

  it('leave publishable keys open to every page, under every name', async () => {
    const { id, client_secret } = await server
      .client()
      .paymentIntents.create({ amount: 2000, currency: 'usd' });
    const headers = { ...browser, host: 'onfile:12111', origin: 'http://shop:3000' };
    const path = `/v1/payment_intents/${id}?key=pk_test_TYooMQauvdEDq54NiTphI7jx&client_secret=${client_secret}`;
    expect(await ask(`GET ${path}`, { headers })).toMatchObject({ status: 200, cors: '*' });
  });

  it('are refused alike in production mode, under whatever name a proxy passes on', async () => {
    const at = await testServer('sqlite', { mode: 'production', publicUrl: 'https://pay.example.com' });
    const authorization = `Bearer ${server.freshKey()}`;
    const from = (headers: Headers) =>
      ask('GET /v1/customers', { headers: { ...browser, authorization, ...headers }, at });
    expect(await from({ origin: 'https://evil.example' })).toMatchObject({ code: 'foreign_origin' });
    for (const origin of ['https://pay.example.com', 'own']) {
      const told = origin === 'own' ? { 'sec-fetch-site': 'same-origin' } : { origin };
      // An unknown key: the request got as far as looking it up.
      expect(await from({ ...told, host: 'backend:12111' })).toMatchObject({ status: 401 });
    }
    await at.stop();
  });

  it('may use names that the settings list without ports', () => {
    const allowed = (allowedHosts: string) => readConfig({ allowedHosts }, {}).allowedHosts;
    expect(allowed('onfile, 192.168.1.5,[fd00::1]')).toEqual(['onfile', '192.168.1.5', '[fd00::1]']);
    expect(allowed('')).toEqual([]);
    for (const wrong of ['onfile:12111', 'http://onfile', 'onfile,', 'onfile/path']) {
      expect(() => allowed(wrong)).toThrow('ONFILE_ALLOWED_HOSTS');
    }
  });
});
