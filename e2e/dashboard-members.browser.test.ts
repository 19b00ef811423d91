import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { password, totpCode } from '@onfile/server/testing/dashboard.ts';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showIn, violationsOf } from './support/accessibility.ts';
import { launchChromium } from './support/chromium.ts';
import { settled } from './support/dashboard.ts';

/** Where to put screenshots; without it none are taken. */
const gallery = process.env.ONFILE_SCREENSHOTS;

describe('members at the dashboard', () => {
  let server: TestServer;
  let browser: Browser;
  let jenny: Page;
  beforeAll(async () => {
    server = await testServer('sqlite', { mode: 'production' });
    browser = await launchChromium();
    if (gallery !== undefined) mkdirSync(gallery, { recursive: true });
    jenny = await visitor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** A separate browser, in test mode. */
  async function visitor(locale = 'en-US'): Promise<Page> {
    const context = await browser.newContext({ locale, viewport: { width: 1200, height: 800 } });
    await context.addInitScript(() => localStorage.setItem('onfile.mode', 'test'));
    return context.newPage();
  }

  const open = (page: Page, path: string) => page.goto(`${server.url}/dashboard/${path}`);
  const navigation = (page: Page) => page.getByRole('link', { name: 'Customers' });
  const works = async (key: string) =>
    (await fetch(`${server.url}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })).status;

  /** An invitation's link, relative to the dashboard's address. */
  async function invite(email: string): Promise<string> {
    const url = await jenny.evaluate(async (address) => {
      const response = await fetch('/v1/onfile/team/invitations', {
        method: 'POST',
        headers: { 'Onfile-Dashboard': '1', 'Onfile-Mode': 'test' },
        body: new URLSearchParams({ email: address, role: 'developer' }),
      });
      const { url: link }: { url: string } = await response.json();
      return link;
    }, email);
    return url.replace(/^.*\/dashboard\//, '');
  }

  /** Somebody who was invited joins. */
  async function enter(page: Page, email: string): Promise<void> {
    await open(page, await invite(email));
    await page.getByLabel('Your name').fill('Pat');
    await page.getByLabel('Choose a password').fill(password);
    await page.getByRole('button', { name: 'Join' }).click();
    await navigation(page).first().waitFor();
  }

  /** The secret that a dialog shows only once. */
  async function shownOnce(page: Page, pattern: RegExp): Promise<string> {
    const dialog = page.getByRole('dialog').filter({ hasText: pattern });
    await dialog.waitFor();
    const secret = pattern.exec((await dialog.textContent()) ?? '')?.[0] ?? '';
    await dialog.getByRole('button', { name: 'Done' }).click();
    return secret;
  }

  it('set the server up by its link, once', async () => {
    await jenny.goto(server.setUpUrl ?? '');
    await jenny.getByLabel('Your name').fill('Jenny Rosen');
    await jenny.getByLabel('E-mail').fill('jenny@example.com');
    await jenny.getByLabel('Choose a password').fill(password);
    await jenny.getByRole('button', { name: 'Create the account' }).click();
    await navigation(jenny).first().waitFor();
    const late = await visitor();
    await late.goto(server.setUpUrl ?? '');
    await late.getByText('This link no longer works').waitFor();
    await late.context().close();
  });

  it('create a key and roll it', async () => {
    await open(jenny, 'developers/api-keys');
    await jenny.getByRole('button', { name: 'Create a key' }).click();
    await jenny.getByRole('dialog').getByLabel('Name').fill('Shop');
    await jenny.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    const old = await shownOnce(jenny, /sk_test_[A-Za-z0-9]{90,99}/);
    expect(await works(old)).toBe(200);
    await jenny.getByRole('button', { name: 'Roll key' }).click();
    await jenny.getByRole('dialog').getByLabel('The old key stops').selectOption({ label: 'At once' });
    await jenny.getByRole('dialog').getByRole('button', { name: 'Roll key' }).click();
    const fresh = await shownOnce(jenny, /sk_test_[A-Za-z0-9]{90,99}/);
    expect([await works(old), await works(fresh)]).toEqual([401, 200]);
  });

  it('invite somebody, whose support role sees a payment and cannot refund it', async () => {
    const paid = await jenny.evaluate(async () => {
      const response = await fetch('/v1/payment_intents', {
        method: 'POST',
        headers: { 'Onfile-Dashboard': '1', 'Onfile-Mode': 'test' },
        body: new URLSearchParams({
          amount: '1200',
          currency: 'usd',
          payment_method: 'pm_card_visa',
          confirm: 'true',
          'automatic_payment_methods[enabled]': 'true',
          'automatic_payment_methods[allow_redirects]': 'never',
        }),
      });
      return response.json();
    });
    await open(jenny, `payments/${paid.id}`);
    await jenny.getByRole('button', { name: 'Refund', exact: true }).first().waitFor();

    await open(jenny, 'settings/team');
    await jenny.getByRole('button', { name: 'Invite somebody' }).click();
    await jenny.getByRole('dialog').getByLabel('E-mail').fill('sam@example.com');
    await jenny.getByRole('dialog').getByLabel('Role').selectOption('support');
    await jenny.getByRole('dialog').getByRole('button', { name: 'Invite somebody' }).click();
    const link = await shownOnce(jenny, /http\S+?token=[\w-]{43}/);
    await jenny.getByRole('button', { name: 'Withdraw: sam@example.com' }).waitFor();

    const sam = await visitor();
    await sam.goto(link);
    await sam.getByLabel('Your name').fill('Sam');
    await sam.getByLabel('Choose a password').fill(password);
    await sam.getByRole('button', { name: 'Join' }).click();
    await navigation(sam).first().waitFor();
    await open(sam, `payments/${paid.id}`);
    await sam.getByText('$12.00').first().waitFor();
    expect(await sam.getByRole('button', { name: 'Refund', exact: true }).count()).toBe(0);
    // What the server would refuse entirely is not offered; whoever goes there anyway is told why, once.
    await sam.getByRole('link', { name: 'Webhooks' }).waitFor();
    for (const name of ['API keys', 'Team']) expect(await sam.getByRole('link', { name }).count()).toBe(0);
    await open(sam, 'developers/api-keys');
    await sam.getByRole('alert').first().waitFor();
    expect(await sam.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    const refused = await sam.evaluate(async (intent) => {
      const response = await fetch('/v1/refunds', {
        method: 'POST',
        headers: { 'Onfile-Dashboard': '1', 'Onfile-Mode': 'test' },
        body: new URLSearchParams({ payment_intent: intent }),
      });
      return response.status;
    }, paid.id);
    expect(refused).toBe(403);
    await sam.context().close();

    await open(jenny, 'settings/team');
    await jenny.getByText('refunds.create').waitFor();
  });

  it('turn on an authenticator app, and are asked for its code', async () => {
    await open(jenny, 'settings/account');
    await jenny.getByRole('button', { name: 'Turn on' }).click();
    await jenny.getByRole('dialog').getByLabel('Password').fill(password);
    await jenny.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
    await jenny.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    const uri = await jenny.getByRole('dialog').getByRole('link').getAttribute('href');
    await jenny
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Code' })
      .fill(totpCode(uri ?? ''));
    await jenny.getByRole('dialog').getByRole('button', { name: 'Verify' }).click();
    await jenny.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await jenny.getByRole('button', { name: 'Turn off' }).waitFor();

    const other = await visitor();
    await open(other, '');
    await other.getByLabel('E-mail').fill('jenny@example.com');
    await other.getByLabel('Password').fill('wrong horse battery');
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.getByRole('alert').waitFor();
    await other.getByLabel('Password').fill(password);
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.getByLabel('Code').fill(totpCode(uri ?? ''));
    await other.getByRole('button', { name: 'Verify' }).click();
    await navigation(other).first().waitFor();

    await open(other, 'settings/account');
    await other.getByRole('button', { name: 'New backup codes' }).click();
    await other.getByRole('dialog').getByLabel('Password').fill(password);
    await other.getByRole('dialog').getByRole('button', { name: 'New backup codes' }).click();
    const codes = await other.getByRole('dialog').locator('pre').textContent();
    expect(codes?.split('\n')).toHaveLength(10);
    await other.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await other.context().close();
  });

  it('change their password, and everybody else is signed out', async () => {
    const [next, pat] = ['a new and long passphrase', await visitor()];
    await enter(pat, 'pat@example.com');
    const elsewhere = await visitor();
    await elsewhere.context().addCookies(await pat.context().cookies());
    await open(pat, 'settings/account');
    await pat.getByLabel('Current password').fill(password);
    await pat.getByLabel('New password').fill(next);
    await pat.getByRole('button', { name: 'Change password' }).click();
    await pat.getByText('Password changed').waitFor();
    await open(elsewhere, '');
    await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor();
    await open(pat, '');
    await navigation(pat).first().waitFor();
    for (const page of [pat, elsewhere]) await page.context().close();
  });

  describe.each(['en-US', 'fr-FR', 'de-DE', 'es-ES'])('in %s', (locale) => {
    let strange: Page;
    let signedIn: Page;
    beforeAll(async () => {
      strange = await visitor(locale);
      signedIn = await visitor(locale);
      await signedIn.context().addCookies(await jenny.context().cookies());
    });
    afterAll(async () => {
      for (const page of [strange, signedIn]) await page?.context().close();
    });

    it.each([
      ['sign-in', () => strange, () => ''],
      ['invitation', () => strange, () => invite('guest@example.com')],
      ['used-link', () => strange, () => 'setup?token=used'],
      ['account', () => signedIn, () => 'settings/account'],
      ['team', () => signedIn, () => 'settings/team'],
    ])('%s: is accessible and fits a small screen', async (name, pageOf, pathOf) => {
      const page = pageOf();
      await open(page, await pathOf());
      await page.waitForSelector('h1');
      await settled(page);
      // Colours are the same in every language.
      for (const theme of locale === 'en-US' ? (['light', 'dark'] as const) : (['light'] as const)) {
        await showIn(page, theme);
        expect(await violationsOf(page, theme)).toEqual([]);
        if (gallery !== undefined && locale === 'en-US' && theme === 'light') {
          await page.screenshot({ path: join(gallery, `${name}.png`) });
        }
      }
      await page.setViewportSize({ width: 360, height: 720 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1200, height: 800 });
    });
  });
});
