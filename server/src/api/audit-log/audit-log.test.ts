import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colleague, DashboardBrowser, owner, password } from '../../testing/dashboard.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const path = '/v1/onfile/audit_log';

describe.each(engines)('the audit log on %s', (engine) => {
  let server: TestServer;
  let jenny: DashboardBrowser;
  let sam: DashboardBrowser;
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production' });
    jenny = await owner(server);
    sam = await colleague(server, jenny, 'support', 'sam@example.com');
  });
  afterAll(() => server.stop());

  const entries = async (query = '?limit=100') => (await jenny.api(`GET ${path}${query}`)).json.data ?? [];

  it('records who changed what, from where, in which request', async () => {
    const made = await sam.api('POST /v1/customers', { name: 'Jenny' }, { mode: 'live' });
    const [entry] = await entries();
    expect(entry).toEqual({
      id: expect.stringMatching(/^aud_1/),
      object: 'onfile.audit_entry',
      action: 'customers.create',
      created: expect.any(Number),
      ip: '127.0.0.1',
      livemode: true,
      member: { id: expect.stringMatching(/^mem_1/), name: 'Jenny support', email: 'sam@example.com' },
      object_id: made.json.id,
      request: made.headers.get('request-id'),
      status: 200,
    });
  });

  it('records changes by flows and deletions, but no reads', async () => {
    const customer = await sam.api('POST /v1/customers', {});
    await sam.api(`GET /v1/customers/${customer.json.id}`);
    const settings = await jenny.api('POST /v1/onfile/settings', { business_name: 'Mugs' });
    expect(settings.status).toBe(200);
    await sam.api(`DELETE /v1/customers/${customer.json.id}`);
    expect((await entries()).slice(0, 3)).toMatchObject([
      { action: 'customers.delete', object_id: customer.json.id, status: 200 },
      { action: 'settings.update', member: { email: 'jenny@example.com' } },
      { action: 'customers.create', object_id: customer.json.id },
    ]);
  });

  it('records what was tried and refused', async () => {
    await sam.api('POST /v1/refunds', { charge: 'ch_1' });
    await sam.api('POST /v1/customers/cus_none', { name: 'x' });
    expect((await entries()).slice(0, 2)).toMatchObject([
      { action: 'customers.update', object_id: 'cus_none', status: 404 },
      { action: 'refunds.create', object_id: null, status: 403, member: { email: 'sam@example.com' } },
    ]);
  });

  it('records sign-ins, including failed ones', async () => {
    const browser = new DashboardBrowser(server);
    await browser.auth('POST /sign-in/email', { email: 'sam@example.com', password: 'wrong' });
    await browser.auth('POST /sign-in/email', { email: 'sam@example.com', password });
    await browser.auth('POST /sign-out', {});
    expect((await entries()).slice(0, 3)).toMatchObject([
      { action: 'sign_out', livemode: null, status: 200 },
      { action: 'sign_in.password', member: { email: 'sam@example.com' }, ip: '127.0.0.1' },
      { action: 'sign_in.failed', member: { email: 'sam@example.com' }, status: 401 },
    ]);
    const joined = (await entries()).filter(({ action }) => action === 'sign_in.joined');
    expect(joined).toHaveLength(2);
  });

  it('keeps what former members did', async () => {
    const kim = await colleague(server, jenny, 'developer', 'kim@example.com');
    await kim.api('POST /v1/products', { name: 'Mug' });
    const team = await jenny.api('GET /v1/onfile/team');
    const id = team.json.data?.find(({ email }) => email === 'kim@example.com')?.id;
    await jenny.api(`DELETE /v1/onfile/team/${id}`);
    expect((await entries()).slice(0, 2)).toMatchObject([
      { action: 'team.delete', object_id: id },
      { action: 'products.create', member: { id, name: 'Jenny developer', email: 'kim@example.com' } },
    ]);
  });

  it('is read page by page, by owners only', async () => {
    const all = await entries();
    const first = await jenny.api(`GET ${path}?limit=3`);
    expect(first.json).toMatchObject({ has_more: true });
    expect(first.json.data).toEqual(all.slice(0, 3));
    expect(await entries(`?limit=3&starting_after=${all[2]?.id}`)).toEqual(all.slice(3, 6));
    expect((await jenny.api(`GET ${path}?starting_after=aud_none`)).status).toBe(400);
    expect((await sam.api(`GET ${path}`)).status).toBe(403);
  });

  it('contains no password and no key', async () => {
    const key = await jenny.api('POST /v1/onfile/api_keys', { name: 'Shop' });
    const rows = await server.services.store
      .library()
      .kysely.selectFrom('audit_log' as never)
      .selectAll()
      .execute();
    expect(JSON.stringify(rows)).not.toContain(password);
    expect(JSON.stringify(rows)).not.toContain(String(key.json.secret));
  });
});
