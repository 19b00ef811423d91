import type { FrameLocator } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementsPage } from './support/elements-page.ts';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';

/** Of every supported release's types. */
const standIns = [
  'address',
  'affirmMessage',
  'afterpayClearpayMessage',
  'auBankAccount',
  'currencySelector',
  'epsBank',
  'expressCheckout',
  'fpxBank',
  'iban',
  'idealBank',
  'issuingAddToWalletButton',
  'issuingCardCopyButton',
  'issuingCardCvcDisplay',
  'issuingCardExpiryDisplay',
  'issuingCardNumberDisplay',
  'issuingCardPinDisplay',
  'linkSignup',
  'p24Bank',
  'paymentForm',
  'paymentMethodMessaging',
  'paymentRequestButton',
  'shippingAddress',
  'taxId',
  'terms',
];
const parts = [
  'BillingAddress',
  'ShippingAddress',
  'ExpressCheckout',
  'CurrencySelector',
  'TaxId',
  'Terms',
  'LinkSignup',
];

/** Mounts an element below the others and does everything its type allows; resolves to its `ready` event. */
const useUp = `
const useUp = (element) => {
  const place = document.createElement('div');
  document.querySelector('main').append(place);
  const ready = new Promise((resolve) => element.on('ready', resolve).once('ready', () => {}).off('change'));
  element.mount(place);
  element.update({});
  for (const name of ['focus', 'blur', 'clear', 'collapse']) element[name]();
  return ready.then(async (event) => {
    const { height } = place.getBoundingClientRect();
    const value = await element.getValue();
    element.unmount();
    element.mount(place);
    return { event: { ...event, has: 'availablePaymentMethods' in event }, height, value };
  });
};`;

const emailOf = (buyer: Buyer): FrameLocator =>
  buyer.page.frameLocator('iframe[title="Secure email input frame"]');

describe('elements beside the card', () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client({ key: 'sk_test_BQokikJOvBiI2HlWgH4olfQ2' });
  });
  afterAll(() => world.stop());

  async function visit(page: Parameters<typeof elementsPage>[0], script = '/v3/') {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const html = elementsPage(page);
    const buyer = await Buyer.visit(world, { html, script, clientSecret: intent.client_secret ?? '' });
    return { buyer, intent };
  }
  const setUp = `const elements = stripe.elements({ clientSecret, appearance: { variables: { colorText: 'rgb(1, 2, 3)' } } });
elements.create('payment').mount('#element');`;

  it('stand in, take no room and are named once each, and the card pays', async () => {
    const { buyer } = await visit({
      setUp: `${setUp}${useUp}
const answers = Promise.all(${JSON.stringify(standIns)}.map((type) => useUp(elements.create(type, { mode: 'shipping', defaultValues: { name: 'Jenny Rosen', address: { country: 'US', line1: '1 Main St', city: 'Springfield' } } }))));
const again = stripe.elements({ clientSecret }).create('address', { mode: 'billing' });
const found = [elements.getElement('address') !== null, elements.getElement('address', { mode: 'shipping' }) !== null, elements.getElement('address', { mode: 'billing' })];`,
      pay: `const { paymentIntent } = await stripe.confirmPayment({ elements, redirect: 'if_required' }); return { status: paymentIntent.status, answers: await answers, found };`,
    });
    await buyer.fillCard('4242424242424242');
    const { status, answers, found } = (await buyer.pay()) as {
      status: string;
      found: unknown[];
      answers: { event: { elementType: string; has: boolean }; height: number; value: unknown }[];
    };
    expect(status).toBe('succeeded');
    expect(found).toEqual([true, true, null]);
    expect(answers.map(({ event }) => event.elementType)).toEqual(
      standIns.map((type) => (type === 'paymentForm' ? 'checkoutForm' : type)),
    );
    expect(answers.map(({ height }) => height)).toEqual(standIns.map(() => 0));
    // Express Checkout says that no wallet is available.
    expect(standIns.filter((_, index) => answers[index]?.event.has)).toEqual(['expressCheckout']);
    expect(answers[0]?.value).toMatchObject({
      complete: true,
      value: { name: 'Jenny Rosen', address: { line1: '1 Main St', line2: null, country: 'US' } },
    });
    expect(buyer.complaints).toHaveLength(standIns.length);
    for (const type of standIns) {
      expect(
        buyer.complaints.filter((said) => said.includes(`The ${type} Element is not supported`)),
      ).toHaveLength(1);
    }
    await buyer.close();
  });

  it('stand in on a page of Checkout too', async () => {
    const session = await createSession(stripe, { customer_email: 'jenny@example.com' });
    const html = `<main><div id="element"></div></main><button id="pay">Pay</button><pre id="result" hidden></pre><script>${useUp}
const checkout = Stripe('{{PUBLISHABLE_KEY}}').initCheckoutElementsSdk({ clientSecret: '{{CLIENT_SECRET}}' });
checkout.createPaymentElement().mount('#element');
const answers = Promise.all(${JSON.stringify(parts)}.map((part) => useUp(checkout['create' + part + 'Element']())));
const found = ${JSON.stringify(parts)}.filter((part) => checkout['get' + part + 'Element']() === null);
document.getElementById('pay').addEventListener('click', async () => {
  const { actions } = await checkout.loadActions();
  const { type } = await actions.confirm({ redirect: 'if_required', returnUrl: location.href });
  const result = document.getElementById('result');
  result.textContent = JSON.stringify({ type, found, heights: (await answers).map(({ height }) => height) });
  result.dataset.done = 'yes';
});</script>`;
    const buyer = await Buyer.visit(world, { html, clientSecret: session.client_secret ?? '' });
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toEqual({ type: 'success', found: [], heights: parts.map(() => 0) });
    await buyer.close();
  });

  it('an unknown name is an IntegrationError', async () => {
    const { buyer } = await visit({ setUp, pay: `return elements.create('crad');` });
    expect(await buyer.pay()).toMatchObject({
      thrown: { name: 'IntegrationError', message: expect.stringContaining('crad') },
    });
    await buyer.close();
  });

  it('Link Authentication asks for the e-mail, and the payment method has it', async () => {
    const { buyer, intent } = await visit({
      setUp: `const place = document.createElement('div'); place.id = 'email'; document.querySelector('main').prepend(place);
${setUp}
const email = elements.create('linkAuthentication');
email.on('change', ({ elementType, empty, complete, value }) => events.push({ elementType, empty, complete, value }));
email.on('ready', (event) => events.push(event)).mount('#email');`,
      pay: `email.collapse(); const outcome = await stripe.confirmPayment({ elements, redirect: 'if_required' }); return { ...outcome, events };`,
    });
    const input = emailOf(buyer).getByRole('textbox', { name: 'Email' });
    await buyer.fillCard('4242424242424242');
    await input.fill('jenny@');
    await input.blur();
    await emailOf(buyer).getByRole('alert').filter({ hasText: 'Your email is invalid.' }).waitFor();
    await buyer.page.waitForSelector('#email.StripeElement--invalid');
    expect(await buyer.pay()).toMatchObject({ error: { type: 'validation_error', code: 'invalid_email' } });
    await input.fill('jenny@example.com');
    const { events, ...outcome } = await buyer.pay();
    expect(outcome).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(events).toContainEqual({ elementType: 'linkAuthentication' });
    expect(events).toContainEqual({
      elementType: 'linkAuthentication',
      empty: false,
      complete: true,
      value: { email: 'jenny@example.com' },
    });
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['payment_method'] });
    expect(paid.payment_method).toMatchObject({ billing_details: { email: 'jenny@example.com' } });
    const look = (field: typeof input) =>
      field.evaluate((element) => {
        const { color, height, fontSize, borderRadius, borderColor } = getComputedStyle(element);
        return { color, height, fontSize, borderRadius, borderColor };
      });
    await input.blur();
    expect(await look(input)).toEqual(await look(buyer.frame.locator('[name=number]')));
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it('Link Authentication starts with the e-mail that the page knows; submit() checks it', async () => {
    const { buyer } = await visit({
      setUp: `const elements = stripe.elements({ mode: 'payment', amount: 2000, currency: 'usd' });
elements.create('payment').mount('#element');
const email = elements.create('linkAuthentication', { defaultValues: { email: 'jenny@example.com' } });
email.mount('#expiry');`,
      pay: `const first = await elements.submit(); email.clear(); await new Promise((resolve) => email.on('change', ({ empty }) => empty && resolve())); return { first, second: await elements.submit() };`,
    });
    await buyer.fillCard('4242424242424242');
    expect(await emailOf(buyer).locator('[name=email]').inputValue()).toBe('jenny@example.com');
    expect(await buyer.pay()).toMatchObject({
      first: { selectedPaymentMethod: 'card' },
      second: { error: { code: 'incomplete_email' } },
    });
    await buyer.close();
  });

  it('Contact Details gives the session its e-mail', async () => {
    const session = await createSession(stripe);
    const html = `<div id="email"></div><div id="element"></div><button id="pay">Pay</button><pre id="result" hidden></pre><script>
const checkout = Stripe('{{PUBLISHABLE_KEY}}').initCheckoutElementsSdk({ clientSecret: '{{CLIENT_SECRET}}' });
checkout.createContactDetailsElement().mount('#email');
checkout.createPaymentElement().mount('#element');
document.getElementById('pay').addEventListener('click', async () => {
  const { actions } = await checkout.loadActions();
  const outcome = await actions.confirm({ redirect: 'if_required', returnUrl: location.href });
  const result = document.getElementById('result');
  result.textContent = JSON.stringify({ type: outcome.type, message: outcome.error?.message });
  result.dataset.done = 'yes';
});</script>`;
    const buyer = await Buyer.visit(world, {
      html,
      script: '/endive/stripe.js',
      clientSecret: session.client_secret ?? '',
    });
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toEqual({ type: 'error', message: 'Your email is incomplete.' });
    await emailOf(buyer).locator('[name=email]').fill('jenny@example.com');
    await buyer.page.evaluate(`delete document.getElementById('result').dataset.done`);
    expect(await buyer.pay()).toEqual({ type: 'success' });
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    expect(paid.customer_details?.email).toBe('jenny@example.com');
    await buyer.close();
  });
});
