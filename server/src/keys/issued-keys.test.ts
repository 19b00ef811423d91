import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomIds } from '../ids.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';
import { openAccount } from './accounts.ts';
import { issueKey, type KeyRequest, listIssuedKeys, rollKey } from './issued-keys.ts';
import { maskKey } from './presented-key.ts';

const ids = randomIds();
const hour = 60 * 60;
/** How long a server may still rely on what it knew about a key. */
const cacheSeconds = 5;

describe.each(engines)('keys in production mode on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production' });
  });
  afterAll(() => server.stop());

  async function issue(given: Partial<KeyRequest> = {}): Promise<string> {
    const { store, clock } = server.services;
    const account = given.account ?? ids.next('customer').replace('cus_', 'acct_1');
    await openAccount(store.system, clock, account);
    return issueKey(store, clock, ids, {
      account,
      livemode: false,
      kind: 'secret',
      name: 'Test',
      ...given,
    });
  }

  const get = (key: string, path = '/v1/customers') => rawRequest(server, `GET ${path}`, { key });

  it('are only those that were issued', async () => {
    const key = await issue();
    expect(key).toMatch(/^sk_test_[A-Za-z0-9]{90,}$/);
    expect((await get(key)).status).toBe(200);
    for (const foreign of [server.freshKey(), 'sk_test_BQokikJOvBiI2HlWgH4olfQ2', `${key}x`]) {
      expect(await get(foreign)).toMatchObject({
        status: 401,
        json: { error: { message: `Invalid API Key provided: ${maskKey(foreign)}` } },
      });
    }
  });

  it('of test mode cannot change the settings that live mode shares', async () => {
    const account = 'acct_1settings';
    const change = (key: string) =>
      rawRequest(server, 'POST /v1/onfile/settings', { key, body: 'terms_url=https://evil.example' });
    expect(await change(await issue({ account }))).toMatchObject({
      status: 403,
      json: { error: { code: 'live_key_required' } },
    });
    expect((await change(await issue({ account, livemode: true }))).status).toBe(200);
  });

  it('are listed masked, and stored as a hash', async () => {
    const key = await issue({ name: 'Shop' });
    const [listed] = (await listIssuedKeys(server.services.store.system)).filter(
      ({ name }) => name === 'Shop',
    );
    expect(listed?.masked).toBe(`sk_test_${'*'.repeat(24)}${key.slice(-4)}`);
    expect(JSON.stringify(listed)).not.toContain(key.slice(8));
  });

  it('share the objects of their account, and the modes do not', async () => {
    const account = 'acct_1shared';
    const [one, other, live] = [
      await issue({ account }),
      await issue({ account }),
      await issue({ account, livemode: true }),
    ];
    const made = await rawRequest(server, 'POST /v1/customers', { key: one, body: 'name=Jenny' });
    const path = `/v1/customers/${made.json.id}`;
    expect((await get(other, path)).json).toMatchObject({ name: 'Jenny', livemode: false });
    expect((await get(live, path)).status).toBe(404);
    const ofLive = await rawRequest(server, 'POST /v1/customers', { key: live, body: '' });
    expect(ofLive.json).toMatchObject({ livemode: true });
  });

  it('that are rolled keep working until the overlap ends', async () => {
    const account = 'acct_1rolled';
    const old = await issue({ account });
    const { store, clock } = server.services;
    const [known] = (await listIssuedKeys(store.system)).filter((key) => key.account === account);
    if (known === undefined) throw new Error('The key is not listed.');
    // Asked for twice at once, it is replaced once.
    const rolled = await Promise.all(
      [1, 2].map(() => rollKey(store.account(known), clock, ids, known, hour)),
    );
    const [fresh = '', ...others] = rolled.flatMap((made) => (made === null ? [] : [made.secret]));
    expect(others).toEqual([]);
    expect(fresh).not.toBe(old);
    expect([(await get(old)).status, (await get(fresh)).status]).toEqual([200, 200]);
    server.clock.advance(hour - 60);
    expect((await get(old)).status).toBe(200);
    server.clock.advance(60 + cacheSeconds);
    expect(await get(old)).toMatchObject({
      status: 401,
      json: { error: { code: 'api_key_expired', message: `Expired API Key provided: ${maskKey(old)}` } },
    });
    expect((await get(fresh)).status).toBe(200);
  });

  it('that are restricted can do what they may', async () => {
    const key = await issue({
      kind: 'restricted',
      permissions: ['customers:write', 'checkout_sessions:read'],
    });
    const post = (path: string) => rawRequest(server, `POST ${path}`, { key, body: '' });
    expect(key).toMatch(/^rk_test_/);
    expect((await post('/v1/customers')).status).toBe(200);
    expect((await get(key)).status).toBe(200);
    expect((await get(key, '/v1/checkout/sessions')).status).toBe(200);
    for (const refused of [await post('/v1/checkout/sessions'), await get(key, '/v1/products')]) {
      expect(refused).toMatchObject({
        status: 403,
        json: { error: { type: 'invalid_request_error', message: expect.stringContaining(maskKey(key)) } },
      });
    }
    expect((await post('/v1/products')).json.error?.message).toContain(
      "Having the 'rak_product_write' permission",
    );
  });

  it('that are restricted see through expansion only what they may see without it', async () => {
    const account = 'acct_1expands';
    const secret = await issue({ account });
    const made = await rawRequest(server, 'POST /v1/customers', { key: secret, body: 'name=Jenny' });
    const intent = await rawRequest(server, 'POST /v1/payment_intents', {
      key: secret,
      body: `amount=500&currency=usd&customer=${made.json.id}`,
    });
    const path = `/v1/payment_intents/${intent.json.id}?expand[]=customer`;
    const narrow = await issue({ account, kind: 'restricted', permissions: ['payment_intents:read'] });
    const wide = await issue({
      account,
      kind: 'restricted',
      permissions: ['payment_intents:read', 'customers:write'],
    });
    expect(await get(narrow, path)).toMatchObject({
      status: 403,
      json: { error: { message: expect.stringContaining("'rak_customer_read'") } },
    });
    expect((await get(wide, path)).json).toMatchObject({ customer: { name: 'Jenny' } });
  });

  it('that are publishable are for the browser’s calls of their own account', async () => {
    const account = 'acct_1shop';
    const secret = await issue({ account });
    const [own, foreign] = [
      await issue({ account, kind: 'publishable' }),
      await issue({ kind: 'publishable' }),
    ];
    expect((await get(own)).json.error).toMatchObject({ code: 'secret_key_required' });
    const session = await rawRequest(server, 'POST /v1/checkout/sessions', {
      key: secret,
      body: 'mode=payment&ui_mode=custom&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=1000&line_items[0][price_data][product_data][name]=A',
    });
    const init = (key: string, clientSecret: unknown) =>
      rawRequest(server, `POST /v1/payment_pages/${session.json.id}/init`, {
        key: null,
        body: new URLSearchParams({ key, client_secret: String(clientSecret) }).toString(),
      });
    expect((await init(own, session.json.client_secret)).status).toBe(200);
    expect((await init(foreign, session.json.client_secret)).json.error).toMatchObject({
      param: 'client_secret',
    });
    expect((await init(server.freshKey().replace('sk_', 'pk_'), session.json.client_secret)).status).toBe(
      401,
    );
    expect((await init(own, `${session.json.client_secret}x`)).status).toBe(400);
  });

  it('that are secret may not send card numbers, and the refusal does not repeat them', async () => {
    const answer = await rawRequest(server, 'POST /v1/payment_methods', {
      key: await issue(),
      body: 'type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2034&card[cvc]=123',
    });
    expect(answer).toMatchObject({
      status: 402,
      json: { error: { type: 'card_error', message: expect.stringContaining('generally unsafe') } },
    });
    expect(answer.text).not.toContain('4242');
  });
});
