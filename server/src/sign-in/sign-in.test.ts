import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropExpired } from '../jobs/drop-expired.ts';
import { colleague, DashboardBrowser, owner, password, tokenOf, totpCode } from '../testing/dashboard.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';
import { attemptLimits } from './attempts.ts';

const hour = 60 * 60;
const signIn = (browser: DashboardBrowser, email: string, given = password) =>
  browser.auth('POST /sign-in/email', { email, password: given });

describe.each(engines)('signing in on %s', (engine) => {
  let server: TestServer;
  let jenny: DashboardBrowser;
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production' });
    jenny = await owner(server);
  });
  afterAll(() => server.stop());

  const fresh = () => new DashboardBrowser(server);

  it('tells the dashboard who is signed in, and strangers nothing', async () => {
    expect((await jenny.boot()).json).toMatchObject({
      mode: 'production',
      user: { name: 'Jenny Rosen', email: 'jenny@example.com', role: 'owner' },
      accounts_ready: true,
    });
    expect((await fresh().boot()).json).toMatchObject({ user: null, sandboxes: [] });
  });

  it('takes the password, however the address is written, and signs out', async () => {
    const browser = fresh();
    const answer = await signIn(browser, 'Jenny@Example.com');
    expect(answer).toMatchObject({ status: 200, json: { user: { email: 'jenny@example.com' } } });
    expect(JSON.stringify(answer.json)).not.toContain('token');
    expect((await browser.api('GET /v1/account')).status).toBe(200);
    expect((await browser.auth('POST /sign-out', {})).status).toBe(200);
    expect(await browser.api('GET /v1/account')).toMatchObject({
      status: 401,
      json: { error: { code: 'sign_in_needed' } },
    });
  });

  it('ends on the server, not only in the browser', async () => {
    const browser = fresh();
    await signIn(browser, 'jenny@example.com');
    const { cookie } = browser;
    await browser.auth('POST /sign-out', {});
    const kept = await fresh().api('GET /v1/account', {}, { headers: { cookie } });
    expect(kept.status).toBe(401);
  });

  it('keeps its session in a cookie that no script and no other site can get', async () => {
    const browser = fresh();
    await signIn(browser, 'jenny@example.com');
    const cookie = browser.setCookies.find((each) => each.startsWith('onfile.session_token='));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    // This test's server is on loopback, without TLS.
    expect(cookie).not.toMatch(/; Secure/);
  });

  it.each([
    ['jenny@example.com', 'wrong horse battery'],
    ['nobody@example.com', password],
  ])('refuses %s with %s in the same words', async (email, given) => {
    const answer = await signIn(fresh(), email, given);
    expect(answer).toMatchObject({
      status: 401,
      json: {
        error: {
          type: 'invalid_request_error',
          code: 'invalid_email_or_password',
          message: 'Invalid email or password',
        },
      },
    });
  });

  it('refuses a forged or altered cookie', async () => {
    const browser = fresh();
    await signIn(browser, 'jenny@example.com');
    for (const cookie of [browser.cookie.slice(0, -6), 'onfile.session_token=abc.def', '']) {
      expect((await fresh().api('GET /v1/account', {}, { headers: { cookie } })).status).toBe(401);
    }
  });

  it('serves only the calls that the dashboard makes, and no sign-up', async () => {
    for (const path of ['/sign-up/email', '/sign-in/social', '/request-password-reset', '/revoke-sessions']) {
      const answer = await fresh().auth(`POST ${path}`, {
        email: 'x@example.com',
        password,
        name: 'X',
      });
      expect(answer).toMatchObject({ status: 404, json: { error: { type: 'invalid_request_error' } } });
    }
  });

  it('deletes expired sessions, and no others', async () => {
    const { kysely } = server.services.store.library();
    const rows = async () =>
      (await sql<{ id: string }>`select id from sign_in_sessions`.execute(kysely)).rows;
    const known = (await rows()).map(({ id }) => id);
    await signIn(fresh(), 'jenny@example.com');
    const over = (await rows()).find(({ id }) => !known.includes(id));
    await dropExpired(server.services);
    expect(await rows()).toHaveLength(known.length + 1);
    await sql`update sign_in_sessions set expires_at = ${new Date(0).toISOString()} where id = ${over?.id}`.execute(
      kysely,
    );
    await dropExpired(server.services);
    expect((await rows()).map(({ id }) => id).sort()).toEqual(known.sort());
  });

  it('lets nobody give themselves a role or an account', async () => {
    const pat = await colleague(server, jenny, 'read_only', 'pat@example.com');
    await pat.auth('POST /update-user', { name: 'Pat', role: 'owner', account: 'acct_other' });
    expect((await pat.boot()).json).toMatchObject({ user: { role: 'read_only' } });
    expect((await pat.auth('POST /update-user', { name: 'Pat' })).status).toBe(200);
    expect((await pat.boot()).json).toMatchObject({ user: { name: 'Pat', role: 'read_only' } });
  });

  it('changes the password, which ends the other sessions unless told not to', async () => {
    const dev = await colleague(server, jenny, 'developer', 'dev@example.com');
    const other = fresh();
    await signIn(other, 'dev@example.com');
    const newPassword = 'another horse battery';
    expect(
      (
        await dev.auth('POST /change-password', {
          currentPassword: password,
          newPassword,
        })
      ).status,
    ).toBe(200);
    expect((await other.api('GET /v1/account')).status).toBe(401);
    expect((await dev.api('GET /v1/account')).status).toBe(200);
    expect((await signIn(fresh(), 'dev@example.com')).status).toBe(401);
    expect((await signIn(fresh(), 'dev@example.com', newPassword)).status).toBe(200);
  });
});

describe.each(engines)('an authenticator app on %s', (engine) => {
  let server: TestServer;
  let jenny: DashboardBrowser;
  let uri = '';
  let backupCodes: readonly string[] = [];
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production' });
    jenny = await owner(server);
    const enabled = await jenny.auth('POST /two-factor/enable', { password });
    uri = String(enabled.json.totpURI);
    backupCodes = enabled.json.backupCodes as string[];
    await jenny.auth('POST /two-factor/verify-totp', { code: totpCode(uri) });
  });
  afterAll(() => server.stop());

  it('is required once its first code was right, and lets in with the next', async () => {
    expect(uri).toMatch(/^otpauth:\/\/totp\/Onfile/);
    const browser = new DashboardBrowser(server);
    expect((await signIn(browser, 'jenny@example.com')).json).toMatchObject({
      twoFactorRedirect: true,
      twoFactorMethods: ['totp'],
    });
    expect((await browser.api('GET /v1/account')).status).toBe(401);
    expect((await browser.auth('POST /two-factor/verify-totp', { code: '000000' })).status).toBe(401);
    expect((await browser.auth('POST /two-factor/verify-totp', { code: totpCode(uri) })).status).toBe(200);
    expect((await browser.api('GET /v1/account')).status).toBe(200);
    const team = await jenny.api('GET /v1/onfile/team');
    expect(team.json.data?.[0]).toMatchObject({ email: 'jenny@example.com', two_factor: true });
  });

  it('takes each code once, and leaves no session behind', async () => {
    const code = totpCode(uri, Date.now() + 30_000);
    const attempt = async () => {
      const browser = new DashboardBrowser(server);
      await signIn(browser, 'jenny@example.com');
      const answer = await browser.auth('POST /two-factor/verify-totp', { code });
      return { browser, answer };
    };
    expect((await attempt()).answer.status).toBe(200);
    const sessions = await jenny.api('GET /v1/onfile/sign_in_sessions');
    const { browser, answer } = await attempt();
    expect(answer).toMatchObject({ status: 401, json: { error: { code: 'invalid_code' } } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await browser.api('GET /v1/account')).status).toBe(401);
    const after = await jenny.api('GET /v1/onfile/sign_in_sessions');
    expect(after.json.data).toHaveLength(sessions.json.data?.length ?? 0);
  });

  it('may be replaced by a backup code, each of them once', async () => {
    const [code] = backupCodes;
    const attempt = async () => {
      const browser = new DashboardBrowser(server);
      await signIn(browser, 'jenny@example.com');
      return browser.auth('POST /two-factor/verify-backup-code', { code });
    };
    expect((await attempt()).status).toBe(200);
    expect((await attempt()).status).toBe(401);
  });

  it('allows five tries to guess a code', async () => {
    const browser = new DashboardBrowser(server);
    await signIn(browser, 'jenny@example.com');
    for (let tries = 0; tries < 5; tries += 1) {
      await browser.auth('POST /two-factor/verify-totp', { code: '000000' });
    }
    expect((await browser.auth('POST /two-factor/verify-totp', { code: totpCode(uri) })).status).not.toBe(
      200,
    );
    expect((await browser.api('GET /v1/account')).status).toBe(401);
  });

  it('records every refused code in the audit log', async () => {
    const failed = async () => {
      const log = await jenny.api('GET /v1/onfile/audit_log?limit=100');
      return log.json.data?.filter(({ action }) => action === 'sign_in.failed').length ?? 0;
    };
    const before = await failed();
    const browser = new DashboardBrowser(server);
    await browser.auth('POST /two-factor/verify-totp', { code: '000000' });
    expect(await failed()).toBe(before);
    await signIn(browser, 'jenny@example.com');
    await browser.auth('POST /two-factor/verify-totp', { code: '000000' });
    await browser.auth('POST /two-factor/verify-backup-code', { code: 'wrong' });
    expect(await failed()).toBe(before + 2);
    const log = await jenny.api('GET /v1/onfile/audit_log?limit=1');
    expect(log.json.data).toMatchObject([{ member: { email: 'jenny@example.com' }, status: 401 }]);
  });

  it('is stored sealed', async () => {
    const { secret } = Object.fromEntries(new URL(uri).searchParams);
    const rows = await server.services.store
      .library()
      .kysely.selectFrom('member_totps' as never)
      .selectAll()
      .execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(backupCodes[1]);
  });
});

describe.each(engines)('guessing passwords on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production', trustedProxies: '127.0.0.1' });
    await owner(server);
  });
  afterAll(() => server.stop());

  const guess = (from: string, email: string, given: string) =>
    new DashboardBrowser(server).auth(
      'POST /sign-in/email',
      { email, password: given },
      { 'x-forwarded-for': from },
    );

  it('is limited per account across addresses and restarts, and allowed again later', async () => {
    for (let tries = 0; tries < attemptLimits.attempts; tries += 1) {
      expect((await guess(`192.0.2.${tries}`, 'jenny@example.com', 'wrong')).status).toBe(401);
    }
    const refused = await guess('192.0.2.200', 'jenny@example.com', password);
    expect(refused).toMatchObject({ status: 429, json: { error: { code: 'too_many_attempts' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    server = await server.restart();
    expect((await guess('192.0.2.201', 'jenny@example.com', password)).status).toBe(429);
    server.clock.advance(attemptLimits.seconds);
    expect((await guess('192.0.2.202', 'jenny@example.com', password)).status).toBe(200);
  });

  it('is limited per address, even across a restart, without affecting others', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      statuses.push((await guess('198.51.100.7', `user${tries}@example.com`, 'wrong')).status);
    }
    expect(statuses).toContain(429);
    server = await server.restart();
    const refused = await guess('198.51.100.7', 'jenny@example.com', password);
    expect(refused).toMatchObject({ status: 429, json: { error: { code: 'rate_limit' } } });
    expect((await guess('198.51.100.8', 'jenny@example.com', password)).status).toBe(200);
  });
});

describe.each(engines)('links on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine, { mode: 'production' });
  });
  afterAll(() => server.stop());

  const joining =
    (path: string) =>
    (token: string, given: object = {}) =>
      new DashboardBrowser(server).auth(`POST ${path}`, { token, name: 'Jenny Rosen', password, ...given });
  const setUp = joining('/set-up');
  const accept = joining('/invitation');

  it('set up the first owner once, within a day, and only the newest works', async () => {
    const first = server.setUpUrl ?? '';
    expect(first).toMatch(new RegExp(`^${server.url}/dashboard/setup\\?token=[\\w-]{43}$`));
    expect((await new DashboardBrowser(server).boot()).json).toMatchObject({ accounts_ready: false });
    server = await server.restart();
    const second = server.setUpUrl ?? '';
    expect((await setUp(tokenOf(first), { email: 'jenny@example.com' })).status).toBe(404);
    server.clock.advance(24 * hour);
    expect((await setUp(tokenOf(second), { email: 'jenny@example.com' })).status).toBe(404);
    server = await server.restart();
    const token = tokenOf(server.setUpUrl ?? '');
    const read = await new DashboardBrowser(server).auth(`GET /set-up?token=${token}`);
    expect(read.json).toMatchObject({ kind: 'setup', role: 'owner', email: null });
    expect(await setUp(token)).toMatchObject({ status: 400, json: { error: { code: 'email_missing' } } });
    expect(await setUp(token, { email: 'jenny@example.com', password: 'short' })).toMatchObject({
      status: 400,
      json: { error: { code: 'password_too_short' } },
    });
    expect((await setUp(token, { email: 'jenny@example.com' })).status).toBe(200);
    expect(await setUp(token, { email: 'eve@example.com' })).toMatchObject({
      status: 404,
      json: { error: { code: 'link_invalid' } },
    });
    server = await server.restart();
    expect(server.setUpUrl).toBeNull();
  });

  it('are stored as hashes', async () => {
    const jenny = new DashboardBrowser(server);
    await signIn(jenny, 'jenny@example.com');
    const invited = await jenny.api('POST /v1/onfile/team/invitations', {
      email: 'hash@example.com',
      role: 'support',
    });
    const rows = await server.services.store
      .library()
      .kysely.selectFrom('sign_in_links' as never)
      .selectAll()
      .execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(String(invited.json.url)));
  });

  it('invite somebody once, within a week, with the role of the invitation', async () => {
    const jenny = new DashboardBrowser(server);
    await signIn(jenny, 'jenny@example.com');
    const invite = async (email: string) =>
      jenny.api('POST /v1/onfile/team/invitations', { email, role: 'support' });
    const invited = await invite('Sam@example.com');
    expect(invited.json).toMatchObject({
      object: 'onfile.invitation',
      email: 'sam@example.com',
      role: 'support',
      url: expect.stringContaining(`${server.url}/dashboard/invitation?token=`),
    });
    const token = tokenOf(String(invited.json.url));
    const listed = await jenny.api('GET /v1/onfile/team/invitations');
    expect(JSON.stringify(listed.json)).toContain('sam@example.com');
    expect(JSON.stringify(listed.json)).not.toContain(token);
    // Whoever holds the link cannot choose another address or role.
    const read = await new DashboardBrowser(server).auth(`GET /invitation?token=${token}`);
    expect(read.json).toMatchObject({ kind: 'invitation', email: 'sam@example.com', role: 'support' });
    expect((await setUp(token, { email: 'eve@example.com' })).status).toBe(404);
    const joined = await accept(token, { email: 'eve@example.com', role: 'owner' });
    expect(joined.json).toMatchObject({ user: { email: 'sam@example.com', role: 'support' } });
    expect((await accept(token)).status).toBe(404);
    expect(await invite('sam@example.com')).toMatchObject({
      status: 400,
      json: { error: { param: 'email' } },
    });

    const late = tokenOf(String((await invite('late@example.com')).json.url));
    server.clock.advance(7 * 24 * hour);
    expect((await accept(late)).status).toBe(404);

    const replaced = tokenOf(String((await invite('kim@example.com')).json.url));
    const again = await invite('kim@example.com');
    expect((await accept(replaced)).status).toBe(404);
    const withdrawn = await jenny.api(`DELETE /v1/onfile/team/invitations/${again.json.id}`);
    expect(withdrawn.json).toMatchObject({ deleted: true });
    expect((await accept(tokenOf(String(again.json.url)))).status).toBe(404);
  });

  it('admit one of two who use a link at once', async () => {
    const jenny = new DashboardBrowser(server);
    await signIn(jenny, 'jenny@example.com');
    const invited = await jenny.api('POST /v1/onfile/team/invitations', {
      email: 'twice@example.com',
      role: 'support',
    });
    const token = tokenOf(String(invited.json.url));
    const answers = await Promise.all([accept(token), accept(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });
});
