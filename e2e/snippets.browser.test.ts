import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { automatic, fetched, newestName, ownCheckbox, ownSavedCards } from './support/snippets.ts';

const save = { saved_payment_method_options: { payment_method_save: 'enabled' as const } };

describe("the snippets of Stripe's guide, from another site", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it.each([
    ['initCheckout with clientSecret', automatic, '/v3/'],
    ['initCheckout on clover', automatic, '/clover/stripe.js'],
    ['fetchClientSecret', fetched, '/basil/stripe.js'],
    ['initCheckoutElementsSdk', newestName, '/endive/stripe.js'],
  ])('%s: pays, saves with the box, and pays again with the saved card', async (_name, html, script) => {
    const stripe = world.server.client();
    const first = await createSession(stripe, { customer_creation: 'always', ...save });
    const buyer = await Buyer.visit(world, { html, script, clientSecret: first.client_secret ?? '' });
    await buyer.fillCard('4242424242424242');
    await buyer.frame.getByRole('checkbox', { name: /save/i }).check();
    expect(await buyer.pay()).toEqual({
      type: 'success',
      status: { type: 'complete', paymentStatus: 'paid' },
    });
    await buyer.close();

    const { customer } = await stripe.checkout.sessions.retrieve(first.id);
    const second = await createSession(stripe, { customer: String(customer) });
    const again = await Buyer.visit(world, { html, script, clientSecret: second.client_secret ?? '' });
    await again.frame.getByRole('radio', { name: /4242/ }).check();
    expect(await again.pay()).toMatchObject({ type: 'success' });
    await again.close();
    expect((await stripe.charges.list({ customer: String(customer) })).data).toHaveLength(2);
  });

  it("the merchant's own checkbox and own list of cards", async () => {
    const stripe = world.server.client();
    const first = await createSession(stripe, { customer_creation: 'always', ...save });
    const buyer = await Buyer.visit(world, { html: ownCheckbox, clientSecret: first.client_secret ?? '' });
    await buyer.fillCard('5555555555554444');
    expect(await buyer.frame.getByRole('checkbox').count()).toBe(0);
    await buyer.page.check('#save-payment-method-checkbox');
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    await buyer.close();

    const { customer } = await stripe.checkout.sessions.retrieve(first.id);
    const second = await createSession(stripe, { customer: String(customer) });
    const again = await Buyer.visit(world, { html: ownSavedCards, clientSecret: second.client_secret ?? '' });
    await again.page.getByLabel('Card ending in 4444').check();
    expect(await again.pay()).toMatchObject({ type: 'success' });
    await again.close();
    const consents = await stripe.rawRequest('GET', `/v1/onfile/consents?customer=${customer}`);
    expect(consents).toMatchObject({ data: [{ source: 'merchant_ui', texts: null, uses: ['redisplay'] }] });
  });

  it('an unticked box saves nothing', async () => {
    const stripe = world.server.client();
    const session = await createSession(stripe, { customer_creation: 'always', ...save });
    const buyer = await Buyer.visit(world, { html: automatic, clientSecret: session.client_secret ?? '' });
    await buyer.fillCard('4242424242424242');
    expect(await buyer.frame.getByRole('checkbox', { name: /save/i }).isChecked()).toBe(false);
    await buyer.pay();
    await buyer.close();
    const { customer } = await stripe.checkout.sessions.retrieve(session.id);
    expect((await stripe.customers.listPaymentMethods(String(customer))).data).toEqual([]);
  });

  it('as of dahlia, initCheckout says what to call instead', async () => {
    const session = await createSession(world.server.client());
    const buyer = await Buyer.visit(world, {
      html: automatic,
      script: '/dahlia/stripe.js',
      clientSecret: session.client_secret ?? '',
    });
    await expect.poll(() => buyer.complaints.join()).toContain('initCheckoutElementsSdk');
    await buyer.close();
  });
});
