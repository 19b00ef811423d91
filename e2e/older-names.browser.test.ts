import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementsPage } from './support/elements-page.ts';
import { Buyer, startWorld, type World } from './support/journey.ts';

/** Calls as pages made them before parameters had names, and by names that were removed with dahlia. */
describe('older calls on /v3/', () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client({ key: 'sk_test_BQokikJOvBiI2HlWgH4olfQ2' });
  });
  afterAll(() => world.stop());

  async function outcomeOf(pay: string, secret: string | null = '') {
    const page = elementsPage({
      setUp: `const card = stripe.elements().create('card', { hidePostalCode: true }); card.mount('#element');`,
      pay,
    });
    const buyer = await Buyer.visit(world, { html: page, clientSecret: secret ?? '' });
    const frame = buyer.page.frameLocator('iframe[title="Secure card payment input frame"]');
    await frame.locator('[name=cardnumber]').fill('4242424242424242');
    await frame.locator('[name=exp-date]').fill('1234');
    await frame.locator('[name=cvc]').fill('123');
    const outcome = await buyer.pay();
    await buyer.close();
    return outcome;
  }

  it.each([
    `stripe.createPaymentMethod('card', card, { billing_details: { name: 'Jenny Rosen' } })`,
    `stripe.createPaymentMethod('card', card)`,
  ])('%s makes a payment method', async (call) => {
    expect(await outcomeOf(`return ${call};`)).toMatchObject({
      paymentMethod: {
        type: 'card',
        billing_details: { name: call.includes('Jenny') ? 'Jenny Rosen' : null },
      },
    });
  });

  it.each([
    `stripe.handleCardPayment(clientSecret, card)`,
    `stripe.handleCardPayment(clientSecret, card, { payment_method_data: { billing_details: { name: 'Jenny Rosen' } } })`,
    `stripe.confirmPaymentIntent(clientSecret, card)`,
    `stripe.confirmCardPayment(clientSecret, card)`,
    `stripe.confirmCardPayment(clientSecret, { payment_method: { card }, save_payment_method: true })`,
  ])('%s pays', async (call) => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    expect(await outcomeOf(`return ${call};`, intent.client_secret)).toMatchObject({
      paymentIntent: { id: intent.id, status: 'succeeded' },
    });
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['payment_method'] });
    expect(paid.setup_future_usage).toBe(call.includes('save_payment_method') ? 'on_session' : null);
    if (call.includes('Jenny')) {
      expect(paid.payment_method).toMatchObject({ billing_details: { name: 'Jenny Rosen' } });
    }
  });

  it.each(['handleCardSetup', 'confirmSetupIntent'])('%s sets up', async (name) => {
    const intent = await stripe.setupIntents.create({});
    expect(await outcomeOf(`return stripe.${name}(clientSecret, card);`, intent.client_secret)).toMatchObject(
      {
        setupIntent: { id: intent.id, status: 'succeeded' },
      },
    );
  });

  it('what is missing says so, and there is no wallet', async () => {
    expect(
      await outcomeOf(`const wallet = stripe.paymentRequest({ country: 'US', currency: 'usd', total: { label: 'Total', amount: 2000 } });
const answers = await Promise.all([stripe.createSource(card), stripe.retrieveSource({ id: 'src_1' }), stripe.redirectToCheckout({ sessionId: 'cs_test_1' })]);
return { wallet: await wallet.on('paymentmethod', () => {}).canMakePayment(), errors: answers.map(({ error }) => error.type) };`),
    ).toEqual({ wallet: null, errors: Array(3).fill('invalid_request_error') });
  });

  it('redirectToCheckout leads to the page of a hosted session, by its id', async () => {
    const hosted = await stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://shop.example.com/',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 700, product_data: { name: 'Tea' } }, quantity: 1 },
      ],
    });
    const html = elementsPage({
      setUp: '',
      pay: `return stripe.redirectToCheckout({ sessionId: '${hosted.id}' });`,
    });
    const buyer = await Buyer.visit(world, { html, clientSecret: '' });
    await buyer.page.click('#pay');
    await buyer.page.waitForURL(hosted.url ?? '');
    await buyer.page.getByText('$7.00').first().waitFor();
    await buyer.close();
  });
});
