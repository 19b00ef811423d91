import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, startWorld, type World } from './support/journey.ts';

describe('the hosted checkout page', () => {
  let world: World;
  /** For tests that only look at the page. */
  let shown: Buyer | undefined;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  async function open(
    params: Partial<Stripe.Checkout.SessionCreateParams> = {},
    stripe = world.server.client(),
  ) {
    await stripe.rawRequest('POST', '/v1/onfile/settings', { terms_url: 'https://shop.example/terms' });
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: `${world.server.url}/healthz?session_id={CHECKOUT_SESSION_ID}`,
      cancel_url: 'https://shop.example/cart',
      line_items: [
        {
          price_data: { currency: 'usd', unit_amount: 2500, product_data: { name: 'T-shirt' } },
          quantity: 2,
        },
      ],
      ...params,
    });
    return { stripe, session, url: session.url ?? '' };
  }

  const submit = (buyer: Buyer) => buyer.page.getByTestId('hosted-payment-submit-button').click();
  const total = (buyer: Buyer, text: string) =>
    buyer.page.locator('.Summary-total', { hasText: text }).waitFor();

  async function fillCard({ page }: Buyer, number: string) {
    await page.fill('#cardNumber', number);
    await page.fill('#cardExpiry', '12 / 34');
    await page.fill('#cardCvc', '123');
    await page.fill('#billingName', 'Jenny Rosen');
    await page.fill('#billingPostalCode', '12345');
  }

  it('takes the payment, saves the card with consent, and sends the buyer to the success_url', async () => {
    const { stripe, session, url } = await open({
      customer_creation: 'always',
      saved_payment_method_options: { payment_method_save: 'enabled' },
    });
    expect(session).toMatchObject({ ui_mode: 'hosted_page', client_secret: null, status: 'open' });
    const buyer = await Buyer.open(world, url);
    expect(await buyer.page.textContent('.Summary-total')).toBe('$50.00');
    await buyer.page.fill('#email', 'jenny@example.com');
    await fillCard(buyer, '4242424242424242');
    await buyer.page.getByLabel('Save payment details for future purchases').check();
    await submit(buyer);
    await buyer.page.waitForURL(`**/healthz?session_id=${session.id}`);
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer_details: { email: 'jenny@example.com', name: 'Jenny Rosen' },
    });
    const cards = await stripe.customers.listPaymentMethods(String(paid.customer));
    expect(cards.data).toMatchObject([
      { allow_redisplay: 'always', billing_details: { name: 'Jenny Rosen' }, card: { last4: '4242' } },
    ]);
    expect(buyer.complaints).toEqual([]);

    await buyer.page.goto(url);
    await buyer.page.getByRole('heading', { name: 'You are all done here' }).waitFor();
    await buyer.close();
  });

  it('says why a card was declined or not authenticated, and takes another', async () => {
    const { stripe, session, url } = await open({ customer_creation: 'always' });
    const buyer = await Buyer.open(world, url);
    await buyer.page.fill('#email', 'jenny@exmaple.com');
    await submit(buyer);
    await buyer.page.getByText('Your card number is incomplete.').waitFor();
    await fillCard(buyer, '4000000000009995');
    await submit(buyer);
    await buyer.page.getByText('Your card has insufficient funds.').waitFor();
    // The buyer can correct what was mistyped, although a customer was created with it.
    await buyer.page.fill('#email', 'jenny@example.com');
    await fillCard(buyer, '4000000000003220');
    await submit(buyer);
    await buyer.challenge.locator('#test-source-fail-3ds').click();
    await buyer.page.getByText('We are unable to authenticate your payment method.').waitFor();
    expect(await buyer.page.getByRole('alert').count()).toBe(1);
    await fillCard(buyer, '4242424242424242');
    await submit(buyer);
    await buyer.page.waitForURL('**/healthz?**');
    expect(
      await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer', 'payment_intent'] }),
    ).toMatchObject({
      customer_details: { email: 'jenny@example.com' },
      customer: { email: 'jenny@example.com' },
    });
    await buyer.close();
  });

  it('saves a card without a payment', async () => {
    const { stripe, session, url } = await open({
      mode: 'setup',
      currency: 'usd',
      line_items: undefined as never,
    });
    const buyer = await Buyer.open(world, url);
    await buyer.page.fill('#email', 'jenny@example.com');
    await fillCard(buyer, '4242424242424242');
    await buyer.page.getByRole('button', { name: 'Save card' }).click();
    await buyer.page.waitForURL('**/healthz?**');
    expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] })).toMatchObject({
      status: 'complete',
      setup_intent: { status: 'succeeded' },
    });
    await buyer.close();
  });

  it('lets the buyer change a quantity within its limits, and pays the new total', async () => {
    const { stripe, session, url } = await open({
      line_items: [
        {
          price_data: { currency: 'usd', unit_amount: 2500, product_data: { name: 'T-shirt' } },
          quantity: 2,
          adjustable_quantity: { enabled: true, minimum: 1, maximum: 3 },
        },
      ],
    });
    const buyer = await Buyer.open(world, url);
    await buyer.page.locator('#cardNumber').waitFor();
    const fewer = buyer.page.getByRole('button', { name: 'Decrease the quantity of T-shirt' });
    const more = buyer.page.getByRole('button', { name: 'Increase the quantity of T-shirt' });
    await more.press('Enter');
    await total(buyer, '$75.00');
    expect(await more.getAttribute('aria-disabled')).toBe('true');
    expect((await new AxeBuilder({ page: buyer.page }).analyze()).violations).toEqual([]);
    await fewer.press('Enter');
    await total(buyer, '$50.00');
    await fewer.press('Enter');
    await buyer.page.getByRole('button', { name: 'Pay $25.00' }).waitFor();
    expect(await fewer.getAttribute('aria-disabled')).toBe('true');
    await buyer.page.fill('#email', 'jenny@example.com');
    await fillCard(buyer, '4242424242424242');
    await submit(buyer);
    await buyer.page.waitForURL('**/healthz?**');
    expect((await stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(2500);
    await buyer.close();
  });

  it('names everything missing in its place, and then takes a saved card', async () => {
    const stripe = world.server.client();
    const customer = await stripe.customers.create({});
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.paymentMethods.update(card.id, { allow_redisplay: 'always' });
    const asked = {
      customer: customer.id,
      consent_collection: { terms_of_service: 'required' },
      phone_number_collection: { enabled: true },
    } as const;
    const { session, url } = await open(asked, stripe);
    const buyer = await Buyer.open(world, url);
    const { page } = buyer;
    await submit(buyer);
    await page.locator('#emailError', { hasText: 'Your email is incomplete.' }).waitFor();
    await page.locator('#phoneNumberError', { hasText: 'Your phone number is incomplete.' }).waitFor();
    await page.locator('#termsOfServiceError').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('email');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.fill('#email', 'jenny@example.com');
    await page.fill('#phoneNumber', '+1 555 0100');
    await page.getByLabel('I agree to the terms of service').check();
    expect(await page.getByRole('alert').count()).toBe(0);
    await submit(buyer);
    await page.waitForURL('**/healthz?**');
    expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })).toMatchObject(
      {
        customer_details: { email: 'jenny@example.com', phone: '+1 555 0100' },
        payment_intent: { payment_method: card.id },
      },
    );
    await buyer.close();
  });

  it('says why a quantity cannot be changed, and keeps the old one; and that the session has expired', async () => {
    const { stripe, session, url } = await open({
      line_items: [
        {
          price_data: { currency: 'usd', unit_amount: 60_000_000, product_data: { name: 'Yacht' } },
          quantity: 1,
          adjustable_quantity: { enabled: true },
        },
      ],
    });
    const buyer = await Buyer.open(world, url);
    await buyer.page.locator('#cardNumber').waitFor();
    const more = buyer.page.getByRole('button', { name: 'Increase the quantity of Yacht' });
    // Two of them exceed the maximum amount of a payment.
    await more.click();
    await buyer.page.getByRole('alert').waitFor();
    await total(buyer, '$600,000.00');
    await stripe.checkout.sessions.expire(session.id);
    await more.click();
    await buyer.page.getByRole('heading', { name: 'expired' }).waitFor();
    await buyer.close();
  });

  it.each(['https://pictures.example/shirt.svg', 'http://pictures.example/shirt.svg'])(
    'shows the picture %s, within its policy',
    async (image) => {
      const product_data = { name: 'T-shirt', images: [image] };
      const { url } = await open({
        line_items: [{ price_data: { currency: 'usd', unit_amount: 2500, product_data }, quantity: 1 }],
      });
      const buyer = await Buyer.open(world, 'about:blank');
      await buyer.page.route(image, (route) =>
        route.fulfill({
          contentType: 'image/svg+xml',
          body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        }),
      );
      await buyer.page.goto(url);
      await buyer.page.locator('#cardNumber').waitFor();
      await buyer.page.waitForFunction("document.querySelector('.Summary-image').naturalWidth === 9");
      expect(buyer.complaints).toEqual([]);
      await buyer.close();
    },
  );

  it('cannot be framed', async () => {
    const { url } = await open();
    const buyer = await Buyer.visit(world, { html: `<iframe src="${url}"></iframe>`, clientSecret: '' });
    await expect.poll(() => buyer.complaints).toEqual([expect.stringContaining("frame-ancestors 'none'")]);
    await buyer.close();
  });

  it.each([
    ['number by role', (page: Page) => page.getByRole('textbox', { name: 'Card number' })],
    ['number by placeholder', (page: Page) => page.getByPlaceholder('1234 1234 1234 1234')],
    ['number by name', (page: Page) => page.locator('input[name="cardNumber"]')],
    ['expiry by role', (page: Page) => page.getByRole('textbox', { name: 'Expiration' })],
    ['expiry by placeholder', (page: Page) => page.getByPlaceholder('MM / YY')],
    ['expiry by name', (page: Page) => page.locator('input[name="cardExpiry"]')],
    ['code by role', (page: Page) => page.getByRole('textbox', { name: 'CVC' })],
    ['code by label', (page: Page) => page.getByLabel('CVC')],
    ['code by name', (page: Page) => page.locator('input[name="cardCvc"]')],
    ['name by role', (page: Page) => page.getByRole('textbox', { name: 'Cardholder name' })],
    ['name by placeholder', (page: Page) => page.getByPlaceholder('Full name on card')],
    ['name by id', (page: Page) => page.locator('#billingName')],
    ['country by id', (page: Page) => page.locator('select#billingCountry')],
    ['country by label', (page: Page) => page.getByLabel('Country')],
    ['postal code by id', (page: Page) => page.locator('#billingPostalCode')],
    ['email by role', (page: Page) => page.getByRole('textbox', { name: 'Email' })],
    ['email by label', (page: Page) => page.getByLabel('Email')],
    ['email by placeholder', (page: Page) => page.getByPlaceholder('email@example.com')],
    ['card by test id', (page: Page) => page.getByTestId('card-accordion-item')],
    ['card button by test id', (page: Page) => page.getByTestId('card-accordion-item-button')],
    ['submit by class', (page: Page) => page.locator('.SubmitButton')],
    ['submit by role', (page: Page) => page.getByRole('button', { name: 'Pay' })],
  ] as const)('is found as public tests find it: %s', async (_name, find) => {
    shown ??= await Buyer.open(world, (await open()).url);
    const found = find(shown.page);
    await found.waitFor();
    expect(await found.count()).toBe(1);
  });

  it('opens only with the secret in its address', async () => {
    const { url } = await open();
    const buyer = await Buyer.open(world, `${url.split('#')[0]}#wrong`);
    await buyer.page.getByRole('heading', { name: 'This page does not exist' }).waitFor();
    await buyer.close();
  });

  it.each([
    ['light', 1280, 'en-US'],
    ['dark', 360, 'de-DE'],
  ] as const)('is accessible: %s, %i px wide, %s', async (colorScheme, width, locale) => {
    const { url } = await open({
      consent_collection: { terms_of_service: 'required' },
      phone_number_collection: { enabled: true },
    });
    const buyer = await Buyer.open(world, url, { colorScheme, locale, viewport: { width, height: 800 } });
    await buyer.page.locator('#cardNumber').waitFor();
    const { violations } = await new AxeBuilder({ page: buyer.page }).analyze();
    expect(violations).toEqual([]);
    const overflow = await buyer.page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    await buyer.close();
  });
});
