import { readFile } from 'node:fs/promises';
import { Receiver } from '@onfile/server/testing/receiver.ts';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDashboard, settled } from './support/dashboard.ts';
import { startWorld, type World } from './support/journey.ts';

describe('the dashboard', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** A separate sandbox with Jenny and her Visa. */
  async function sandbox() {
    const key = world.server.freshKey();
    const stripe: Stripe = world.server.client({ key });
    const customer = await stripe.customers.create({ name: 'Jenny Rosen', email: 'jenny.rosen@example.com' });
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const pay = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        customer: customer.id,
        payment_method: card.id,
        off_session: true,
        confirm: true,
        ...more,
      });
    return { key, stripe, customer, card, pay };
  }

  it('is served under a strict policy, and complies with it', async () => {
    const { key } = await sandbox();
    const answer = await fetch(`${world.server.url}/dashboard/customers`);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'");
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    const body = await answer.text();
    expect(body).not.toMatch(/<style|<script>|style="/);
    const { page, complaints, close } = await openDashboard(world, key, '/customers');
    await page.getByRole('button', { name: 'New customer' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'ID' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('gives sandbox keys only to this machine', async () => {
    const { key } = await sandbox();
    const own = await (await fetch(`${world.server.url}/dashboard/boot`)).json();
    expect(own).toMatchObject({ mode: 'development', user: null });
    expect(own.sandboxes.map((known: { key: string }) => known.key)).toContain(key);
    const { port } = new URL(world.server.url);
    const { request } = await import('node:http');
    const foreign = await new Promise<string>((resolve, reject) => {
      request(
        { host: '127.0.0.1', port, path: '/dashboard/boot', headers: { host: `shop.example:${port}` } },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve(text));
        },
      )
        .on('error', reject)
        .end();
    });
    expect(JSON.parse(foreign).sandboxes).toEqual([]);
  });

  it('finds a payment by the last four digits of its card, at an address that can be shared', async () => {
    const { key, pay, stripe, customer } = await sandbox();
    await pay({ amount: 1234 });
    const other = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
    await pay({ amount: 5678, payment_method: other.id });
    const { page, close } = await openDashboard(world, key, '/payments');
    await page.getByRole('searchbox').fill('4444');
    await page.getByRole('link', { name: '$56.78 USD' }).waitFor();
    await expect.poll(() => page.locator('a[data-row]').count()).toBe(1);
    expect(page.url()).toContain('query=4444');
    await page.reload();
    await page.getByRole('link', { name: '$56.78 USD' }).click();
    await page.getByRole('heading', { name: '$56.78 USD' }).waitFor();
    await page.goBack();
    expect(await page.getByRole('searchbox').inputValue()).toBe('4444');
    await close();
  });

  it('lists what matches every word and every filter, and exports exactly these rows', async () => {
    const { key, pay, stripe, customer } = await sandbox();
    const wanted = await pay({ amount: 3100, description: 'Order 9297' });
    await pay({ amount: 1234, description: 'Order 9298' });
    const refused = await stripe.paymentIntents.create({
      amount: 3100,
      currency: 'usd',
      customer: customer.id,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    await stripe.paymentIntents
      .confirm(refused.id, { payment_method: 'pm_card_visa_chargeDeclined' })
      .catch(() => null);
    const { page, close } = await openDashboard(world, key, '/payments');
    const rows = page.locator('a[data-row]');
    const search = page.getByRole('searchbox');
    const exported = async () => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export CSV' }).click(),
      ]);
      return (await readFile(await file.path(), 'utf8')).trim().split('\r\n').slice(1);
    };
    await search.fill('zzzz');
    await page.getByText('Every word must match').waitFor();
    expect(await exported()).toEqual([]);
    await search.fill(`order jenny ${wanted.id.slice(5, 15)}`);
    await expect.poll(() => rows.count()).toBe(1);
    expect(await exported()).toEqual([expect.stringMatching(`^${wanted.id},31.00,usd,succeeded,visa 4242,`)]);
    await search.fill('31.00');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Failed' });
    await expect.poll(() => rows.count()).toBe(1);
    await page.locator('tbody').getByText('Failed').waitFor();
    expect(await exported()).toEqual([expect.stringMatching(`^${refused.id},31.00,usd,failed,`)]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => rows.count()).toBe(3);
    await page.goto(`${world.server.url}/dashboard/customers?query=ros`);
    await page.getByRole('link', { name: 'Jenny Rosen' }).waitFor();
    await close();
  });

  it('opens the request of an error at its address, whichever its sandbox, and finds it by its id', async () => {
    const { stripe } = await sandbox();
    const other = await sandbox();
    const refused = await stripe.paymentIntents
      .create({ amount: 1, currency: 'usd' })
      .catch((error: Stripe.errors.StripeError) => error);
    const raw = (refused as Stripe.errors.StripeError).raw as { request_log_url: string };
    const id = (refused as Stripe.errors.StripeError).requestId ?? '';
    const { page, close } = await openDashboard(world, other.key, '/developers/logs');
    await page.goto(raw.request_log_url);
    await page.getByRole('heading', { name: 'POST /v1/payment_intents' }).waitFor();
    await page.getByText('amount_too_small').waitFor();
    await page.goto(`${world.server.url}/dashboard/developers/logs`);
    const own = (await other.stripe.customers.create()).lastResponse.requestId;
    await page.getByRole('searchbox').fill(own);
    await page.getByRole('heading', { name: 'POST /v1/customers' }).waitFor();
    expect(page.url()).toContain(`/developers/logs/${own}`);
    const [event] = (await other.stripe.events.list({ limit: 1 })).data;
    await page.goto(`${world.server.url}/dashboard/developers/events/${event?.id}`);
    await page.getByRole('link', { name: own }).click();
    await page.getByRole('heading', { name: 'POST /v1/customers' }).waitFor();
    await page.goto(`${world.server.url}/dashboard/logs/${id}`);
    await page.getByText(`${id} is not known here`).waitFor();
    await close();
  });

  it('says that a missing object does not exist, and leads back', async () => {
    const { key } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/payments/pi_none');
    const heading = page.getByRole('heading', { level: 1, name: 'There is no such object here' });
    for (const [path, back] of [
      ['payments/pi_none', 'Payments'],
      ['charges/ch_none', 'Payments'],
      ['customers/cus_none', 'Customers'],
      ['developers/events/evt_none', 'Events'],
    ] as const) {
      await page.goto(`${world.server.url}/dashboard/${path}`);
      await heading.waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      await page.getByRole('main').getByRole('link', { name: back }).first().click();
      await page.getByRole('heading', { level: 1, name: back }).waitFor();
    }
    await close();
  });

  it('keeps long content within the page, and every control within reach', async () => {
    const { key, stripe } = await sandbox();
    const receiver = await Receiver.start();
    const long = 'x'.repeat(600);
    receiver.status = 500;
    receiver.words = long;
    const endpoint = await stripe.webhookEndpoints.create({
      url: `${receiver.url}/${long.slice(0, 200)}`,
      description: long.slice(0, 200),
      enabled_events: ['customer.created'],
    });
    const { id } = await stripe.customers.create({
      name: long.slice(0, 200),
      description: long.slice(0, 300),
      metadata: { [long.slice(0, 40)]: long.slice(0, 500) },
    });
    const paid = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer: id,
      payment_method: 'pm_card_visa',
      description: long,
      metadata: { [long.slice(0, 40)]: long.slice(0, 500) },
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    const { page, close } = await openDashboard(world, key, `/developers/webhooks/${endpoint.id}`, {
      width: 360,
      height: 740,
    });
    const inReach = async (path: string) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, path).toBeLessThanOrEqual(0);
    };
    await page.getByText('Attempt 1').first().click();
    await page.getByText('stripe-signature').waitFor();
    await page.locator('pre').filter({ hasText: 'answered 500' }).waitFor();
    await inReach('webhook');
    const box = await page.getByRole('button', { name: 'Resend' }).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
    for (const path of [
      'customers',
      `customers/${id}`,
      'payments',
      `payments/${paid.id}`,
      'developers/webhooks',
    ]) {
      await page.goto(`${world.server.url}/dashboard/${path}`);
      await page.waitForSelector('h1');
      await settled(page);
      await inReach(path);
    }
    await receiver.stop();
    await close();
  });

  it('finds a customer with ⌘K', async () => {
    const { key, customer } = await sandbox();
    const { page, close } = await openDashboard(world, key);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('jenny');
    await page.getByRole('option', { name: /Jenny Rosen/ }).click();
    await page.getByRole('heading', { name: 'Jenny Rosen' }).waitFor();
    expect(page.url()).toContain(customer.id);
    await close();
  });

  it('refunds part of a payment after asking once', async () => {
    const { key, pay, stripe } = await sandbox();
    const payment = await pay();
    const { page, close } = await openDashboard(world, key, `/payments/${payment.id}`);
    await page.getByRole('button', { name: 'Refund' }).click();
    await page.getByLabel('Amount to refund').fill('25.00');
    expect(
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Refund/ })
        .isDisabled(),
    ).toBe(true);
    await page.getByLabel('Amount to refund').fill('7.50');
    await page.getByRole('button', { name: 'Refund $7.50 USD' }).click();
    await page.getByRole('status').getByText('$7.50 USD refunded').waitFor();
    await page.getByText('Partly refunded').first().waitFor();
    const refunds = await stripe.refunds.list({ payment_intent: payment.id });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([750]);
    await close();
  });

  it('captures part of what is held, and cancels another payment', async () => {
    const { key, pay, stripe } = await sandbox();
    const held = await pay({ capture_method: 'manual' });
    const dropped = await pay({ capture_method: 'manual' });
    const { page, close } = await openDashboard(world, key, `/payments/${held.id}`);
    await page.getByRole('button', { name: 'Capture' }).click();
    await page.getByLabel('Amount to capture').fill('15');
    await page.getByRole('button', { name: 'Capture $15.00 USD' }).click();
    await page.getByRole('status').getByText('$15.00 USD captured').waitFor();
    expect((await stripe.paymentIntents.retrieve(held.id)).amount_received).toBe(1500);
    await page.goto(`${world.server.url}/dashboard/payments/${dropped.id}`);
    await page.getByRole('button', { name: 'Cancel payment' }).click();
    await page.getByRole('button', { name: 'Cancel the payment' }).click();
    await page.getByText('Canceled').first().waitFor();
    expect((await stripe.paymentIntents.retrieve(dropped.id)).status).toBe('canceled');
    await close();
  });

  it('refunds what was captured of a payment, and no more', async () => {
    const { key, pay, stripe } = await sandbox();
    const held = await pay({ capture_method: 'manual' });
    await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 });
    const { page, close } = await openDashboard(world, key, `/payments/${held.id}`);
    await page.getByText('Succeeded').first().waitFor();
    await page.getByRole('button', { name: 'Refund' }).click();
    await page.getByRole('button', { name: 'Refund $15.00 USD' }).click();
    await page.getByText('Refunded').first().waitFor();
    expect((await stripe.refunds.list({ payment_intent: held.id })).data).toMatchObject([{ amount: 1500 }]);
    await close();
  });

  it('answers a dispute', async () => {
    const { key, stripe } = await sandbox();
    const disputed = await stripe.paymentIntents.create({
      amount: 4200,
      currency: 'usd',
      payment_method: 'pm_card_createDispute',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    const { page, close } = await openDashboard(world, key, `/payments/${disputed.id}`);
    await page.getByRole('button', { name: 'Send evidence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Evidence').fill('winning_evidence');
    await dialog.getByRole('button', { name: 'Send evidence' }).click();
    await page.getByText('Won').first().waitFor();
    expect((await stripe.disputes.list({ payment_intent: disputed.id })).data).toMatchObject([
      { status: 'won', evidence: { uncategorized_text: 'winning_evidence' } },
    ]);
    await close();
  });

  it('pins the version of requests that name none', async () => {
    const { key, stripe } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/developers/api-keys');
    await page.getByText('What changes after 2025-09-30.clover').waitFor();
    await page.getByLabel('Version of this account').selectOption('2026-10-28.endive');
    await page.getByText('Nothing: this is the newest form.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    expect(await stripe.rawRequest('GET', '/v1/onfile/settings')).toMatchObject({
      api_version: '2026-10-28.endive',
    });
    await close();
  });

  it('charges a saved card and says in plain words why one is declined', async () => {
    const { key, customer, stripe } = await sandbox();
    await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id });
    const { page, close } = await openDashboard(world, key, `/customers/${customer.id}`);
    const cards = page.getByRole('region', { name: 'Saved cards' });
    await cards
      .getByRole('listitem')
      .filter({ hasText: '0341' })
      .getByRole('button', { name: 'Charge' })
      .click();
    await page.getByRole('dialog').getByLabel('Amount').fill('12');
    await page.getByRole('button', { name: 'Charge $12.00 USD' }).click();
    await page
      .getByRole('alert')
      .getByText(/The bank declined/)
      .waitFor();
    await page.keyboard.press('Escape');
    await cards
      .getByRole('listitem')
      .filter({ hasText: '4242' })
      .getByRole('button', { name: 'Charge' })
      .click();
    await page.getByRole('dialog').getByLabel('Amount').fill('12');
    await page.getByRole('button', { name: 'Charge $12.00 USD' }).click();
    await page.getByRole('heading', { name: '$12.00 USD' }).waitFor();
    const { data } = await stripe.paymentIntents.list({ customer: customer.id });
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'requires_payment_method']);
    await close();
  });

  it('creates, edits and deletes a customer', async () => {
    const { key, stripe } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/customers');
    await page.getByRole('button', { name: 'New customer' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Jane Doe');
    await page.getByRole('button', { name: 'Add metadata' }).click();
    await page.getByRole('dialog').getByLabel('Key').fill('shop_id');
    await page.getByRole('dialog').getByLabel('Value').fill('17');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    expect(await stripe.customers.retrieve(id)).toMatchObject({
      name: 'Jane Doe',
      metadata: { shop_id: '17' },
    });
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Remove: shop_id' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('No metadata.').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete customer' }).click();
    await page.waitForURL('**/dashboard/customers');
    expect(await stripe.customers.retrieve(id)).toMatchObject({ deleted: true });
    await close();
  });

  it('shows a new payment without a reload', async () => {
    const { key, pay } = await sandbox();
    await pay({ amount: 1111 });
    const { page, close } = await openDashboard(world, key, '/payments');
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.getByRole('link', { name: '$11.11 USD' }).waitFor();
    await pay({ amount: 2222 });
    await page.getByRole('link', { name: '$22.22 USD' }).waitFor({ timeout: 20_000 });
    await close();
  });

  it('shows what happened meanwhile after a broken connection', async () => {
    const { key, pay } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/payments');
    await page.route(/\/v1\/onfile\/stream|\/assets\/settings/, (route) => route.abort());
    await page.reload();
    await page.getByText('Reconnecting', { exact: true }).waitFor();
    await page.getByText('No payments yet').waitFor();
    await pay({ amount: 3333 });
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('The server did not answer.').waitFor();
    await page.goBack();
    await page.unrouteAll();
    await page.getByRole('link', { name: '$33.33 USD' }).waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await close();
  });

  it('returns the focus when a dialog closes', async () => {
    const { key } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/customers');
    const opener = page.getByRole('button', { name: 'New customer' });
    const search = page.getByRole('button', { name: 'Search' });
    for (const button of [opener, search]) {
      await button.click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    await close();
  });

  it('leaves unedited metadata unchanged', async () => {
    const { key, stripe } = await sandbox();
    const metadata = { note: 'line 1\nline 2', ' sp ': 'x', 'a = b': 'c = d' };
    const { id } = await stripe.customers.create({ name: 'Jenny', metadata });
    const { page, close } = await openDashboard(world, key, `/customers/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Jane Doe');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    expect(await stripe.customers.retrieve(id)).toMatchObject({ name: 'Jane Doe', metadata });
    await close();
  });

  it('offers no refund while the bank has the money, and says what is left of a payment', async () => {
    const { key, stripe } = await sandbox();
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: 'pm_card_createDispute',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    // It arrives some seconds after the payment, by the sandbox's clock.
    await expect.poll(async () => (await stripe.disputes.list()).data.length, { timeout: 30_000 }).toBe(1);
    const { page, close } = await openDashboard(world, key, `/payments/${intent.id}`);
    await page.getByRole('button', { name: 'Send evidence' }).waitFor();
    expect(await page.getByRole('button', { name: 'Refund', exact: true }).count()).toBe(0);
    // 20.00 taken and taken back, a fee of 0.88 and one of 15.00 for the dispute.
    await page.getByText('-$15.88 USD').waitFor();
    await close();
  });

  it('says in development mode that there is no account to manage', async () => {
    const { key } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/settings/account');
    await page.getByText('There is no sign-in in development mode').waitFor();
    await close();
  });

  it('sends an event again to an endpoint that failed', async () => {
    const { key, stripe } = await sandbox();
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/webhook',
      enabled_events: ['customer.created'],
    });
    await stripe.customers.create({ name: 'John Doe' });
    const { page, close } = await openDashboard(world, key, '/developers/webhooks');
    await page.getByText(/of the last \d+ failing/).waitFor();
    await page.getByRole('link', { name: endpoint.url }).click();
    await page.getByText('Attempt 1').first().waitFor();
    await page.getByRole('button', { name: 'Resend' }).click();
    await page.getByRole('status').getByText('The event is sent again').waitFor();
    await page
      .getByText('Attempt 2')
      .or(page.getByText('Attempt 1').nth(1))
      .first()
      .waitFor({ timeout: 20_000 });
    await close();
  });

  it('advances the clock and takes the card network down', async () => {
    const { key, stripe } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/developers/sandbox');
    await page.getByRole('button', { name: '1 day' }).click();
    await page.getByText('1 day ahead').waitFor();
    await page.getByLabel('The card network is down').check();
    await page.getByRole('button', { name: 'Set faults' }).click();
    await page.getByText('Faults are on').waitFor();
    expect(await stripe.rawRequest('GET', '/v1/onfile/faults')).toMatchObject({ outage: true });
    await page.getByRole('button', { name: 'End all faults' }).click();
    await expect.poll(() => page.getByText('Faults are on').count()).toBe(0);
    await close();
  });

  it('disorders webhooks, and shows what is set when it is opened again', async () => {
    const { key, stripe } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/developers/sandbox');
    await page.getByLabel('Out of order').check();
    await page.getByLabel('Delivered twice (%)').fill('12.5');
    await page.getByRole('button', { name: 'Add an API error' }).click();
    await page.getByLabel('Path begins with').fill('/v1/refunds');
    await page.getByRole('button', { name: 'Set faults' }).click();
    await page.getByText('Faults are on').waitFor();
    expect(await stripe.rawRequest('GET', '/v1/onfile/faults')).toMatchObject({
      outage: false,
      webhooks: { out_of_order: true, twice_rate: 0.125, at_once: false },
      api: [{ path: '/v1/refunds', status: 503, rate: 1 }],
    });
    await page.reload();
    await page.getByText('Faults are on').waitFor();
    expect(await page.getByLabel('Out of order').isChecked()).toBe(true);
    expect(await page.getByLabel('Delivered twice (%)').inputValue()).toBe('12.5');
    expect(await page.getByLabel('Path begins with').inputValue()).toBe('/v1/refunds');
    await close();
  });

  it('creates a test clock, advances it and deletes it', async () => {
    const { key, stripe } = await sandbox();
    const { page, close } = await openDashboard(world, key, '/developers/sandbox');
    await page.getByRole('button', { name: 'New test clock' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Renewals');
    await dialog.getByLabel('Stands at').fill('2027-01-01T12:00:00');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('cell', { name: /^Renewals/ }).waitFor();
    const [clock] = (await stripe.testHelpers.testClocks.list()).data;
    expect(clock).toMatchObject({ name: 'Renewals', frozen_time: Date.parse('2027-01-01T11:00:00Z') / 1000 });
    await stripe.customers.create({ name: 'Jane Doe', test_clock: clock?.id ?? '' });
    await page.getByRole('link', { name: 'Jane Doe' }).waitFor();
    await page.getByRole('button', { name: 'Advance: Renewals' }).click();
    await dialog.getByRole('button', { name: '1 week' }).click();
    await dialog.getByRole('button', { name: 'Advance' }).click();
    await page.getByRole('cell', { name: /Jan 8, 2027/ }).waitFor();
    await page.getByRole('button', { name: 'Delete: Renewals' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No test clocks.').waitFor();
    expect((await stripe.testHelpers.testClocks.list()).data).toEqual([]);
    await close();
  });

  it('checks the journal of consents, and exports what the filters select', async () => {
    const { key, stripe, customer } = await sandbox();
    await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      customer: customer.id,
      payment_method: 'pm_card_mastercard',
      setup_future_usage: 'off_session',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    const { page, close } = await openDashboard(world, key, '/consents');
    await page.getByRole('button', { name: 'Check the whole chain' }).click();
    await page.getByText(/entr(y|ies) fits? together/).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const { readFile } = await import('node:fs/promises');
    const text = await readFile(await file.path(), 'utf8');
    expect(text.split('\r\n')[0]).toContain('Agreed at');
    expect(text).toContain(customer.id);
    await close();
  });

  it('speaks four languages and works by keyboard', async () => {
    const { key } = await sandbox();
    const { page, close } = await openDashboard(world, key, '', { locale: 'de-DE' });
    await page.getByRole('heading', { name: 'Start' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Kunden' }).waitFor();
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Jenny Rosen' }).waitFor();
    await page.getByRole('button', { name: 'Sprache' }).click();
    await page.getByRole('menuitemradio', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Tarjetas guardadas' }).waitFor();
    await settled(page);
    await close();
  });
});
