import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDashboard } from './support/dashboard.ts';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { automatic } from './support/snippets.ts';

const withoutElement = automatic.replace("paymentElement.mount('#payment-element');", '');

describe('an order that costs nothing', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const line_items = [
    { price_data: { currency: 'usd', unit_amount: 0, product_data: { name: 'Sample' } }, quantity: 1 },
  ];
  const complete = { type: 'complete', paymentStatus: 'no_payment_required' };

  async function expectNothingPaid(stripe: Stripe, id: string): Promise<Stripe.Checkout.Session> {
    const session = await stripe.checkout.sessions.retrieve(id);
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
      customer: expect.stringMatching(/^cus_/),
    });
    expect((await stripe.charges.list()).data).toEqual([]);
    return session;
  }

  it.each([
    ['an element that asks for nothing', automatic],
    ['no element', withoutElement],
  ])('is confirmed with %s', async (_with, html) => {
    const stripe = world.server.client();
    const customer = await stripe.customers.create({ email: 'jenny@example.com' });
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.paymentMethods.update(card.id, { allow_redisplay: 'always' });
    const session = await createSession(stripe, {
      line_items,
      customer: customer.id,
      saved_payment_method_options: { payment_method_save: 'enabled' },
    });
    const buyer = await Buyer.visit(world, { html, clientSecret: session.client_secret ?? '' });
    if (html === automatic) {
      await buyer.frame.locator('.p-AccordionPanel').waitFor({ state: 'attached' });
      expect(await buyer.frame.locator('input, select, button').count()).toBe(0);
    }
    expect(await buyer.pay()).toEqual({ type: 'success', status: complete });
    await expectNothingPaid(stripe, session.id);
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it('is completed on the hosted page, and shown in the dashboard', async () => {
    const key = world.server.freshKey();
    const stripe = world.server.client({ key });
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: `${world.server.url}/healthz?session_id={CHECKOUT_SESSION_ID}`,
      line_items,
    });
    const buyer = await Buyer.open(world, session.url ?? '');
    await buyer.page.locator('.Summary-total', { hasText: '$0.00' }).waitFor();
    await buyer.page.fill('#email', 'jenny@example.com');
    expect(await buyer.page.locator('#cardNumber').count()).toBe(0);
    await buyer.page.getByTestId('hosted-payment-submit-button').click();
    await buyer.page.waitForURL(`**/healthz?session_id=${session.id}`);
    await buyer.close();
    const { customer } = await expectNothingPaid(stripe, session.id);
    expect(await stripe.customers.retrieve(String(customer))).toMatchObject({ email: 'jenny@example.com' });

    const { page, complaints, close } = await openDashboard(world, key, `/sessions/${session.id}`);
    await page.getByRole('heading', { name: '$0.00' }).waitFor();
    await page.getByText('No payment needed').first().waitFor();
    await page.getByText('checkout.session.completed').first().waitFor();
    await page.goto(`${world.server.url}/dashboard/customers/${customer}`);
    await page.locator(`a[href$="/sessions/${session.id}"]`).first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
