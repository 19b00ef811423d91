import { Page as PageCalls } from '@onfile/server/testing/page.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSession, startWorld, type World } from './support/journey.ts';
import { publishableKey } from './support/merchant.ts';

describe('a challenge as a whole page', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('finishes the payment and goes back to the merchant', async () => {
    const stripe = world.server.client();
    const session = await createSession(stripe, {
      return_url: `${world.merchant.origin}/back?id={CHECKOUT_SESSION_ID}`,
    });
    const waiting = await new PageCalls(world.server.url, session).pay('4000002760003184');
    const page = await world.browser.newPage();
    await page.goto(`${waiting.next_action?.redirect_url}&publishable_key=${publishableKey}`);
    await page.getByRole('button', { name: /^Complete/ }).click();
    await page.waitForURL(`${world.merchant.origin}/back?id=${session.id}`);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    await page.close();
  });
});
