import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementsPage } from './support/elements-page.ts';
import { attackersHost, attackersServer, localDigits, takeTrace, watching } from './support/hostile-page.ts';
import { Buyer, startWorld, type World } from './support/journey.ts';

/** Two whole cards of one brand, with other digits at almost every place. */
const numbers = ['4929127837409151', '4716508266513042'] as const;
const narrow = '90px';
/** Wider than what the page shows of it: the browser scrolls the page after the caret. */
const wide = '1600px';

const growing = {
  fieldSizing: 'content',
  width: 'auto',
  height: 'auto',
  aspectRatio: '1 / 1',
  fontFamily: 'Digits',
  display: 'inline',
  lineHeight: 'normal',
};
/** Every state and every property that the frame takes, at its most. */
const taken = {
  '.Input': {
    fontFamily: 'Digits, serif',
    letterSpacing: '3px',
    padding: '20px',
    fontSize: '24px',
    lineHeight: '2',
  },
  '.Input--empty': { padding: '2px', borderWidth: '8px', fontSize: '40px', lineHeight: '3' },
  '.Input--invalid': { padding: '30px', letterSpacing: '16px', fontWeight: '900' },
  '.Input:focus': { padding: '40px', border: '8px solid red', fontStyle: 'italic' },
  '.Input::placeholder': { fontSize: '48px', lineHeight: '3' },
};
const style = {
  base: { fontFamily: 'Digits, serif', fontSize: '24px', lineHeight: '2', padding: '10px' },
  empty: { padding: '2px', lineHeight: '3' },
  complete: { padding: '40px', fontSize: '40px', fontFamily: 'Digits' },
  invalid: { lineHeight: '96px', letterSpacing: '16px' },
};

const pages = [
  {
    name: 'a sheet of faces by digit',
    fonts: '[{ cssSrc: FONTS + "/digits.css" }]',
    rules: { '.Input': growing },
  },
  { name: 'faces of the machine by digit', fonts: JSON.stringify(localDigits), rules: { '.Input': growing } },
  {
    name: 'what an appearance may say',
    fonts: '[{ family: "Digits", src: "url(" + FONTS + "/one.ttf)" }]',
    rules: taken,
  },
  {
    name: 'a face of the machine with uneven digits',
    fonts: '[]',
    rules: { '.Input': { fontFamily: 'C059, Gelasio, Z003' } },
  },
  {
    name: 'labels in the fields of a narrow page',
    fonts: '[]',
    rules: taken,
    labels: 'floating',
    width: narrow,
  },
  {
    name: 'a caret that the browser scrolls the page after',
    fonts: '[]',
    rules: { '.Input': { fontFamily: 'C059, Gelasio, Z003', fontSize: '48px', letterSpacing: '2px' } },
    width: wide,
  },
] as const;

// A card is typed twice, key by key, and after each key everything that a page can see is looked at.
describe("a hostile page around the card's frame", { timeout: 240_000 }, () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client();
  });
  afterAll(() => world.stop());

  async function open(setUp: string, width = '400px') {
    const html = elementsPage({
      setUp: `const FONTS = '${attackersHost}';\n${watching}\n${setUp}`,
      pay: 'return {};',
    }).replace(
      '<div id="element"></div>',
      `<div id="scroller" style="width: 120px; height: 120px; overflow: scroll"><div id="element" style="width: ${width}"></div></div>`,
    );
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const buyer = await Buyer.visit(world, { html, clientSecret: intent.client_secret ?? '' });
    const asked = await attackersServer(buyer.context);
    await buyer.page.reload();
    await buyer.page.waitForFunction(`trace.some((line) => line.startsWith('event ready'))`);
    // What the page asked for beforehand is there, was given to the frame, and was answered.
    await buyer.page.waitForLoadState('networkidle');
    for (let seen = -1, now = 0; seen !== now; ) {
      seen = now;
      await buyer.page.waitForTimeout(500);
      now = await buyer.page.evaluate('trace.length');
    }
    return { buyer, asked };
  }

  /** Types a card as a buyer does, key by key, through every field, and answers what the page saw of each key. */
  async function type(
    { buyer, asked }: Awaited<ReturnType<typeof open>>,
    title: string,
    fields: readonly (readonly [name: string, text: string])[],
  ) {
    const frame = buyer.page.frameLocator(`iframe[title="${title}"]`).first();
    const seen: string[] = [];
    await takeTrace(buyer.page);
    for (const [name, text] of fields) {
      await frame.locator(`input[name="${name}"]`).focus();
      for (const key of text) {
        const before = asked.length;
        await buyer.page.keyboard.press(key);
        seen.push(...(await takeTrace(buyer.page)), `after a key of ${name}`);
        seen.push(`attacker's server ${JSON.stringify(asked.slice(before))}`);
      }
    }
    return seen;
  }

  describe.each(pages)('with $name', (page) => {
    it('sees the same of two numbers in the Payment Element', async () => {
      const { fonts, rules } = page;
      const labels = 'labels' in page ? page.labels : 'above';
      const traces: string[][] = [];
      for (const number of numbers) {
        const opened = await open(
          `const elements = stripe.elements({ clientSecret, fonts: ${fonts}, appearance: ${JSON.stringify({ rules, labels, variables: { fontFamily: 'Digits' } })} });
const element = elements.create('payment'); watchElement(element); element.mount('#element');`,
          'width' in page ? page.width : undefined,
        );
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

  it.each(['card', 'cardNumber'] as const)('sees the same of two numbers in the %s Element', async (kind) => {
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
  });

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
