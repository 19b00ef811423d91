import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledPage, bundlePage } from './support/bundled-page.ts';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';

describe('@stripe/react-stripe-js', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it.each([
    ['the newest major', 'react.tsx', '/endive/stripe.js'],
    ["clover's major", 'react-clover.tsx', '/clover/stripe.js'],
  ])(
    '%s pays with the Payment Element; loadStripe uses the script that is already there',
    async (_name, file, script) => {
      const code = await bundlePage(file);
      const session = await createSession(world.server.client());
      const buyer = await Buyer.visit(world, {
        html: bundledPage(code),
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

  it.each([
    ['/v3/', 3],
    ['/acacia/stripe.js', 3],
    ['/basil/stripe.js', 4],
    ['/clover/stripe.js', 5],
    ['/dahlia/stripe.js', 6],
    ['/endive/stripe.js', 7],
  ])(
    'Elements of %s pay with the PaymentElement and with the CardElement of major %i',
    async (script, major) => {
      const wrapper = major === 7 ? {} : { '@stripe/react-stripe-js': `react-stripe-js-${major}` };
      const code = await bundlePage('react-elements.tsx', wrapper);
      for (const element of ['payment', 'card']) {
        const intent = await world.server.client().paymentIntents.create({ amount: 2000, currency: 'usd' });
        const html = bundledPage(code, element);
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
