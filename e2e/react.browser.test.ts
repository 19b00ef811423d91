import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { bundleReactPage, reactPage } from './support/react-page.ts';

describe('@stripe/react-stripe-js', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it.each([
    ['the newest major', './pages/react.tsx', '/endive/stripe.js'],
    ["clover's major", './pages/react-clover.tsx', '/clover/stripe.js'],
  ])(
    '%s pays with the Payment Element; loadStripe takes the script that is there',
    async (_name, file, script) => {
      const code = await bundleReactPage(fileURLToPath(new URL(file, import.meta.url)));
      const session = await createSession(world.server.client());
      const buyer = await Buyer.visit(world, {
        html: reactPage(code),
        script,
        clientSecret: session.client_secret ?? '',
      });
      await buyer.fillCard('4242424242424242');
      expect(await buyer.page.textContent('#total')).toBe('$20.00');
      expect(await buyer.pay()).toEqual({
        type: 'success',
        status: { type: 'complete', paymentStatus: 'paid' },
      });
      expect(await buyer.page.locator('script[src*="js.stripe.com"]').count()).toBe(0);
      await buyer.close();
    },
  );
});
