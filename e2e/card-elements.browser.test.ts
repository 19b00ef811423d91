import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementsPage } from './support/elements-page.ts';
import { Buyer, startWorld, type World } from './support/journey.ts';

const card = (options: string, pay: string) =>
  elementsPage({
    setUp: `const elements = stripe.elements();
const card = elements.create('card', ${options});
card.on('change', (event) => events.push(event));
card.on('ready', () => { document.body.dataset.ready = 'yes'; });
card.mount('#element');`,
    pay,
  });

const split = (pay: string) =>
  elementsPage({
    setUp: `const elements = stripe.elements();
for (const [type, place] of [['cardNumber', 'element'], ['cardExpiry', 'expiry'], ['cardCvc', 'code']]) {
  elements.create(type).on('change', (event) => events.push(event)).mount('#' + place);
}`,
    pay,
  });

describe('card elements', () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client({ key: 'sk_test_BQokikJOvBiI2HlWgH4olfQ2' });
  });
  afterAll(() => world.stop());

  async function visit(html: string, clientSecret: string | null = ''): Promise<Buyer> {
    return Buyer.visit(world, { html, clientSecret: clientSecret ?? '' });
  }

  const frameOf = (buyer: Buyer, what = 'card payment') =>
    buyer.page.frameLocator(`iframe[title="Secure ${what} input frame"]`);

  async function fill(buyer: Buyer, number: string, expiry = '1234', code = '123', zip = '12345') {
    const frame = frameOf(buyer);
    await frame.locator('input[name="cardnumber"]').fill(number);
    await frame.locator('input[name="exp-date"]').fill(expiry);
    await frame.locator('input[name="cvc"]').fill(code);
    await frame.locator('input[name="postal"]').fill(zip);
  }

  it('pay an intent with the combined one', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const buyer = await visit(
      card(
        '{}',
        `return stripe.confirmCardPayment(clientSecret, { payment_method: { card, billing_details: { name: 'Jenny Rosen' } } });`,
      ),
      intent.client_secret,
    );
    await fill(buyer, '4242424242424242');
    expect(await frameOf(buyer).locator('[name=cardnumber]').inputValue()).toBe('4242 4242 4242 4242');
    expect(await frameOf(buyer).locator('[name=exp-date]').inputValue()).toBe('12 / 34');
    expect(await buyer.pay()).toMatchObject({ paymentIntent: { id: intent.id, status: 'succeeded' } });
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['payment_method'] });
    expect(paid.payment_method).toMatchObject({
      billing_details: { name: 'Jenny Rosen', address: { postal_code: '12345' } },
    });
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it('are found as public tests find them', async () => {
    const buyer = await visit(card('{}', 'return {};'));
    const frame = frameOf(buyer);
    for (const found of [
      frame.getByLabel('Credit or debit card number'),
      frame.getByLabel('Credit or debit card expiration date'),
      frame.getByLabel('Credit or debit card CVC/CVV'),
      frame.getByPlaceholder('MM / YY'),
      frame.getByPlaceholder('CVC'),
      frame.locator('[data-elements-stable-field-name="cardNumber"]'),
      frame.locator('[autocomplete="cc-number"]'),
      frame.locator('.InputElement[name=postal]'),
      buyer.page.frameLocator('.StripeElement iframe').first().locator('[name=cardnumber]'),
      buyer.page.frameLocator('iframe[name^="__privateStripeFrame"]').first().locator('[name=cvc]'),
    ]) {
      await found.waitFor();
    }
    await buyer.close();
  });

  it('report what is typed and what is wrong, and show it on their container', async () => {
    const buyer = await visit(card("{ classes: { invalid: 'shop-invalid' } }", 'return events;'));
    await fill(buyer, '4242424242424241', '12 / 20', '123', '123');
    await buyer.page.waitForSelector('#element.StripeElement.shop-invalid');
    await fill(buyer, '378282246310005', '12 / 34', '1234', '94107');
    await buyer.page.waitForSelector('#element.StripeElement--complete:not(.shop-invalid)');
    const events = Object.values(await buyer.pay());
    expect(events.at(-1)).toEqual({
      elementType: 'card',
      brand: 'amex',
      complete: true,
      empty: false,
      value: { postalCode: '94107' },
    });
    expect(events).toContainEqual(
      expect.objectContaining({
        brand: 'visa',
        complete: false,
        error: {
          type: 'validation_error',
          code: 'invalid_number',
          message: 'Your card number is invalid.',
        },
      }),
    );
    await buyer.close();
  });

  it('have room for the number while it is typed, and then show its end, however narrow they are', async () => {
    const buyer = await visit(
      card('{}', 'return {};').replace('<div id="element">', '<div id="element" style="width: 276px">'),
    );
    const number = frameOf(buyer).locator('[name=cardnumber]');
    const shown = () =>
      number.evaluate((input) => ({
        all: input.scrollWidth <= input.clientWidth,
        end: Math.ceil(input.scrollLeft + input.clientWidth) >= input.scrollWidth,
      }));
    await number.pressSequentially('424242424242424');
    expect(await shown()).toEqual({ all: true, end: true });
    await number.pressSequentially('2');
    await frameOf(buyer).locator('[name=exp-date]:focus').waitFor();
    await expect.poll(shown).toEqual({ all: false, end: true });
    await buyer.close();
  });

  it('check before they send', async () => {
    const buyer = await visit(
      card('{ hidePostalCode: true }', `return stripe.createPaymentMethod({ type: 'card', card });`),
    );
    await frameOf(buyer).locator('[name=cardnumber]').fill('4242424242424242');
    expect(await frameOf(buyer).locator('[name=postal]').count()).toBe(0);
    expect(await buyer.pay()).toEqual({
      error: {
        type: 'validation_error',
        code: 'incomplete_expiry',
        message: "Your card's expiration date is incomplete.",
      },
    });
    await buyer.page.waitForSelector('#element.StripeElement--invalid');
    await buyer.close();
  });

  it('give payment methods and tokens', async () => {
    const buyer = await visit(
      card(
        '{}',
        `const { token } = await stripe.createToken(card, { name: 'Jenny Rosen' });
         const { paymentMethod } = await stripe.createPaymentMethod({ type: 'card', card, billing_details: { email: 'jenny@example.com' } });
         return { token: token.id, zip: token.card.address_zip, name: token.card.name, method: paymentMethod.id };`,
      ),
    );
    await fill(buyer, '5555555555554444');
    const { token, method, ...others } = await buyer.pay();
    expect(others).toEqual({ zip: '12345', name: 'Jenny Rosen' });
    expect(await stripe.paymentMethods.retrieve(String(method))).toMatchObject({
      billing_details: { email: 'jenny@example.com', address: { postal_code: '12345' } },
      card: { last4: '4444' },
    });
    const used = await stripe.paymentMethods.create({ type: 'card', card: { token: String(token) } });
    expect(used.card?.last4).toBe('4444');
    await buyer.close();
  });

  it('show the issuer’s challenge, or leave it to the page', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const buyer = await visit(
      card(
        '{}',
        `const first = await stripe.confirmCardPayment(clientSecret, { payment_method: { card } }, { handleActions: false });
         const { paymentIntent } = await stripe.handleNextAction({ clientSecret });
         return { first: first.paymentIntent.status, then: paymentIntent.status };`,
      ),
      intent.client_secret,
    );
    await fill(buyer, '4000002760003184');
    await buyer.page.click('#pay');
    await buyer.challenge.getByRole('button', { name: 'Complete' }).click();
    expect(await buyer.outcome()).toEqual({ first: 'requires_action', then: 'succeeded' });
    await buyer.close();
  });

  it('leave the final confirmation to a server that confirms manually', async () => {
    const { id } = await stripe.paymentMethods.create({
      type: 'card',
      card: { number: '4000002760003184', exp_month: 12, exp_year: 2034, cvc: '123' },
    });
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      confirmation_method: 'manual',
      payment_method: id,
      confirm: true,
      use_stripe_sdk: true,
      return_url: 'https://shop.example/back',
    });
    expect(intent.status).toBe('requires_action');
    const buyer = await visit(
      card('{}', 'return stripe.handleCardAction(clientSecret);'),
      intent.client_secret,
    );
    await buyer.page.click('#pay');
    await buyer.challenge.getByRole('button', { name: 'Complete' }).click();
    expect(await buyer.outcome()).toMatchObject({ paymentIntent: { status: 'requires_confirmation' } });
    expect(await buyer.pay()).toMatchObject({
      error: { code: 'payment_intent_unexpected_state', payment_intent: { id: intent.id } },
    });
    expect((await stripe.paymentIntents.confirm(intent.id)).status).toBe('succeeded');
    await buyer.close();
  });

  it('set up a card, and pay with a card by its id', async () => {
    const customer = await stripe.customers.create();
    const setup = await stripe.setupIntents.create({ customer: customer.id });
    const buyer = await visit(
      card('{}', 'return stripe.confirmCardSetup(clientSecret, { payment_method: { card } });'),
      setup.client_secret,
    );
    await fill(buyer, '4242424242424242');
    expect(await buyer.pay()).toMatchObject({ setupIntent: { status: 'succeeded' } });
    await buyer.close();
    const [saved] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer: customer.id,
    });
    const again = await visit(
      elementsPage({
        setUp: '',
        pay: `return stripe.confirmCardPayment(clientSecret, { payment_method: '${saved?.id}' });`,
      }),
      intent.client_secret,
    );
    expect(await again.pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    await again.close();
  });

  it('may be split, and find each other in the server’s frames', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const buyer = await visit(
      split(
        `return stripe.confirmCardPayment(clientSecret, { payment_method: { card: elements.getElement('cardCvc') } });`,
      ),
      intent.client_secret,
    );
    await frameOf(buyer, 'card number').locator('[name=cardnumber]').fill('378282246310005');
    await frameOf(buyer, 'expiration date').locator('[name=exp-date]').fill('12 / 34');
    const code = frameOf(buyer, 'CVC').locator('[name=cvc]');
    await code.fill('123');
    await code.blur();
    await buyer.page.waitForSelector('#code.StripeElement--invalid');
    expect(await buyer.pay()).toMatchObject({ error: { code: 'incomplete_cvc' } });
    await code.fill('1234');
    await buyer.page.waitForSelector('#code.StripeElement--complete');
    expect(await buyer.pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(await buyer.page.evaluate('events')).toContainEqual({
      elementType: 'cardNumber',
      brand: 'amex',
      complete: true,
      empty: false,
    });
    await buyer.close();
  });

  it('take style, prefilled values and clearing', async () => {
    const buyer = await visit(
      card(
        "{ style: { base: { color: 'rgb(1, 2, 3)', fontSize: '20px', '::placeholder': { color: 'rgb(4, 5, 6)' } }, invalid: { color: 'rgb(7, 8, 9)' } }, value: { postalCode: '94107' } }",
        'card.clear(); card.update({ disabled: true }); return {};',
      ),
    );
    const number = frameOf(buyer).locator('[name=cardnumber]');
    await number.fill('4242424242424241');
    expect(await number.evaluate((input) => getComputedStyle(input).color)).toBe('rgb(7, 8, 9)');
    const postal = frameOf(buyer).locator('[name=postal]');
    expect(await postal.inputValue()).toBe('94107');
    expect(await postal.evaluate((input) => getComputedStyle(input).fontSize)).toBe('20px');
    await buyer.pay();
    await expect.poll(() => number.isDisabled()).toBe(true);
    expect(await number.inputValue()).toBe('');
    await buyer.close();
  });
});
