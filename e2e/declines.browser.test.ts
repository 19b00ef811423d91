import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { automatic } from './support/snippets.ts';

describe('a payment that does not go through at once', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  async function visit(params = {}) {
    const stripe = world.server.client();
    const session = await createSession(stripe, params);
    const buyer = await Buyer.visit(world, { html: automatic, clientSecret: session.client_secret ?? '' });
    return { stripe, session, buyer };
  }

  it.each([
    ['4000000000000002', 'generic_decline', 'Your card was declined.'],
    ['4000000000009995', 'insufficient_funds', 'Your card has insufficient funds.'],
    ['4000000000009987', 'lost_card', 'Your card was declined.'],
    ['4000000000000069', 'expired_card', 'Your card has expired.'],
    ['4000000000000127', 'incorrect_cvc', "Your card's security code is incorrect."],
    [
      '4000000000000119',
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
    ],
  ])('%s is declined (%s), the buyer is told, and may try again', async (number, declineCode, message) => {
    const { stripe, session, buyer } = await visit();
    await buyer.fillCard(number);
    expect(await buyer.pay()).toEqual({
      error: { code: 'paymentFailed', message, paymentFailed: { declineCode } },
    });
    await buyer.frame.getByRole('alert').filter({ hasText: message }).waitFor();
    await buyer.page.evaluate(() => document.getElementById('result')?.removeAttribute('data-done'));
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
    await buyer.close();
  });

  it('incomplete fields are shown and nothing is sent', async () => {
    const { stripe, buyer } = await visit();
    await buyer.frame.locator('input[name="number"]').fill('4242');
    expect(await buyer.pay()).toEqual({ error: { code: null, message: 'Your card number is incomplete.' } });
    await buyer.frame.getByText('Your card number is incomplete.').waitFor();
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
    await buyer.close();
  });

  it('3-D Secure: the buyer completes the challenge', async () => {
    const { stripe, session, buyer } = await visit();
    await buyer.fillCard('4000002760003184');
    await buyer.page.click('#pay');
    await buyer.challenge.locator('#test-source-authorize-3ds').click();
    expect(await buyer.outcome()).toMatchObject({ type: 'success' });
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete');
    await expect.poll(() => buyer.page.locator('iframe[src*="three-ds-2-challenge"]').count()).toBe(0);
    await buyer.close();
  });

  it('3-D Secure: the buyer fails the challenge and pays with another card', async () => {
    const { stripe, buyer } = await visit();
    await buyer.fillCard('4000002760003184');
    await buyer.page.click('#pay');
    await buyer.challenge.getByRole('button', { name: /^Fail/ }).click();
    const outcome = await buyer.outcome();
    expect(JSON.stringify(outcome)).toContain('We are unable to authenticate your payment method');
    await buyer.page.evaluate(() => document.getElementById('result')?.removeAttribute('data-done'));
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    expect((await stripe.charges.list()).data).toHaveLength(1);
    await buyer.close();
  });

  it('goes to the return URL, with the session in it', async () => {
    const { session, buyer } = await visit({
      return_url: `${world.merchant.origin}/thanks?session={CHECKOUT_SESSION_ID}`,
    });
    await buyer.fillCard('4242424242424242');
    await buyer.page.click('#pay');
    await buyer.page.waitForURL(`${world.merchant.origin}/thanks?session=${session.id}`);
    await buyer.close();
  });
});
