import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementsPage } from './support/elements-page.ts';
import { Buyer, startWorld, type World } from './support/journey.ts';

const payment = (pay: string) =>
  elementsPage({
    setUp: `const elements = stripe.elements({ clientSecret });
const element = elements.create('payment');
element.on('change', (event) => events.push(event));
element.mount('#element');`,
    pay,
  });
const confirm = `return stripe.confirmPayment({ elements, redirect: 'if_required' });`;

describe('the Payment Element without Checkout', () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client();
  });
  afterAll(() => world.stop());

  const intentOf = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...params });

  async function visit(html: string, clientSecret: string | null = ''): Promise<Buyer> {
    return Buyer.visit(world, { html, clientSecret: clientSecret ?? '' });
  }

  it('pays an intent', async () => {
    const intent = await intentOf();
    const buyer = await visit(payment(confirm), intent.client_secret);
    await buyer.fillCard('4242424242424242');
    expect(await buyer.frame.getByRole('tab').count()).toBe(0);
    expect(await buyer.pay()).toMatchObject({ paymentIntent: { id: intent.id, status: 'succeeded' } });
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['payment_method'] });
    expect(paid).toMatchObject({
      status: 'succeeded',
      payment_method: { billing_details: { address: { country: 'US', postal_code: '12345' } } },
    });
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it('leads back to the shop with the outcome of the intent', async () => {
    const intent = await intentOf();
    const buyer = await visit(
      payment(
        `return stripe.confirmPayment({ elements, confirmParams: { return_url: location.origin + '/thanks?order=1' } });`,
      ),
      intent.client_secret,
    );
    await buyer.fillCard('4242424242424242');
    await buyer.page.click('#pay');
    await buyer.page.waitForURL('**/thanks?*');
    const query = new URL(buyer.page.url()).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      order: '1',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    });
    await buyer.close();
  });

  it('reports a decline, and pays with another card', async () => {
    const intent = await intentOf();
    const buyer = await visit(payment(confirm), intent.client_secret);
    await buyer.fillCard('4000000000009995');
    expect(await buyer.pay()).toMatchObject({
      error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        payment_intent: { id: intent.id, status: 'requires_payment_method' },
      },
    });
    await buyer.frame.getByRole('alert').getByText('Your card has insufficient funds.').waitFor();
    await buyer.fillCard('4242424242424242');
    expect(await buyer.frame.getByRole('alert').count()).toBe(0);
    expect(await buyer.pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    await buyer.close();
  });

  it('tells the buyer that the connection is lost', async () => {
    const intent = await intentOf();
    const buyer = await visit(payment(confirm), intent.client_secret);
    await buyer.fillCard('4242424242424242');
    await buyer.context.route('**/confirm', (route) => route.abort());
    expect(await buyer.pay()).toMatchObject({ error: { type: 'api_connection_error' } });
    await buyer.frame.getByRole('alert').getByText('The server did not answer.').waitFor();
    await buyer.close();
  });

  it('shows what is missing, and sends nothing', async () => {
    const intent = await intentOf();
    const buyer = await visit(payment(confirm), intent.client_secret);
    await buyer.frame.locator('[name=number]').waitFor();
    expect(await buyer.pay()).toEqual({
      error: {
        type: 'validation_error',
        code: 'incomplete_number',
        message: 'Your card number is incomplete.',
      },
    });
    await buyer.frame.getByText('Your card number is incomplete.').waitFor();
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_payment_method');
    await buyer.close();
  });

  it.each([
    ['Complete', { paymentIntent: { status: 'succeeded' } }],
    ['Fail', { error: { code: 'payment_intent_authentication_failure' } }],
  ])('asks the issuer, and the buyer presses %s', async (button, outcome) => {
    const intent = await intentOf();
    const buyer = await visit(payment(confirm), intent.client_secret);
    await buyer.fillCard('4000002760003184');
    await buyer.page.click('#pay');
    await buyer.challenge.getByRole('button', { name: button }).click();
    expect(await buyer.outcome()).toMatchObject(outcome);
    const shown = buyer.frame.getByRole('alert').getByText('We are unable to authenticate');
    expect(await shown.count()).toBe('error' in outcome ? 1 : 0);
    await buyer.close();
  });

  it('gives up a challenge on Escape inside the issuer’s page', async () => {
    const intent = await intentOf();
    const buyer = await visit(payment(confirm), intent.client_secret);
    await buyer.fillCard('4000002760003184');
    await buyer.page.click('#pay');
    await buyer.pressEscapeInChallenge();
    expect(await buyer.outcome()).toMatchObject({
      error: { code: 'payment_intent_authentication_failure' },
    });
    await buyer.close();
  });

  it('sets up a card', async () => {
    const customer = await stripe.customers.create();
    const setup = await stripe.setupIntents.create({ customer: customer.id });
    const buyer = await visit(
      payment(`return stripe.confirmSetup({ elements, redirect: 'if_required' });`),
      setup.client_secret,
    );
    await buyer.frame.getByText(/you allow .* to charge your card/).waitFor();
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ setupIntent: { id: setup.id, status: 'succeeded' } });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
    expect((await stripe.setupIntents.retrieve(setup.id)).mandate).toMatch(/^mandate_/);
    await buyer.close();
  });

  it('works with an intent that is created later', async () => {
    const intent = await intentOf();
    const html = elementsPage({
      setUp: `const elements = stripe.elements({ mode: 'payment', amount: 1000, currency: 'usd' });
elements.create('payment').mount('#element');`,
      pay: `
        const early = await stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' }).catch((error) => error.message);
        const { error } = await elements.submit();
        if (error) return { error };
        const wrong = await stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' }).catch((error) => error.message);
        await elements.update({ amount: 2000 });
        const { selectedPaymentMethod } = await elements.submit();
        const { paymentIntent } = await stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' });
        return { early, wrong, selectedPaymentMethod, status: paymentIntent.status };`,
    });
    const buyer = await visit(html, intent.client_secret);
    await buyer.frame.locator('[name=number]').waitFor();
    expect(await buyer.pay()).toMatchObject({ error: { code: 'incomplete_number' } });
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toEqual({
      early: expect.stringContaining('elements.submit() must be called before stripe.confirmPayment()'),
      wrong: expect.stringContaining('amount (2000) does not match'),
      selectedPaymentMethod: 'card',
      status: 'succeeded',
    });
    await buyer.close();
  });

  it('creates payment methods and confirmation tokens, and reads intents', async () => {
    const key = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';
    const merchant = world.server.client({ key });
    const intent = await merchant.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const html = elementsPage({
      setUp: `const elements = stripe.elements({ mode: 'payment', amount: 2000, currency: 'usd' });
elements.create('payment').mount('#element');`,
      pay: `
        await elements.submit();
        const { paymentMethod } = await stripe.createPaymentMethod({ elements, params: { billing_details: { name: 'Jenny Rosen' } } });
        const { confirmationToken } = await stripe.createConfirmationToken({ elements, params: { return_url: 'https://shop.example/back' } });
        const { paymentIntent } = await stripe.retrievePaymentIntent(clientSecret);
        const missing = await stripe.retrievePaymentIntent('pi_1_secret_2');
        return { method: paymentMethod.id, name: paymentMethod.billing_details.name, token: confirmationToken.id, status: paymentIntent.status, missing: missing.error.code };`,
    });
    const buyer = await visit(html, intent.client_secret);
    await buyer.fillCard('4242424242424242');
    const { method, token, ...others } = await buyer.pay();
    expect(others).toEqual({
      name: 'Jenny Rosen',
      status: 'requires_payment_method',
      missing: 'resource_missing',
    });
    expect((await merchant.paymentMethods.retrieve(String(method))).card?.last4).toBe('4242');
    const paid = await merchant.paymentIntents.confirm(intent.id, { confirmation_token: String(token) });
    expect(paid.status).toBe('succeeded');
    await buyer.close();
  });

  it('saves and shows cards as the customer session says', async () => {
    const { id: customer } = await stripe.customers.create();
    const session = async () =>
      (
        await stripe.customerSessions.create({
          customer,
          components: {
            payment_element: {
              enabled: true,
              features: {
                payment_method_redisplay: 'enabled',
                payment_method_save: 'enabled',
                payment_method_save_usage: 'off_session',
                payment_method_remove: 'enabled',
              },
            },
          },
        })
      ).client_secret;
    const html = async () =>
      elementsPage({
        setUp: `const elements = stripe.elements({ clientSecret, customerSessionClientSecret: '${await session()}' });
const element = elements.create('payment');
for (const name of ['savedpaymentmethodremove', 'savedpaymentmethodupdate', 'availablepaymentmethodschange'])
  element.on(name, (event) => events.push({ name, ...event }));
element.on('change', ({ value }) => { document.body.dataset.value = JSON.stringify(value); });
element.mount('#element');`,
        pay: confirm,
      });
    const first = await intentOf({ customer });
    const buyer = await visit(await html(), first.client_secret);
    await buyer.fillCard('4242424242424242');
    await buyer.frame.getByRole('checkbox', { name: /Save/ }).check();
    await buyer.frame.getByText(/you allow .* to charge your card/).waitFor();
    expect(await buyer.pay()).toMatchObject({
      paymentIntent: { status: 'succeeded', setup_future_usage: 'off_session' },
    });
    const [saved] = (await stripe.customers.listPaymentMethods(customer)).data;
    expect(saved).toMatchObject({ allow_redisplay: 'always', card: { last4: '4242' } });
    await buyer.close();

    const second = await intentOf({ customer });
    const again = await visit(await html(), second.client_secret);
    await again.frame.getByRole('radio', { name: /4242/ }).waitFor();
    expect(await again.pay()).toMatchObject({
      paymentIntent: { status: 'succeeded', payment_method: saved?.id },
    });
    await again.close();

    const third = await intentOf({ customer });
    const last = await visit(await html(), third.client_secret);
    const menu = last.frame.getByRole('button', { name: 'More options' });
    await menu.press('Enter');
    await last.frame.getByRole('button', { name: 'Edit Visa' }).press('Enter');
    const editing = last.frame.getByRole('group', { name: 'Edit Visa' });
    await editing.getByLabel('Expiration date').fill('01 / 20');
    await editing.getByRole('button', { name: 'Save' }).press('Enter');
    await editing.getByText("Your card's expiration year is in the past.").waitFor();
    await editing.getByLabel('Expiration date').fill('04 / 40');
    await editing.getByLabel('ZIP code').fill('94110');
    await editing.getByLabel('ZIP code').press('Enter');
    await last.frame.getByText('04 / 40').waitFor();
    // What was open returns the focus to where it came from.
    await expect.poll(() => menu.evaluate((button) => button === document.activeElement)).toBe(true);
    const changed = await stripe.paymentMethods.retrieve(String(saved?.id));
    expect(changed).toMatchObject({
      card: { exp_month: 4, exp_year: 2040 },
      billing_details: { address: { country: 'US', postal_code: '94110' } },
    });
    const { tax_id: _taxId, ...billing_details } = changed.billing_details;
    const told = { id: saved?.id, type: 'card', billing_details };
    const value = async () => JSON.parse((await last.page.getAttribute('body', 'data-value')) ?? '{}');
    await expect.poll(value).toEqual({ type: 'card', payment_method: told });
    await menu.press('Enter');
    await last.frame.getByRole('button', { name: /Remove/ }).press('Enter');
    await last.frame.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).press('Enter');
    await last.frame.locator('[name=number]').waitFor();
    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
    expect(await last.page.evaluate('events')).toMatchObject([
      { name: 'availablepaymentmethodschange', paymentMethods: { card: { available: true } } },
      {
        name: 'savedpaymentmethodupdate',
        elementType: 'payment',
        success: true,
        payment_method: { id: saved?.id },
      },
      { name: 'savedpaymentmethodremove', elementType: 'payment', success: true, payment_method: told },
    ]);
    await expect
      .poll(value)
      .toMatchObject({ billingDetails: { address: { country: 'US', postalCode: null } } });
    await last.close();
  });

  it('puts labels inside fields that touch, above what is typed', async () => {
    const intent = await intentOf();
    const html = elementsPage({
      setUp: `stripe.elements({ clientSecret, appearance: { inputs: 'condensed' } }).create('payment').mount('#element');`,
      pay: 'return {};',
    });
    const buyer = await visit(html, intent.client_secret);
    await buyer.fillCard('4242424242424242');
    const field = buyer.frame.locator('[data-field=number]');
    const [around, label] = await Promise.all([
      field.boundingBox(),
      field.getByText('Card number').boundingBox(),
    ]);
    expect((label?.y ?? 0) - (around?.y ?? 0)).toBeCloseTo(6, 0);
    await buyer.close();
  });

  it('throws for mistakes of the page', async () => {
    const intent = await intentOf();
    const html = elementsPage({
      setUp: `const elements = stripe.elements({ clientSecret });
elements.create('payment').mount('#element');`,
      pay: `
        const message = async (act) => { try { await act(); return null; } catch (error) { return error.name + ': ' + error.message; } };
        return [
          await message(() => stripe.elements({ clientSecret, mode: 'payment' })),
          await message(() => stripe.elements({ clientSecret: 'nonsense' })),
          await message(() => stripe.elements({ mode: 'payment', currency: 'usd' })),
          await message(() => stripe.elements({ mode: 'other' })),
          await message(() => stripe.elements().create('payment')),
          await message(() => elements.create('payment')),
          await message(() => elements.create('ibann')),
          await message(() => stripe.confirmPayment({ elements })),
          await message(() => stripe.confirmPayment({ elements, redirect: 'never' })),
          await message(() => stripe.confirmPayment({ elements: stripe.elements({ clientSecret }), redirect: 'if_required' })),
          await message(() => stripe.confirmSetup({ elements, redirect: 'if_required' })),
          await message(() => stripe.retrieveSetupIntent('nonsense')),
          await message(() => stripe.confirmSetup({})),
        ];`,
    });
    const buyer = await visit(html, intent.client_secret);
    await buyer.page.click('#pay');
    const messages = Object.values(await buyer.outcome());
    expect(messages).toHaveLength(13);
    expect(messages.at(-1)).toContain('You must pass in a clientSecret when calling stripe.confirmSetup().');
    for (const message of messages) expect(message).toMatch(/^IntegrationError: /);
    await buyer.close();
  });

  it.each([
    ['/basil/stripe.js', { elementType: 'payment' }],
    [
      '/clover/stripe.js',
      {
        elementType: 'payment',
        error: {
          type: 'invalid_request_error',
          code: 'payment_intent_unexpected_state',
          message: expect.stringContaining('its status is canceled'),
        },
      },
    ],
  ])('on %s has its own answer to an intent that has ended', async (script, event) => {
    const intent = await intentOf();
    await stripe.paymentIntents.cancel(intent.id);
    const html = elementsPage({
      setUp: `const element = stripe.elements({ clientSecret }).create('payment');
for (const name of ['ready', 'loaderror']) element.on(name, (event) => {
  document.getElementById('result').textContent = JSON.stringify(event);
  document.getElementById('result').dataset.done = 'yes';
});
element.mount('#element');`,
      pay: 'return {};',
    });
    const clientSecret = intent.client_secret ?? '';
    const buyer = await Buyer.visit(world, { html, clientSecret, script });
    expect(await buyer.outcome()).toEqual(event);
    await buyer.close();
  });

  it('reports a session that cannot be loaded', async () => {
    const html = elementsPage({
      setUp: `const elements = stripe.elements({ clientSecret: 'pi_1_secret_2' });
const element = elements.create('payment');
element.on('loaderror', (event) => {
  document.getElementById('result').textContent = JSON.stringify(event);
  document.getElementById('result').dataset.done = 'yes';
});
element.mount('#element');`,
      pay: 'return {};',
    });
    const buyer = await visit(html);
    expect(await buyer.outcome()).toMatchObject({
      elementType: 'payment',
      error: { type: 'invalid_request_error', message: expect.stringContaining('client_secret') },
    });
    await buyer.close();
  });
});
