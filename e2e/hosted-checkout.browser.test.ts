import { AxeBuilder } from '@axe-core/playwright';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, startWorld, type World } from './support/journey.ts';

describe('the hosted checkout page', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  async function open(params: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
    const stripe = world.server.client();
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

  const submit = (buyer: Buyer) => buyer.page.click('button[type=submit]');

  it('takes the payment, saves the card with consent, and sends the buyer to the success_url', async () => {
    const { stripe, session, url } = await open({
      customer_creation: 'always',
      saved_payment_method_options: { payment_method_save: 'enabled' },
    });
    expect(session).toMatchObject({ ui_mode: 'hosted_page', client_secret: null, status: 'open' });
    const buyer = await Buyer.open(world, url);
    expect(await buyer.page.textContent('.Summary-total')).toBe('$50.00');
    await buyer.page.fill('[name=email]', 'jenny@example.com');
    await buyer.fillCard('4242424242424242');
    await buyer.frame.getByRole('checkbox').check();
    await submit(buyer);
    await buyer.page.waitForURL(`**/healthz?session_id=${session.id}`);
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer_details: { email: 'jenny@example.com' },
    });
    const cards = await stripe.customers.listPaymentMethods(String(paid.customer));
    expect(cards.data).toMatchObject([{ allow_redisplay: 'always', card: { last4: '4242' } }]);
    expect(buyer.complaints).toEqual([]);

    await buyer.page.goto(url);
    await buyer.page.getByRole('heading', { name: 'You are all done here' }).waitFor();
    await buyer.close();
  });

  it('says in the element why a card was declined or not proven, once, and takes another', async () => {
    const { url } = await open();
    const buyer = await Buyer.open(world, url);
    await buyer.page.fill('[name=email]', 'jenny@example.com');
    await submit(buyer);
    await buyer.frame.getByText('Your card number is incomplete.').waitFor();
    await buyer.fillCard('4000000000009995');
    await submit(buyer);
    await buyer.frame.getByText('Your card has insufficient funds.').waitFor();
    await buyer.fillCard('4000000000003220');
    await submit(buyer);
    await buyer.challenge.locator('#test-source-fail-3ds').click();
    await buyer.frame.getByText('We are unable to authenticate your payment method.').waitFor();
    expect(await buyer.page.textContent('.Pay-fault')).toBe('');
    await buyer.fillCard('4242424242424242');
    await submit(buyer);
    await buyer.page.waitForURL('**/healthz?**');
    await buyer.close();
  });

  it('saves a card without a payment', async () => {
    const { stripe, session, url } = await open({
      mode: 'setup',
      currency: 'usd',
      line_items: undefined as never,
    });
    const buyer = await Buyer.open(world, url);
    await buyer.page.fill('[name=email]', 'jenny@example.com');
    await buyer.fillCard('4242424242424242');
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
    await buyer.frame.locator('[name=number]').waitFor();
    const fewer = buyer.page.getByRole('button', { name: 'Decrease the quantity of T-shirt' });
    const more = buyer.page.getByRole('button', { name: 'Increase the quantity of T-shirt' });
    await more.press('Enter');
    await buyer.page.locator('.Summary-total', { hasText: '$75.00' }).waitFor();
    expect(await more.getAttribute('aria-disabled')).toBe('true');
    expect((await new AxeBuilder({ page: buyer.page }).analyze()).violations).toEqual([]);
    await fewer.press('Enter');
    await buyer.page.locator('.Summary-total', { hasText: '$50.00' }).waitFor();
    await fewer.press('Enter');
    await buyer.page.getByRole('button', { name: 'Pay $25.00' }).waitFor();
    expect(await fewer.getAttribute('aria-disabled')).toBe('true');
    await buyer.page.fill('[name=email]', 'jenny@example.com');
    await buyer.fillCard('4242424242424242');
    await submit(buyer);
    await buyer.page.waitForURL('**/healthz?**');
    expect((await stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(2500);
    await buyer.close();
  });

  it('opens with the secret of its address only', async () => {
    const { url } = await open();
    const buyer = await Buyer.open(world, `${url.split('#')[0]}#wrong`);
    await buyer.page.getByRole('heading', { name: 'This page does not exist' }).waitFor();
    await buyer.close();
  });

  it.each([
    ['light', 1280, 'en-US'],
    ['dark', 360, 'de-DE'],
  ] as const)('can be used by everyone: %s, %i px wide, %s', async (colorScheme, width, locale) => {
    const { url } = await open({
      consent_collection: { terms_of_service: 'required' },
      phone_number_collection: { enabled: true },
    });
    const buyer = await Buyer.open(world, url, { colorScheme, locale, viewport: { width, height: 800 } });
    await buyer.frame.locator('[name=number]').waitFor();
    const { violations } = await new AxeBuilder({ page: buyer.page }).analyze();
    expect(violations).toEqual([]);
    const overflow = await buyer.page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    await buyer.close();
  });
});
