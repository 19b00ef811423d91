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

  it.each(['/v3/', '/clover/stripe.js', '/endive/stripe.js'])(
    'Elements of %s pay with the PaymentElement and with the CardElement',
    async (script) => {
      const code = await bundleReactPage(
        fileURLToPath(new URL('./pages/react-elements.tsx', import.meta.url)),
      );
      for (const element of ['payment', 'card']) {
        const intent = await world.server.client().paymentIntents.create({ amount: 2000, currency: 'usd' });
        const html = reactPage(code, element);
        const buyer = await Buyer.visit(world, { html, script, clientSecret: intent.client_secret ?? '' });
        if (element === 'payment') await buyer.fillCard('4242424242424242');
        else {
          const frame = buyer.page.frameLocator('iframe[title="Secure card payment input frame"]');
          await frame.locator('[name=cardnumber]').fill('4242424242424242');
          await frame.locator('[name=exp-date]').fill('12 / 34');
          await frame.locator('[name=cvc]').fill('123');
        }
        await buyer.page.locator('#complete', { hasText: /^complete$/ }).waitFor();
        expect(await buyer.pay()).toEqual({ status: 'succeeded' });
        expect(buyer.complaints).toEqual([]);
        await buyer.close();
      }
    },
  );
});
