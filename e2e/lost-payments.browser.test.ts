import type { Route } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementsPage } from './support/elements-page.ts';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { automatic } from './support/snippets.ts';

/** How often one press sends by itself before it says that there is no answer. */
const sentByPress = 4;

/** Payments that are carried out but whose answer is lost: whatever buyers press, they pay once and are told. */
describe('a payment whose answer is lost on its way to the buyer', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  function sandbox() {
    const stripe: Stripe = world.server.client();
    return {
      stripe,
      loseAnswers: () => stripe.rawRequest('POST', '/v1/onfile/faults', { lost_answer_rate: 1 }),
      endFaults: () => stripe.rawRequest('DELETE', '/v1/onfile/faults'),
      paid: async () =>
        (await stripe.charges.list({ limit: 100 })).data.map(({ amount, status }) => ({ amount, status })),
    };
  }

  /** The server does what it is asked, but its first answers never arrive. */
  async function cut(buyer: Buyer, path: string, times = sentByPress) {
    const keys: (string | undefined)[] = [];
    await buyer.context.route(path, async (route: Route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > times) return route.continue();
      await route.fetch();
      return route.abort();
    });
    return keys;
  }

  async function hosted(stripe: Stripe) {
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: `${world.server.url}/healthz?session_id={CHECKOUT_SESSION_ID}`,
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 7700, product_data: { name: 'Lamp' } }, quantity: 1 },
      ],
    });
    const buyer = await Buyer.open(world, session.url ?? '');
    const { page } = buyer;
    const fill = async (number: string) => {
      await page.fill('#cardNumber', number);
      await page.fill('#cardExpiry', '12 / 34');
      await page.fill('#cardCvc', '123');
      await page.fill('#billingName', 'Jenny Rosen');
      await page.fill('#billingPostalCode', '12345');
    };
    await page.fill('#email', 'jenny@example.com');
    await fill('4242424242424242');
    const press = () => page.getByTestId('hosted-payment-submit-button').click();
    return { buyer, fill, press, unanswered: () => page.getByText('The server did not answer.').waitFor() };
  }

  it('the hosted page: the network is silent, and the button is pressed again', async () => {
    const { stripe, loseAnswers, endFaults, paid } = sandbox();
    const { buyer, press, unanswered } = await hosted(stripe);
    await loseAnswers();
    await press();
    await unanswered();
    await endFaults();
    await press();
    await buyer.page.waitForURL('**/healthz?**');
    expect(await paid()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    await buyer.close();
  });

  it('the hosted page: what was paid meanwhile is found without another press', async () => {
    const { stripe, paid } = sandbox();
    const { buyer, press } = await hosted(stripe);
    const keys = await cut(buyer, '**/confirm');
    await press();
    await buyer.page.waitForURL('**/healthz?**');
    expect(keys).toHaveLength(sentByPress);
    expect(new Set(keys).size).toBe(1);
    expect(await paid()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    await buyer.close();
  });

  it('the hosted page: another card, while nothing can be asked at all', async () => {
    const { stripe, paid } = sandbox();
    const { buyer, fill, press, unanswered } = await hosted(stripe);
    const keys = await cut(buyer, '**/confirm');
    await buyer.context.route('**/init', (route) => route.abort());
    await press();
    await unanswered();
    await fill('5555555555554444');
    await buyer.context.unroute('**/init');
    await press();
    await buyer.page.waitForURL('**/healthz?**');
    expect(keys[sentByPress]).not.toBe(keys[0]);
    expect(await paid()).toEqual([{ amount: 7700, status: 'succeeded' }]);
    await buyer.close();
  });

  it('the Payment Element of a Checkout Session', async () => {
    const { stripe, paid } = sandbox();
    const session = await createSession(stripe);
    const buyer = await Buyer.visit(world, { html: automatic, clientSecret: session.client_secret ?? '' });
    await buyer.fillCard('4242424242424242');
    const keys = await cut(buyer, '**/confirm');
    expect(await buyer.pay()).toMatchObject({ type: 'success', status: { type: 'complete' } });
    expect(new Set(keys).size).toBe(1);
    expect(await paid()).toEqual([{ amount: 2000, status: 'succeeded' }]);
    await buyer.close();
  });

  it('the Payment Element of an intent', async () => {
    const { stripe, loseAnswers, endFaults, paid } = sandbox();
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const html = elementsPage({
      setUp: `const elements = stripe.elements({ clientSecret });
elements.create('payment').mount('#element');`,
      pay: `return stripe.confirmPayment({ elements, redirect: 'if_required' });`,
    });
    const buyer = await Buyer.visit(world, { html, clientSecret: intent.client_secret ?? '' });
    await buyer.fillCard('4242424242424242');
    await loseAnswers();
    expect(await buyer.pay()).toMatchObject({
      error: { message: expect.stringContaining('you will not be charged twice') },
    });
    await endFaults();
    expect(await buyer.pay()).toMatchObject({ paymentIntent: { id: intent.id, status: 'succeeded' } });
    expect(await paid()).toEqual([{ amount: 2000, status: 'succeeded' }]);
    await buyer.close();
  });

  it('a saved card of a Checkout Session', async () => {
    const { stripe, paid } = sandbox();
    const customer = await stripe.customers.create({});
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.paymentMethods.update(card.id, { allow_redisplay: 'always' });
    const session = await createSession(stripe, { customer: customer.id });
    const html = elementsPage({
      setUp: `const loaded = stripe.initCheckout({ clientSecret }).loadActions();`,
      pay: `const { actions } = await loaded;
return actions.confirm({ paymentMethod: '${card.id}' });`,
    });
    const buyer = await Buyer.visit(world, { html, clientSecret: session.client_secret ?? '' });
    await buyer.page.evaluate('loaded.then(() => 0)');
    const keys = await cut(buyer, '**/confirm');
    await buyer.context.route('**/init', (route) => route.abort());
    expect(await buyer.pay()).toMatchObject({
      type: 'error',
      error: { message: expect.stringContaining('you will not be charged twice') },
    });
    expect(await buyer.pay()).toMatchObject({ type: 'success', session: { status: { type: 'complete' } } });
    expect(keys).toHaveLength(sentByPress + 1);
    expect(new Set(keys).size).toBe(1);
    expect(await paid()).toEqual([{ amount: 2000, status: 'succeeded' }]);
    await buyer.close();
  });

  it('a saved card by its id, without a field', async () => {
    const { stripe, paid } = sandbox();
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const html = elementsPage({
      setUp: '',
      pay: `return stripe.confirmCardPayment(clientSecret, { payment_method: 'pm_card_visa' });`,
    });
    const buyer = await Buyer.visit(world, { html, clientSecret: intent.client_secret ?? '' });
    const keys = await cut(buyer, '**/confirm');
    expect(await buyer.pay()).toMatchObject({ error: { type: 'api_connection_error' } });
    expect(await buyer.pay()).toMatchObject({ paymentIntent: { id: intent.id, status: 'succeeded' } });
    expect(keys).toHaveLength(sentByPress + 1);
    expect(new Set(keys).size).toBe(1);
    expect(await paid()).toEqual([{ amount: 2000, status: 'succeeded' }]);
    await buyer.close();
  });
});
