import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attackersServer,
  hostilePage,
  hostilePages,
  localDigits,
  numbers,
  paymentElementOn,
  takenTrace,
} from './support/hostile-page.ts';
import { Buyer, startWorld, type World } from './support/journey.ts';

const narrow = '90px';
const style = {
  base: { fontFamily: 'Digits, serif', fontSize: '24px', lineHeight: '2', padding: '10px' },
  empty: { padding: '2px', lineHeight: '3' },
  complete: { padding: '40px', fontSize: '40px', fontFamily: 'Digits' },
  invalid: { lineHeight: '96px', letterSpacing: '16px' },
};

// A card is typed twice, key by key, and after each keystroke everything that a page can see is examined.
describe("a hostile page around the card's frame", { timeout: 240_000 }, () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client();
  });
  afterAll(() => world.stop());

  async function open(setUp: string, width?: string) {
    const html = hostilePage(setUp, width);
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const buyer = await Buyer.visit(world, { html, clientSecret: intent.client_secret ?? '' });
    const asked = await attackersServer(buyer.context);
    await buyer.page.reload();
    await buyer.page.waitForFunction(`trace.some((line) => line.startsWith('event ready'))`);
    // What the page asked for beforehand has arrived, was passed to the frame, and was answered.
    await buyer.page.waitForLoadState('networkidle');
    for (let seen = -1, now = 0; seen !== now; ) {
      seen = now;
      await buyer.page.waitForTimeout(500);
      now = await buyer.page.evaluate('trace.length');
    }
    return { buyer, asked };
  }

  /** Types a card as a buyer does, key by key, through every field; returns what the page saw of each keystroke. */
  async function type(
    { buyer, asked }: Awaited<ReturnType<typeof open>>,
    title: string,
    fields: readonly (readonly [name: string, text: string])[],
  ) {
    const frame = buyer.page.frameLocator(`iframe[title="${title}"]`).first();
    const seen: string[] = [];
    await buyer.page.evaluate(takenTrace);
    for (const [name, text] of fields) {
      await frame.locator(`input[name="${name}"]`).focus();
      for (const key of text) {
        const before = asked.length;
        await buyer.page.keyboard.press(key);
        seen.push(...(await buyer.page.evaluate<string[]>(takenTrace)), `after a key of ${name}`);
        seen.push(`attacker's server ${JSON.stringify(asked.slice(before))}`);
      }
    }
    return seen;
  }

  describe.each(hostilePages)('with $name', (page) => {
    it('sees no difference between two numbers in the Payment Element', async () => {
      const traces: string[][] = [];
      for (const number of numbers) {
        const opened = await open(paymentElementOn(page), 'width' in page ? page.width : undefined);
        traces.push(
          await type(opened, 'Secure payment input frame', [
            ['number', number],
            ['cvc', number === numbers[0] ? '111' : '908'],
          ]),
        );
        await opened.buyer.close();
      }
      expect(traces[0]?.length).toBeGreaterThan(30);
      expect(traces[1]).toEqual(traces[0]);
      expect(
        traces[0]?.filter((line) => line.startsWith("attacker's server") && !line.endsWith('[]')),
      ).toEqual([]);
    });
  });

  it.each(['card', 'cardNumber'] as const)(
    'sees no difference between two numbers in the %s Element',
    async (kind) => {
      const title = kind === 'card' ? 'Secure card payment input frame' : 'Secure card number input frame';
      for (const fonts of ['[{ cssSrc: FONTS + "/digits.css" }]', JSON.stringify(localDigits)]) {
        const traces: string[][] = [];
        for (const number of numbers) {
          const opened = await open(
            `const elements = stripe.elements({ fonts: ${fonts} });
const element = elements.create('${kind}', { style: ${JSON.stringify(style)} }); watchElement(element); element.mount('#element');`,
            narrow,
          );
          traces.push(await type(opened, title, [['cardnumber', number]]));
          await opened.buyer.close();
        }
        expect(traces[0]?.length).toBeGreaterThan(20);
        expect(traces[1]).toEqual(traces[0]);
      }
    },
  );

  it("draws labels with the page's fonts, fetched by the page, and what is typed without them", async () => {
    const { buyer, asked } = await open(
      `const elements = stripe.elements({
  clientSecret,
  fonts: [{ cssSrc: FONTS + '/digits.css' }, { family: 'Brand', src: 'url(' + FONTS + '/brand.ttf)', weight: '600' }],
  appearance: { variables: { fontFamily: 'Brand' } },
});
const element = elements.create('payment'); watchElement(element); element.mount('#element');`,
    );
    const seen = await buyer.frame.locator('.p-CardForm').evaluate((form) => ({
      faces: [...document.fonts].map(({ family, weight, status }) => `${family} ${weight} ${status}`),
      families: ['.p-FieldLabel', '.p-Input-input'].map((selector) => {
        const found = form.querySelector(selector);
        return found === null ? '' : getComputedStyle(found).fontFamily;
      }),
      requests: performance
        .getEntriesByType('resource')
        .filter(({ name }) => !name.startsWith(location.origin)),
    }));
    expect(seen.faces).toContain('page Brand 600 loaded');
    expect(seen.faces).toHaveLength(11);
    expect(seen.families).toEqual(['"page Brand", Brand', 'Brand']);
    expect(seen.requests).toEqual([]);
    expect(asked.filter((path) => path === '/brand.ttf')).toHaveLength(1);
    await buyer.close();
  });
});
