import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colleague, DashboardBrowser, owner, password, tokenOf } from '../../testing/dashboard.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const intent = {
  amount: '1200',
  currency: 'usd',
  payment_method: 'pm_card_visa',
  confirm: 'true',
  'automatic_payment_methods[enabled]': 'true',
  'automatic_payment_methods[allow_redirects]': 'never',
};

describe.each(engines)('members as callers of the API on %s', (engine) => {
  let server: TestServer;
  let jenny: DashboardBrowser;
  let sam: DashboardBrowser;
  let dev: DashboardBrowser;
  let guest: DashboardBrowser;
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production' });
    jenny = await owner(server);
    sam = await colleague(server, jenny, 'support');
    dev = await colleague(server, jenny, 'developer');
    guest = await colleague(server, jenny, 'read_only');
  });
  afterAll(() => server.stop());

  it('act on their account, in the mode they name', async () => {
    const made = await jenny.api('POST /v1/customers', { name: 'Jenny' });
    expect(made).toMatchObject({ status: 200, json: { livemode: false } });
    expect((await sam.api(`GET /v1/customers/${made.json.id}`)).json).toMatchObject({ name: 'Jenny' });
    const live = await jenny.api('POST /v1/customers', { name: 'Live' }, { mode: 'live' });
    expect(live.json).toMatchObject({ livemode: true });
    expect((await jenny.api(`GET /v1/customers/${live.json.id}`)).status).toBe(404);
    const neither = await jenny.api('GET /v1/customers', {}, { headers: { 'onfile-mode': 'both' } });
    expect(neither.status).toBe(400);
  });

  it.each([
    ['without the header', { 'onfile-dashboard': '' }, 401],
    ['from another origin', { origin: 'https://evil.example' }, 403],
    ['from a page without an origin', { origin: 'null' }, 403],
    ['that says it is from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from another port of the machine', { origin: 'http://127.0.0.1:1' }, 403],
  ])('are refused a request %s', async (_what, headers, status) => {
    const before = await jenny.api('GET /v1/customers', { limit: '100' });
    for (const target of ['POST /v1/customers', 'GET /v1/customers']) {
      const answer = await jenny.api(target, {}, { headers });
      expect(answer).toMatchObject({ status, json: { error: { type: 'invalid_request_error' } } });
    }
    const after = await jenny.api('GET /v1/customers', { limit: '100' });
    expect(after.json.data).toEqual(before.json.data);
  });

  it('are refused a sign-in from another site’s page', async () => {
    const foreign = { origin: 'https://evil.example' };
    const answer = await new DashboardBrowser(server).auth(
      'POST /sign-in/email',
      { email: 'jenny@example.com', password },
      foreign,
    );
    expect(answer).toMatchObject({ status: 403, json: { error: { code: 'foreign_origin' } } });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('do not let a foreign preflight send cookies', async () => {
    const response = await fetch(`${server.url}/v1/customers`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-headers': 'onfile-dashboard' },
    });
    // With cookies, browsers do not accept the asterisk as permission.
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const auth = await jenny.auth('GET /get-session');
    expect(auth.status).toBe(200);
    expect(auth.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('are held to their role, which the refusal names', async () => {
    const paid = await jenny.api('POST /v1/payment_intents', intent);
    expect(paid.json).toMatchObject({ status: 'succeeded' });
    const refund = { payment_intent: String(paid.json.id) };
    for (const [browser, role] of [
      [sam, 'support'],
      [guest, 'read_only'],
    ] as const) {
      expect(await browser.api('POST /v1/refunds', refund)).toMatchObject({
        status: 403,
        json: {
          error: {
            type: 'invalid_request_error',
            code: 'role_forbids',
            message: expect.stringContaining(`'${role}'`),
          },
        },
      });
    }
    expect((await guest.api('POST /v1/customers', { name: 'No' })).status).toBe(403);
    expect((await sam.api('POST /v1/customers', { name: 'Yes' })).status).toBe(200);
    expect((await dev.api('POST /v1/refunds', refund, { mode: 'live' })).status).toBe(403);
    expect((await dev.api('POST /v1/refunds', refund)).status).toBe(200);
  });

  it('see client secrets if their role works with them', async () => {
    const made = await dev.api('POST /v1/payment_intents', { amount: '500', currency: 'usd' });
    expect(made.json.client_secret).toMatch(/_secret_/);
    for (const browser of [sam, guest]) {
      const path = `GET /v1/payment_intents/${made.json.id}`;
      const { client_secret: hidden, ...shown } = (await browser.api(path)).json;
      expect(hidden).toBeNull();
      expect(shown).toMatchObject({ amount: 500 });
      const events = await browser.api('GET /v1/events');
      expect(JSON.stringify(events.json)).not.toContain('_secret_');
    }
  });

  it('do not see client secrets, even in a URL, if their role does not work with them', async () => {
    const challenged = await dev.api('POST /v1/payment_intents', {
      ...intent,
      payment_method: 'pm_card_threeDSecure2Required',
      return_url: 'https://shop.example/back',
    });
    for (const path of [`/v1/payment_intents/${challenged.json.id}`, '/v1/events']) {
      expect(JSON.stringify((await dev.api(`GET ${path}`)).json)).toContain('_secret_');
      expect(JSON.stringify((await sam.api(`GET ${path}`)).json)).not.toContain('_secret_');
    }
  });

  it('have a changed role as of the next request', async () => {
    const kim = await colleague(server, jenny, 'read_only', 'kim@example.com');
    const { json } = await jenny.api('GET /v1/onfile/team');
    const member = json.data?.find(({ email }) => email === 'kim@example.com');
    expect((await kim.api('POST /v1/customers')).status).toBe(403);
    const changed = await jenny.api(`POST /v1/onfile/team/${member?.id}`, { role: 'support' });
    expect(changed.json).toMatchObject({ object: 'onfile.member', role: 'support' });
    expect((await kim.api('POST /v1/customers')).status).toBe(200);
  });

  it('cannot be impersonated by keys, which do not reach what is theirs either', async () => {
    const { json } = await jenny.api('POST /v1/onfile/api_keys', { name: 'Shop' });
    const key = String(json.secret);
    for (const path of ['team', 'api_keys', 'audit_log', 'sign_in_sessions']) {
      const answer = await rawRequest(server, `GET /v1/onfile/${path}`, { key });
      expect(answer).toMatchObject({ status: 403, json: { error: { code: 'member_required' } } });
    }
    // A key overrides a session, so that what a request may do never depends on a cookie that came along.
    const both = await sam.api(
      'POST /v1/products',
      { name: 'Mug' },
      { headers: { authorization: `Bearer ${key}` } },
    );
    expect(both.status).toBe(200);
  });
});

describe('members behind a public address', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer('sqlite', { mode: 'production', publicUrl: 'https://pay.example.com' });
  });
  afterAll(() => server.stop());

  it('get Secure cookies, and only its pages count', async () => {
    expect(server.setUpUrl).toMatch(/^https:\/\/pay\.example\.com\/dashboard\/setup\?token=/);
    const jenny = new DashboardBrowser(server);
    const joining = {
      token: tokenOf(server.setUpUrl ?? ''),
      name: 'Jenny Rosen',
      email: 'jenny@example.com',
      password,
    };
    expect((await jenny.auth('POST /set-up', joining)).status).toBe(403);
    const origin = 'https://pay.example.com';
    expect((await jenny.auth('POST /set-up', joining, { origin })).status).toBe(200);
    const cookie = jenny.setCookies.find((each) => each.startsWith('__Secure-onfile.session_token='));
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect((await jenny.api('GET /v1/account', {}, { headers: { origin } })).status).toBe(200);
    expect((await jenny.api('GET /v1/account')).status).toBe(403);
  });
});

describe('a stream of events', () => {
  it('ends for a member whose session has ended', async () => {
    const server = await testServer('sqlite', { mode: 'production' });
    try {
      const jenny = await owner(server);
      const sam = await colleague(server, jenny, 'support');
      const headers = { 'onfile-dashboard': '1', origin: server.url, cookie: sam.cookie };
      const response = await fetch(`${server.url}/v1/onfile/stream`, { headers });
      expect(response.status).toBe(200);
      const reading = response.text();
      await jenny.api('POST /v1/customers', { name: 'Jenny' });
      const { json } = await jenny.api('GET /v1/onfile/team');
      const member = json.data?.find(({ role }) => role === 'support');
      await jenny.api(`DELETE /v1/onfile/team/${member?.id}`);
      expect(await reading).toContain('customer.created');
      const again = await fetch(`${server.url}/v1/onfile/stream`, { headers });
      expect(again.status).toBe(401);
    } finally {
      await server.stop();
    }
  });
});
