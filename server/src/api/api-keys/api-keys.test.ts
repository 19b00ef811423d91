import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colleague, type DashboardBrowser, owner } from '../../testing/dashboard.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const path = '/v1/onfile/api_keys';
const hour = 60 * 60;
/** How long a server may still rely on what it knew about a key. */
const cacheSeconds = 2;

describe.each(engines)('API keys by API on %s', (engine) => {
  let server: TestServer;
  let jenny: DashboardBrowser;
  let dev: DashboardBrowser;
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production' });
    jenny = await owner(server);
    dev = await colleague(server, jenny, 'developer');
  });
  afterAll(() => server.stop());

  const works = async (key: unknown, target = 'GET /v1/customers') =>
    (
      await rawRequest(server, target, {
        key: String(key),
        ...(target.startsWith('POST') ? { body: '' } : {}),
      })
    ).status;
  const listed = async (mode: 'test' | 'live' = 'test') =>
    (await jenny.api(`GET ${path}?limit=100`, {}, { mode })).json.data ?? [];

  it('are shown once, and listed masked', async () => {
    const made = await dev.api(`POST ${path}`, { name: 'Shop' });
    expect(made).toMatchObject({
      status: 200,
      json: {
        object: 'onfile.api_key',
        kind: 'secret',
        name: 'Shop',
        livemode: false,
        permissions: null,
        expires_at: null,
        last_used: null,
      },
    });
    const secret = String(made.json.secret);
    expect(secret).toMatch(/^sk_test_/);
    expect(await works(secret)).toBe(200);
    const list = await listed();
    const [found] = list.filter(({ id }) => id === made.json.id);
    expect(found).toMatchObject({ masked: expect.stringMatching(/^sk_test_\*+.{4}$/) });
    expect(found?.last_used).toBeGreaterThan(0);
    expect(JSON.stringify(list)).not.toContain(secret);
    expect(JSON.stringify(list)).not.toContain('"secret":');
  });

  it('belong to the mode they were created in', async () => {
    const made = await jenny.api(`POST ${path}`, { name: 'Live' }, { mode: 'live' });
    expect(made.json).toMatchObject({ livemode: true, secret: expect.stringMatching(/^sk_live_/) });
    expect((await listed('live')).map(({ name }) => name)).toEqual(['Live']);
    expect((await listed()).map(({ name }) => name)).not.toContain('Live');
    expect((await jenny.api(`DELETE ${path}/${made.json.id}`)).status).toBe(404);
  });

  it('may be restricted to permissions that exist', async () => {
    const known = (await jenny.api(`GET ${path}/permissions`)).json.data?.map(({ id }) => id);
    expect(known).toEqual(
      expect.arrayContaining(['customers:read', 'refunds:write', 'checkout_sessions:write']),
    );
    expect(known).not.toContain('onfile_team:write');
    const made = await jenny.api(`POST ${path}`, {
      kind: 'restricted',
      'permissions[0]': 'customers:write',
      'permissions[1]': 'events:read',
    });
    expect(made.json).toMatchObject({ kind: 'restricted', permissions: ['customers:write', 'events:read'] });
    expect(await works(made.json.secret, 'POST /v1/customers')).toBe(200);
    expect(await works(made.json.secret, 'GET /v1/products')).toBe(403);
    for (const wrong of [
      { kind: 'restricted' },
      { kind: 'restricted', 'permissions[0]': 'onfile_team:write' },
      { kind: 'secret', 'permissions[0]': 'customers:read' },
    ]) {
      expect(await jenny.api(`POST ${path}`, wrong)).toMatchObject({
        status: 400,
        json: { error: { param: 'permissions' } },
      });
    }
  });

  it('are rolled with an overlap', async () => {
    const old = await jenny.api(`POST ${path}`, { name: 'Rolled' });
    const rolled = await jenny.api(`POST ${path}/${old.json.id}/roll`, { expires_in: String(hour) });
    expect(rolled.json).toMatchObject({ name: 'Rolled', kind: 'secret', expires_at: null });
    expect([await works(old.json.secret), await works(rolled.json.secret)]).toEqual([200, 200]);
    const ending = (await listed()).find(({ id }) => id === old.json.id);
    expect(ending?.expires_at).toBeGreaterThan(server.clock.now());
    expect((await jenny.api(`POST ${path}/${old.json.id}/roll`)).status).toBe(400);
    server.clock.advance(hour - 60);
    expect(await works(old.json.secret)).toBe(200);
    server.clock.advance(60 + cacheSeconds);
    expect([await works(old.json.secret), await works(rolled.json.secret)]).toEqual([401, 200]);
    expect((await listed()).map(({ id }) => id)).not.toContain(old.json.id);
  });

  it('are rolled for a day unless told otherwise, and at once with 0', async () => {
    const one = await jenny.api(`POST ${path}`);
    await jenny.api(`POST ${path}/${one.json.id}/roll`);
    const ending = (await listed()).find(({ id }) => id === one.json.id);
    expect(Number(ending?.expires_at) - server.clock.now()).toBeGreaterThan(23 * hour);
    const two = await jenny.api(`POST ${path}`);
    expect(await works(two.json.secret)).toBe(200);
    const rolled = await jenny.api(`POST ${path}/${two.json.id}/roll`, { expires_in: '0' });
    expect([await works(two.json.secret), await works(rolled.json.secret)]).toEqual([401, 200]);
  });

  it('stop working at once when deleted', async () => {
    const made = await jenny.api(`POST ${path}`);
    expect(await works(made.json.secret)).toBe(200);
    expect((await jenny.api(`DELETE ${path}/${made.json.id}`)).json).toEqual({
      id: made.json.id,
      object: 'onfile.api_key',
      deleted: true,
    });
    expect(await works(made.json.secret)).toBe(401);
    expect((await jenny.api(`DELETE ${path}/${made.json.id}`)).status).toBe(404);
  });

  it('are created once under an idempotency key, which stores no secret', async () => {
    const headers = { 'idempotency-key': 'once' };
    const made = await jenny.api(`POST ${path}`, {}, { headers });
    const before = (await jenny.api(`GET ${path}`)).json.data?.length;
    expect(await jenny.api(`POST ${path}`, {}, { headers })).toMatchObject({
      status: 400,
      json: { error: { code: 'answered_once', message: expect.stringContaining(String(made.json.id)) } },
    });
    expect((await jenny.api(`GET ${path}`)).json.data).toHaveLength(before ?? 0);
    const rows = await server.services.store
      .library()
      .kysely.selectFrom('idempotency_keys' as never)
      .selectAll()
      .execute();
    expect(JSON.stringify(rows)).not.toContain(String(made.json.secret));
  });

  it('can do no more in live mode than their creator', async () => {
    const live = { mode: 'live' } as const;
    expect(await dev.api(`POST ${path}`, {}, live)).toMatchObject({
      status: 403,
      json: { error: { code: 'role_forbids' } },
    });
    const refunds = { kind: 'restricted', 'permissions[0]': 'refunds:write' };
    expect((await dev.api(`POST ${path}`, refunds, live)).status).toBe(403);
    const customers = { kind: 'restricted', 'permissions[0]': 'customers:write' };
    expect((await dev.api(`POST ${path}`, customers, live)).status).toBe(200);
    const owners = await jenny.api(`POST ${path}`, {}, live);
    expect((await dev.api(`POST ${path}/${owners.json.id}/roll`, {}, live)).status).toBe(403);
    expect(await works(owners.json.secret)).toBe(200);
  });
});

describe('API keys in development mode', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('are not kept, and the refusal says why', async () => {
    const key = server.freshKey();
    const list = await rawRequest(server, `GET ${path}`, { key });
    expect(list).toMatchObject({ status: 200, json: { object: 'list', data: [], has_more: false } });
    const made = await rawRequest(server, `POST ${path}`, { key, body: '' });
    expect(made).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('any well-formed sk_test_… key opens a sandbox') } },
    });
    for (const room of ['team', 'audit_log', 'sign_in_sessions']) {
      const answer = await rawRequest(server, `GET /v1/onfile/${room}`, { key });
      expect(answer).toMatchObject({ status: 200, json: { data: [] } });
    }
    const invited = await rawRequest(server, 'POST /v1/onfile/team/invitations', {
      key,
      body: 'email=jenny@example.com&role=owner',
    });
    expect(invited).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('Development mode has no team') } },
    });
  });
});
