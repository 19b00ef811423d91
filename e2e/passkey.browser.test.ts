import { password, tokenOf } from '@onfile/server/testing/dashboard.ts';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './support/chromium.ts';

interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Calls from a page of the server, so that the browser sends its cookies and its origin. */
function call(page: Page, target: string, body?: object): Promise<Answer> {
  const [method = 'GET', path = ''] = target.split(' ');
  return page.evaluate(
    async ([method, path, body]) => {
      const response = await fetch(path, {
        method,
        headers: {
          'Onfile-Dashboard': '1',
          ...(body === null ? {} : { 'Content-Type': 'application/json' }),
        },
        body,
      });
      return { status: response.status, json: await response.json() };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

const register = (page: Page): Promise<Answer> =>
  page.evaluate(async () => {
    const begun = await fetch('/dashboard/auth/passkey/generate-register-options');
    const options = PublicKeyCredential.parseCreationOptionsFromJSON(await begun.json());
    const credential = (await navigator.credentials.create({ publicKey: options })) as PublicKeyCredential;
    const response = await fetch('/dashboard/auth/passkey/verify-registration', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ response: credential.toJSON(), name: 'Laptop' }),
    });
    return { status: response.status, json: await response.json() };
  });

const signIn = (page: Page, verification: UserVerificationRequirement = 'preferred'): Promise<Answer> =>
  page.evaluate(async (userVerification) => {
    const begun = await fetch('/dashboard/auth/passkey/generate-authenticate-options');
    const given = PublicKeyCredential.parseRequestOptionsFromJSON(await begun.json());
    const options = { ...given, userVerification };
    const credential = (await navigator.credentials.get({ publicKey: options })) as PublicKeyCredential;
    const response = await fetch('/dashboard/auth/passkey/verify-authentication', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ response: credential.toJSON() }),
    });
    return { status: response.status, json: await response.json() };
  }, verification);

describe('a passkey in a real browser', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await testServer('sqlite', { mode: 'production' });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('signs in by itself, but only if it has verified its holder', async () => {
    const page = await (await browser.newContext()).newPage();
    // Passkeys belong to a name, not to an IP address.
    await page.goto(`${server.url.replace('127.0.0.1', 'localhost')}/dashboard/`);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });

    const joined = await call(page, 'POST /dashboard/auth/set-up', {
      token: tokenOf(server.setUpUrl ?? ''),
      name: 'Jenny Rosen',
      email: 'jenny@example.com',
      password,
    });
    expect(joined.status).toBe(200);
    expect(await page.evaluate(() => document.cookie)).toBe('');

    const registered = await register(page);
    expect(registered).toMatchObject({ status: 200, json: { name: 'Laptop' } });
    const listed = await call(page, 'GET /dashboard/auth/passkey/list-user-passkeys');
    expect(listed.json).toHaveLength(1);

    await call(page, 'POST /dashboard/auth/sign-out', {});
    expect((await call(page, 'GET /v1/account')).status).toBe(401);
    expect((await signIn(page)).status).toBe(200);
    expect((await call(page, 'GET /v1/account')).status).toBe(200);

    const log = await call(page, 'GET /v1/onfile/audit_log?limit=4');
    expect((log.json.data as { action: string }[]).map(({ action }) => action)).toEqual([
      'sign_in.passkey',
      'sign_out',
      'passkey.create',
      'sign_in.joined',
    ]);

    await call(page, 'POST /dashboard/auth/sign-out', {});
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    // A page that requires less than the server does.
    const unverified = await signIn(page, 'discouraged');
    expect(unverified).toMatchObject({ status: 401, json: { error: { code: 'user_not_verified' } } });
    expect((await call(page, 'GET /v1/account')).status).toBe(401);
  });
});
