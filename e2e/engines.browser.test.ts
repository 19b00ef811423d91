import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from './support/engines.ts';
import { hostilePage, hostilePages, numbers, paymentElementOn, takenTrace } from './support/hostile-page.ts';
import { createSession } from './support/journey.ts';
import { type Merchant, startMerchant } from './support/merchant.ts';
import { automatic } from './support/snippets.ts';
import { type Frames, patience, type Tab } from './support/tab.ts';

const element: Frames = ['iframe[title="Secure payment input frame"]'];
const issuer: Frames = ['iframe[src*="three-ds-2-challenge"]', 'iframe[name="stripe-challenge-frame"]'];
const complete = '#test-source-authorize-3ds';

// Chromium takes these journeys in the other tests.
describe.each(engines)('in $name', { timeout: 180_000 }, ({ installed, open }) => {
  describe.runIf(installed)('if it is installed', () => {
    let server: TestServer;
    let merchant: Merchant;
    let tab: Tab;
    let key: string;
    let stripe: Stripe;
    beforeAll(async () => {
      server = await testServer();
      merchant = await startMerchant(server.url);
      tab = await open();
      key = server.freshKey();
      stripe = server.client({ key });
    });
    afterAll(async () => {
      await tab?.close();
      await merchant?.stop();
      await server?.stop();
    });

    async function visit(params: Stripe.Checkout.SessionCreateParams = {}, script = '') {
      const session = await createSession(stripe, {
        saved_payment_method_options: { payment_method_save: 'enabled' },
        ...params,
      });
      const html = automatic.replace('<script>', `<script>${script}\n`);
      await tab.open(merchant.publish({ html, clientSecret: session.client_secret ?? '' }));
      return session;
    }

    /** Types key by key, as a buyer does; the fields show a card as it is printed. */
    async function typeCard(frames: Frames, names: readonly string[], number: string) {
      const card = [
        [number, number.replaceAll(/\d{4}(?=\d)/g, '$& ')],
        ['1234', '12 / 34'],
        ['123', '123'],
        ['12345', '12345'],
      ] as const;
      for (const [at, [typed, shown]] of card.entries()) {
        await tab.type(frames, names[at] ?? '', typed);
        expect(await tab.value(frames, names[at] ?? '')).toBe(shown);
      }
    }

    const typeIn = (number: string) =>
      typeCard(
        element,
        ['number', 'expiry', 'cvc', 'postalCode'].map((name) => `input[name="${name}"]`),
        number,
      );

    const outcome = async (): Promise<unknown> => JSON.parse(await tab.text([], '#result[data-done=yes]'));

    it('a decline is explained, and the card is corrected', async () => {
      await visit({ customer_creation: 'always' });
      await typeIn('4000000000009995');
      await tab.enter('#pay');
      const message = 'Your card has insufficient funds.';
      expect(await outcome()).toMatchObject({ error: { message } });
      expect(await tab.text(element, '[role=alert]')).toBe(message);
    });

    it('a card pays after 3-D Secure, is saved with consent, and is used again', async () => {
      const first = await visit({ customer_creation: 'always' });
      await typeIn('4000002760003184');
      await tab.click(element, 'input[name="savePaymentMethod"]');
      await tab.enter('#pay');
      await tab.click(issuer, complete);
      expect(await outcome()).toMatchObject({ type: 'success', status: { type: 'complete' } });
      const { customer } = await stripe.checkout.sessions.retrieve(first.id);
      const { data: saved } = await stripe.paymentMethods.list({ customer: String(customer), type: 'card' });
      expect(saved).toMatchObject([{ allow_redisplay: 'always', card: { last4: '3184' } }]);

      const second = await visit({ customer: String(customer) });
      await tab.text(element, 'input[name="savedPaymentMethod"]:checked');
      await tab.enter('#pay');
      await tab.click(issuer, complete);
      expect(await outcome()).toMatchObject({ type: 'success', status: { type: 'complete' } });
      const paid = await stripe.checkout.sessions.retrieve(second.id, { expand: ['payment_intent'] });
      expect(paid).toMatchObject({
        payment_status: 'paid',
        payment_intent: { payment_method: saved[0]?.id },
      });
    });

    it('a language that is not a language tag breaks neither the hosted page nor the dashboard', async () => {
      const session = await createSession(stripe, {
        ui_mode: 'hosted_page',
        success_url: `${merchant.origin}/thanks`,
        customer_email: 'jenny@example.com',
      });
      await tab.open(session.url ?? '');
      expect(await tab.evaluate([], 'navigator.language')).toBe('C');
      await expect.poll(() => tab.text([], 'body'), patience).toContain('$20.00');
      await typeCard(
        [],
        ['#cardNumber', '#cardExpiry', '#cardCvc', '#billingPostalCode'],
        '4242424242424242',
      );
      await tab.type([], '#billingName', 'Jenny Rosen');
      await tab.enter('[data-testid="hosted-payment-submit-button"]');
      await expect.poll(() => tab.text([], 'h1'), patience).toBe('Thank you');

      await tab.open(`${server.url}/dashboard`);
      await tab.evaluate([], `localStorage.setItem('onfile.sandbox', '${key}')`);
      await tab.open(`${server.url}/dashboard/payments`);
      await expect.poll(() => tab.text([], 'tbody'), patience).toMatch(/\$20\.00.*Succeeded/s);
      await tab.enter('tbody a');
      await expect.poll(() => tab.text([], 'h1'), patience).toContain('$20.00');
    });

    it('consent covered by the page is not known to be in view', async () => {
      const session = await visit(
        { customer_creation: 'always' },
        `Object.assign(document.body.appendChild(document.createElement('div')).style,
          { position: 'fixed', inset: 0, background: 'white', pointerEvents: 'none' })`,
      );
      await typeIn('4242424242424242');
      await tab.click(element, 'input[name="savePaymentMethod"]');
      await tab.enter('#pay');
      expect(await outcome()).toMatchObject({ type: 'success' });
      const { data } = (await stripe.rawRequest('GET', '/v1/onfile/consents?limit=1')) as unknown as {
        readonly data: readonly unknown[];
      };
      expect(data[0]).toMatchObject({ checkout_session: session.id, source: 'element', in_view: false });
    });

    // Each keystroke is observed until its effects settle, so only the two pages that need no server of the attacker's.
    const pages = hostilePages.filter(({ name }) => /^(typefaces of the machine|a caret)/.test(name));
    /** Waits until nothing more happens, so that whatever comes next was caused by the keys. */
    const rest = `(async () => { for (let still = 0; still < 8; still += 1) if ((await ${takenTrace}).length > 1) still = 0; })()`;
    it.each(pages)('a hostile page with $name sees no difference between two numbers', async (page) => {
      const traces: unknown[] = [];
      for (const number of numbers) {
        const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
        const html = hostilePage(paymentElementOn(page), 'width' in page ? page.width : undefined);
        await tab.open(merchant.publish({ html, clientSecret: intent.client_secret ?? '' }));
        const ready = `trace.some((line) => line.startsWith('event ready'))`;
        await expect.poll(() => tab.evaluate([], ready), patience).toBe(true);
        await tab.walkInto(element, 'input[name="number"]');
        await tab.evaluate([], rest);
        const seen: unknown[] = [];
        for (const digit of number) {
          await tab.press(element, digit);
          seen.push(await tab.evaluate([], takenTrace));
        }
        traces.push(seen);
      }
      expect(traces[1]).toEqual(traces[0]);
    });
  });
});
