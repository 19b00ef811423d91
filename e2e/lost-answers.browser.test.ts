import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardPage, openDashboard } from './support/dashboard.ts';
import { startWorld, type World } from './support/journey.ts';

describe('the dashboard, when answers are lost', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** A sandbox with Jenny, her Visa, and switches for its faults. */
  async function sandbox() {
    const key = world.server.freshKey();
    const stripe: Stripe = world.server.client({ key });
    const customer = await stripe.customers.create({ name: 'Jenny Rosen' });
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    return {
      key,
      stripe,
      customer: customer.id,
      card: card.id,
      loseAnswers: () => stripe.rawRequest('POST', '/v1/onfile/faults', { lost_answer_rate: 1 }),
      slowDown: () => stripe.rawRequest('POST', '/v1/onfile/faults', { latency_ms: 3000 }),
      endFaults: () => stripe.rawRequest('DELETE', '/v1/onfile/faults'),
      payments: async () =>
        (await stripe.paymentIntents.list({ limit: 100 })).data.map(({ amount, status }) => ({
          amount,
          status,
        })),
    };
  }

  const sheet = ({ page }: DashboardPage) => page.getByRole('dialog');
  const status = ({ page }: DashboardPage, text: string) =>
    page.getByRole('status').getByText(text).first().waitFor();

  async function askToCharge(opened: DashboardPage, amount: string) {
    const { page } = opened;
    await page.getByRole('region', { name: 'Saved cards' }).getByRole('button', { name: 'Charge' }).click();
    await sheet(opened).getByLabel('Amount').fill(amount);
  }

  it('charges once, says that the outcome is unknown, and then what it was', async () => {
    const { key, customer, loseAnswers, endFaults, payments } = await sandbox();
    const opened = await openDashboard(world, key, `/customers/${customer}`);
    await loseAnswers();
    await askToCharge(opened, '77.00');
    const button = sheet(opened).getByRole('button', { name: 'Charge $77.00 USD' });
    await button.click();
    await sheet(opened).getByText('The payment of $77.00 USD is still being processed.').waitFor();
    expect(await button.isDisabled()).toBe(true);
    await button.click({ force: true });
    await sheet(opened).getByLabel('Amount').press('Enter');
    await endFaults();
    await status(opened, 'The payment of $77.00 USD went through.');
    await opened.page.getByRole('heading', { name: '$77.00 USD' }).waitFor();
    expect(await payments()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    await opened.close();
  });

  it('refunds once', async () => {
    const { key, stripe, customer, card, loseAnswers, endFaults } = await sandbox();
    const paid = await stripe.paymentIntents.create({
      amount: 7700,
      currency: 'usd',
      customer,
      payment_method: card,
      off_session: true,
      confirm: true,
    });
    const opened = await openDashboard(world, key, `/payments/${paid.id}`);
    await loseAnswers();
    await opened.page.getByRole('button', { name: 'Refund' }).click();
    await opened.page.getByLabel('Amount to refund').fill('30.00');
    const button = sheet(opened).getByRole('button', { name: 'Refund $30.00 USD' });
    await button.click();
    await sheet(opened).getByText('The refund of $30.00 USD is still being processed.').waitFor();
    await button.click({ force: true });
    // Another amount, while the outcome of the first is unknown.
    await opened.page.getByLabel('Amount to refund').fill('20.00');
    expect(await sheet(opened).getByRole('button', { name: 'Refund $20.00 USD' }).isDisabled()).toBe(true);
    await endFaults();
    await status(opened, 'The refund of $30.00 USD went through.');
    const refunds = await stripe.refunds.list({ payment_intent: paid.id });
    expect(refunds.data.map(({ amount, status: became }) => [amount, became])).toEqual([[3000, 'succeeded']]);
    await opened.close();
  });

  it('still charges once when the dialog is closed, the page reloaded, and the button pressed again', async () => {
    const { key, customer, loseAnswers, endFaults, payments } = await sandbox();
    const opened = await openDashboard(world, key, `/customers/${customer}`);
    await loseAnswers();
    await askToCharge(opened, '77.00');
    await sheet(opened).getByRole('button', { name: 'Charge $77.00 USD' }).click();
    await sheet(opened).getByText('is still being processed').waitFor();
    await opened.page.keyboard.press('Escape');
    await askToCharge(opened, '12.00');
    await sheet(opened).getByText('The payment of $77.00 USD is still being processed.').waitFor();
    expect(await sheet(opened).getByRole('button', { name: 'Charge $12.00 USD' }).isDisabled()).toBe(true);
    await opened.page.reload();
    await status(opened, 'The payment of $77.00 USD is still being processed.');
    await askToCharge(opened, '77.00');
    expect(await sheet(opened).getByRole('button', { name: 'Charge $77.00 USD' }).isDisabled()).toBe(true);
    await endFaults();
    await status(opened, 'The payment of $77.00 USD went through.');
    expect(await payments()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    // What was looked up is finished: doing the same once more is another payment.
    await sheet(opened).getByRole('button', { name: 'Charge $77.00 USD' }).click();
    await status(opened, '$77.00 USD charged');
    expect(await payments()).toHaveLength(2);
    await opened.close();
  });

  it('says that a payment was not made if the request never arrived', async () => {
    const { key, customer, payments } = await sandbox();
    const opened = await openDashboard(world, key, `/customers/${customer}`);
    await askToCharge(opened, '77.00');
    let lost = 0;
    await opened.page.route('**/v1/payment_intents', (route) => {
      lost += 1;
      return lost === 1 ? route.abort() : route.continue();
    });
    const button = sheet(opened).getByRole('button', { name: 'Charge $77.00 USD' });
    await button.click();
    await status(opened, 'The payment of $77.00 USD was not made.');
    await sheet(opened).getByText('This was not done').waitFor();
    expect(await payments()).toEqual([]);
    await button.click();
    await status(opened, '$77.00 USD charged');
    expect(await payments()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    await opened.close();
  });

  it('finds a payment whose answer broke off, and one that was declined', async () => {
    const { key, stripe, customer, payments } = await sandbox();
    const opened = await openDashboard(world, key, `/customers/${customer}`);
    let lost = 0;
    await opened.page.route('**/v1/payment_intents', async (route) => {
      lost += 1;
      if (lost > 1) return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, body: (await response.text()).slice(0, 100) });
    });
    await askToCharge(opened, '77.00');
    await sheet(opened).getByRole('button', { name: 'Charge $77.00 USD' }).click();
    await status(opened, 'The payment of $77.00 USD went through.');
    expect(await payments()).toEqual([{ amount: 7700, status: 'succeeded' }]);

    await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await opened.page.goto(`${world.server.url}/dashboard/customers/${customer}`);
    lost = 0;
    await opened.page
      .getByRole('region', { name: 'Saved cards' })
      .getByRole('listitem')
      .filter({ hasText: '0341' })
      .getByRole('button', { name: 'Charge' })
      .click();
    await sheet(opened).getByLabel('Amount').fill('12');
    await sheet(opened).getByRole('button', { name: 'Charge $12.00 USD' }).click();
    await sheet(opened).getByText('The payment was declined').waitFor();
    expect(await payments()).toHaveLength(2);
    await opened.close();
  });

  it('creates a customer once, and no other while the outcome is unknown', async () => {
    const { key, stripe } = await sandbox();
    const opened = await openDashboard(world, key, '/customers');
    let lost = 0;
    await opened.page.route('**/v1/customers', async (route) => {
      lost += 1;
      if (lost > 2) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await opened.page.getByRole('button', { name: 'New customer' }).click();
    await sheet(opened).getByLabel('Name').fill('John Doe');
    await sheet(opened).getByRole('button', { name: 'Create' }).click();
    await sheet(opened).getByText('The server has not answered').waitFor();
    await status(opened, 'Your last change was made.');
    await opened.page.getByRole('heading', { name: 'John Doe' }).waitFor();
    expect((await stripe.customers.list()).data.map(({ name }) => name)).toEqual(['John Doe', 'Jenny Rosen']);
    await opened.close();
  });

  /** Another tab of the same browser. */
  async function anotherTab({ page }: DashboardPage, key: string): Promise<DashboardPage> {
    const tab = await page.context().newPage();
    await tab.addInitScript((opened) => localStorage.setItem('onfile.sandbox', opened), key);
    await tab.goto(page.url());
    await tab.waitForSelector('h1');
    return { page: tab, complaints: [], close: () => tab.close() };
  }

  const chargeButton = (opened: DashboardPage) =>
    sheet(opened).getByRole('button', { name: 'Charge $77.00 USD' });

  it('tells every tab, opened before or after, and disables its button', async () => {
    const { key, customer, loseAnswers, endFaults, payments } = await sandbox();
    const opened = await openDashboard(world, key, `/customers/${customer}`);
    const before = await anotherTab(opened, key);
    await askToCharge(opened, '77.00');
    await askToCharge(before, '77.00');
    await loseAnswers();
    await chargeButton(opened).click();
    const after = await anotherTab(opened, key);
    await status(after, 'The payment of $77.00 USD is still being processed.');
    await askToCharge(after, '77.00');
    for (const tab of [before, after]) {
      await sheet(tab).getByText('The payment of $77.00 USD is still being processed.').waitFor();
      expect(await chargeButton(tab).isDisabled()).toBe(true);
      await chargeButton(tab).click({ force: true });
    }
    // The tab that sent it is gone; the others continue.
    await opened.page.close();
    await endFaults();
    for (const tab of [before, after]) await status(tab, 'The payment of $77.00 USD went through.');
    expect(await payments()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    await opened.close();
  });

  it('charges once when pressed in two tabs at once', async () => {
    const { key, customer, slowDown, payments } = await sandbox();
    const opened = await openDashboard(world, key, `/customers/${customer}`);
    const other = await anotherTab(opened, key);
    for (const tab of [opened, other]) await askToCharge(tab, '77.00');
    await slowDown();
    const press = (tab: DashboardPage) => chargeButton(tab).evaluate((button: HTMLElement) => button.click());
    await Promise.all([press(opened), press(other)]);
    for (const { page } of [opened, other]) await page.getByRole('heading', { name: '$77.00 USD' }).waitFor();
    expect(await payments()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    await opened.close();
  });

  it('reports in the next tab what the only one had sent when it was closed', async () => {
    const { key, customer, loseAnswers, endFaults, payments } = await sandbox();
    const opened = await openDashboard(world, key, `/customers/${customer}`);
    await loseAnswers();
    await askToCharge(opened, '77.00');
    await chargeButton(opened).click();
    await sheet(opened).getByText('is still being processed').waitFor();
    const context = opened.page.context();
    const url = opened.page.url();
    await opened.page.close();
    const page = await context.newPage();
    await page.addInitScript((name) => localStorage.setItem('onfile.sandbox', name), key);
    await page.goto(url);
    const next = { ...opened, page };
    await status(next, 'The payment of $77.00 USD is still being processed.');
    await askToCharge(next, '77.00');
    expect(await chargeButton(next).isDisabled()).toBe(true);
    await endFaults();
    await status(next, 'The payment of $77.00 USD went through.');
    expect(await payments()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    await opened.close();
  });
});
