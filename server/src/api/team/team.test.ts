import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colleague, DashboardBrowser, owner, password } from '../../testing/dashboard.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const path = '/v1/onfile/team';
const sessions = '/v1/onfile/sign_in_sessions';

describe.each(engines)('the team on %s', (engine) => {
  let server: TestServer;
  let jenny: DashboardBrowser;
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production' });
    jenny = await owner(server);
  });
  afterAll(() => server.stop());

  const idOf = async (email: string) => {
    const { json } = await jenny.api(`GET ${path}?limit=100`);
    return String(json.data?.find((member) => member.email === email)?.id);
  };

  it('is listed with roles and last sign-ins', async () => {
    await colleague(server, jenny, 'support', 'sam@example.com');
    const { json } = await jenny.api(`GET ${path}`);
    expect(json).toMatchObject({
      object: 'list',
      has_more: false,
      data: [
        {
          object: 'onfile.member',
          id: expect.stringMatching(/^mem_1/),
          email: 'jenny@example.com',
          role: 'owner',
        },
        { email: 'sam@example.com', role: 'support', two_factor: false, last_sign_in: expect.any(Number) },
      ],
    });
    expect(JSON.stringify(json)).not.toContain('password');
  });

  it('loses a member at once, with every session', async () => {
    const kim = await colleague(server, jenny, 'developer', 'kim@example.com');
    const id = await idOf('kim@example.com');
    expect((await kim.api('GET /v1/customers')).status).toBe(200);
    expect((await jenny.api(`DELETE ${path}/${id}`)).json).toEqual({
      id,
      object: 'onfile.member',
      deleted: true,
    });
    expect((await kim.api('GET /v1/customers')).status).toBe(401);
    const again = await new DashboardBrowser(server).auth('POST /sign-in/email', {
      email: 'kim@example.com',
      password,
    });
    expect(again.status).toBe(401);
    expect((await jenny.api(`DELETE ${path}/${id}`)).status).toBe(404);
    // And may return.
    await colleague(server, jenny, 'developer', 'kim@example.com');
  });

  it('always has an owner', async () => {
    const id = await idOf('jenny@example.com');
    for (const answer of [
      await jenny.api(`DELETE ${path}/${id}`),
      await jenny.api(`POST ${path}/${id}`, { role: 'developer' }),
    ]) {
      expect(answer).toMatchObject({
        status: 400,
        json: { error: { message: expect.stringContaining('needs an owner') } },
      });
    }
  });

  it('keeps one of two owners who demote each other at once', async () => {
    await colleague(server, jenny, 'owner', 'second@example.com');
    const { signIn } = server.services;
    const [one, two] = await Promise.all(
      ['jenny@example.com', 'second@example.com'].map((email) => signIn?.findMemberByEmail(email)),
    );
    if (!signIn || !one || !two) throw new Error('Two owners are missing.');
    for (let round = 0; round < 10; round += 1) {
      const left = await Promise.all([one, two].map((member) => signIn.changeRole(member, 'developer')));
      expect(left.sort()).toEqual([false, true]);
      // The one who remains makes the other an owner again.
      await Promise.all([one, two].map((member) => signIn.changeRole(member, 'owner')));
    }
  });

  it('is read page by page', async () => {
    const ids = (await jenny.api(`GET ${path}?limit=100`)).json.data?.map(({ id }) => id) ?? [];
    const page = async (query: string) => (await jenny.api(`GET ${path}?${query}`)).json;
    expect(await page('limit=1')).toMatchObject({ has_more: true, data: [{ id: ids[0] }] });
    expect(await page(`limit=100&starting_after=${ids[0]}`)).toMatchObject({
      has_more: false,
      data: ids.slice(1).map((id) => ({ id })),
    });
    expect(await page(`limit=1&ending_before=${ids[2]}`)).toMatchObject({
      has_more: true,
      data: [{ id: ids[1] }],
    });
    expect((await page('starting_after=mem_none')).error).toMatchObject({ param: 'starting_after' });
  });

  it('refuses invalid roles and addresses', async () => {
    const invite = (email: string, role: string) => jenny.api(`POST ${path}/invitations`, { email, role });
    expect((await invite('new@example.com', 'admin')).json.error).toMatchObject({ param: 'role' });
    expect((await invite('nobody', 'support')).json.error).toMatchObject({ param: 'email' });
    expect((await jenny.api(`POST ${path}/mem_none`, { role: 'support' })).status).toBe(404);
  });

  it('has sessions that are listed, and that can be ended', async () => {
    const pat = await colleague(server, jenny, 'read_only', 'pat@example.com');
    const other = new DashboardBrowser(server);
    await other.auth(
      'POST /sign-in/email',
      { email: 'pat@example.com', password },
      { 'user-agent': 'Phone' },
    );
    const own = (await pat.api(`GET ${sessions}`)).json.data ?? [];
    expect(own).toHaveLength(2);
    expect(own.map(({ current }) => current).sort()).toEqual([false, true]);
    expect(own.every((each) => (each.member as { email: string }).email === 'pat@example.com')).toBe(true);
    expect(JSON.stringify(own)).not.toContain('token');
    const phone = own.find(({ current }) => current === false);
    expect(phone).toMatchObject({
      object: 'onfile.sign_in_session',
      user_agent: 'Phone',
      ip: '127.0.0.1',
    });
    expect((await pat.api(`DELETE ${sessions}/${phone?.id}`)).json).toMatchObject({ deleted: true });
    expect((await other.api('GET /v1/customers')).status).toBe(401);
    expect((await pat.api('GET /v1/customers')).status).toBe(200);
  });

  it('sees nobody else’s sessions, except for an owner', async () => {
    const lee = await colleague(server, jenny, 'developer', 'lee@example.com');
    const all = (await jenny.api(`GET ${sessions}`)).json.data ?? [];
    const jennys = all.find((each) => each.current === true);
    const lees = all.find((each) => (each.member as { email: string }).email === 'lee@example.com');
    expect((await lee.api(`DELETE ${sessions}/${jennys?.id}`)).status).toBe(404);
    expect((await jenny.api(`DELETE ${sessions}/${lees?.id}`)).status).toBe(200);
    expect((await lee.api('GET /v1/customers')).status).toBe(401);
  });
});
