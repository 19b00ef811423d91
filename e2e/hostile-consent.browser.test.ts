import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrastsIn } from './support/contrast.ts';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { automatic } from './support/snippets.ts';

/** Everything a page can ask for to hide what is agreed to, or to lay it over the number. */
const hiding = Object.fromEntries(
  ['.Checkbox', '.CheckboxInput', '.CheckboxLabel', '.TermsText'].map((selector) => [
    selector,
    {
      position: 'absolute',
      top: '-200px',
      margin: '-200px 0 0',
      transform: 'translateY(-200px)',
      opacity: '0',
      color: '#fefefe',
      backgroundColor: '#fefefe',
      fontSize: '1px',
      lineHeight: '0',
      letterSpacing: '-20px',
      width: '0',
      height: '0',
      overflow: 'hidden',
      visibility: 'hidden',
      display: 'none',
      clipPath: 'inset(50%)',
      zIndex: '-1',
      fontFamily: 'Blank',
      WebkitTextFillColor: 'transparent',
    },
  ]),
);
const covering = {
  '.Input': {
    boxShadow: '0 48px 0 48px white',
    outline: '4px solid white',
    outlineOffset: '4px',
    margin: '0 0 -300px',
  },
  '.Error': { margin: '0 0 -300px', padding: '64px' },
};
const small = {
  fontSizeBase: '8px',
  fontLineHeight: '1',
  gridRowSpacing: '0',
  spacingUnit: '0',
  colorText: '#ffffff',
  colorTextSecondary: 'transparent',
  fontFamily: 'Blank',
};

/** Of the words beside the box and the terms, on a black page. */
async function contrastsOf(buyer: Buyer): Promise<readonly number[]> {
  const all = await contrastsIn(buyer.frame.locator('.p-CardForm'), '#000000');
  const agreed = all.filter(({ text }) => /^(Save payment details|By providing)/.test(text));
  return agreed.map(({ contrast }) => contrast);
}

/** Waits as long as a person needs: words count as seen half a second after the browser first observed them. */
const read = (buyer: Buyer) => buyer.page.waitForTimeout(2000);

describe('what a buyer agrees to', () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client();
  });
  afterAll(() => world.stop());

  async function visit(page: { readonly appearance?: object; readonly script?: string } = {}) {
    const session = await createSession(stripe, {
      customer_creation: 'always',
      saved_payment_method_options: { payment_method_save: 'enabled' },
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    const buyer = await Buyer.visit(world, {
      html: automatic
        .replace(
          'elementsOptions: {',
          `elementsOptions: { appearance: ${JSON.stringify(page.appearance ?? {})},`,
        )
        .replace('<script>', `<script>${page.script ?? ''}\n`),
      clientSecret: session.client_secret ?? '',
    });
    await buyer.frame.getByRole('checkbox').waitFor();
    await read(buyer);
    return { buyer, session };
  }

  async function recorded(session: Stripe.Checkout.Session) {
    const { data } = (await stripe.rawRequest('GET', '/v1/onfile/consents?limit=1')) as unknown as {
      readonly data: readonly Readonly<Record<string, unknown>>[];
    };
    expect(data[0]).toMatchObject({ checkout_session: session.id, source: 'element' });
    return data[0];
  }

  async function agreeAndPay(buyer: Buyer) {
    await buyer.frame.locator('input[name="savePaymentMethod"]').focus();
    await buyer.page.keyboard.press('Space');
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
  }

  it('is recorded as seen if it was', async () => {
    const { buyer, session } = await visit();
    await agreeAndPay(buyer);
    expect(await recorded(session)).toMatchObject({ in_view: true });
    await buyer.close();
  });

  it.each([
    ['its own rules', { rules: hiding }],
    ["others' rules", { rules: covering }],
    ['variables', { variables: small }],
    ['all of them', { rules: { ...hiding, ...covering }, variables: small, inputs: 'condensed' }],
  ])('stays visible, legible and in its place under %s', async (_name, appearance) => {
    const { buyer, session } = await visit({ appearance });
    const shown = await buyer.frame.locator('.p-CardForm').evaluate((form) => {
      const box = (selector: string) => {
        const found = form.querySelector(selector);
        if (found === null) throw new Error(`There is no ${selector}.`);
        const { top, bottom, left, right, width, height } = found.getBoundingClientRect();
        const { fontSize, opacity, visibility } = getComputedStyle(found);
        const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return {
          top,
          bottom,
          width,
          height,
          size: Number.parseFloat(fontSize),
          opacity,
          visibility,
          onTop: found.contains(at),
        };
      };
      const [tick, label, terms] = ['.p-CheckboxInput', '.p-CheckboxLabel', '.p-TermsText'].map(box);
      const fields = [...form.querySelectorAll('.p-Field')].map(
        (field) => field.getBoundingClientRect().bottom,
      );
      return { tick, label, terms, fields: Math.max(...fields) };
    });
    for (const part of [shown.tick, shown.label, shown.terms]) {
      expect(part).toMatchObject({ opacity: '1', visibility: 'visible', onTop: true });
      expect(part?.top).toBeGreaterThanOrEqual(shown.fields);
      expect(part?.height).toBeGreaterThanOrEqual(12);
    }
    for (const text of [shown.label, shown.terms]) {
      expect(text?.size).toBeGreaterThanOrEqual(12);
      expect(text?.width).toBeGreaterThan(100);
    }
    const contrasts = await contrastsOf(buyer);
    expect(contrasts).toHaveLength(2);
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
    // A click on the number must hit the number.
    await buyer.frame.locator('input[name="number"]').click();
    expect(await buyer.frame.getByRole('checkbox').isChecked()).toBe(false);
    await agreeAndPay(buyer);
    expect(await recorded(session)).toMatchObject({ in_view: true });
    await buyer.close();
  });

  it.each([
    [
      'is covered by the page',
      `Object.assign(document.body.appendChild(document.createElement('div')).style,
      { position: 'fixed', inset: 0, background: 'white', pointerEvents: 'none' })`,
    ],
    ['is transparent', `document.getElementById('payment-element').style.opacity = '0.01'`],
    ['is cut off', `document.getElementById('payment-element').style.clipPath = 'inset(0 0 60% 0)'`],
  ])('is recorded as not seen if the frame %s', async (_name, script) => {
    const { buyer, session } = await visit({ script });
    await agreeAndPay(buyer);
    expect(await recorded(session)).toMatchObject({ in_view: false });
    await buyer.close();
  });

  it('is recorded as not seen if a cover only disappears for a moment', async () => {
    const { buyer, session } = await visit({
      script: `const cover = document.body.appendChild(document.createElement('div'));
Object.assign(cover.style, { position: 'fixed', inset: 0, background: 'white', pointerEvents: 'none' });`,
    });
    await buyer.fillCard('4242424242424242');
    // Ticked as soon as the browser reports it visible.
    await buyer.frame.locator('.p-Checkbox').evaluate((box) => {
      const options = { threshold: 0, delay: 100, trackVisibility: true };
      new IntersectionObserver(([entry], observer) => {
        if (entry === undefined || !Reflect.get(entry, 'isVisible')) return;
        observer.disconnect();
        box.querySelector('input')?.click();
      }, options).observe(box);
    });
    await buyer.page.evaluate('cover.remove()');
    await read(buyer);
    expect(await buyer.frame.getByRole('checkbox').isChecked()).toBe(true);
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    expect(await recorded(session)).toMatchObject({ in_view: false });
    await buyer.close();
  });

  it.each([
    [{ colorText: '#000', colorTextSecondary: '#000', colorBackground: '#fff' }],
    [{ colorText: '#000', colorTextSecondary: '#000', colorBackground: 'rgba(0, 0, 0, 0)' }],
    [{ colorText: '#fff', colorBackground: 'rgba(0, 0, 0, 0.9)' }],
  ])('has its own background, on which its words are legible: %j', async (variables) => {
    const { buyer } = await visit({
      appearance: { variables },
      script: `document.body.style.background = '#000'`,
    });
    for (const part of ['.p-Checkbox', '.p-TermsText']) {
      const background = await buyer.frame
        .locator(part)
        .evaluate((found) => getComputedStyle(found).backgroundColor);
      expect(background).toMatch(/^rgb\(/);
    }
    const contrasts = await contrastsOf(buyer);
    expect(contrasts).toHaveLength(2);
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
    await buyer.close();
  });

  it("is recorded as not seen if the page has changed the account's words", async () => {
    const { buyer, session } = await visit({
      script: `const fetched = window.fetch;
window.fetch = async (...args) => {
  const answer = await fetched(...args);
  if (!String(args[0]).includes('/init')) return answer;
  const page = await answer.json();
  page.business.save_label = { en: 'Send me the newsletter' };
  return new Response(JSON.stringify(page), { status: answer.status, headers: answer.headers });
};`,
    });
    expect(await buyer.frame.locator('.p-CheckboxLabel').textContent()).toBe('Send me the newsletter');
    await agreeAndPay(buyer);
    expect(await recorded(session)).toMatchObject({
      in_view: false,
      texts: { save_label: 'Save payment details for future purchases' },
    });
    await buyer.close();
  });

  it('that is found in view only when the buyer pays again still makes one payment, under one key', async () => {
    const cover = `const cover = document.body.appendChild(document.createElement('div'));
Object.assign(cover.style, { position: 'fixed', inset: 0, background: 'white', pointerEvents: 'none' });`;
    const { buyer, session } = await visit({ script: cover });
    const keys: (string | undefined)[] = [];
    let lost = true;
    await buyer.page.route(/\/confirm$/, async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      await (lost ? route.abort() : route.continue());
    });
    await buyer.fillCard('4242424242424242');
    await buyer.frame.getByRole('checkbox').check();
    expect(await buyer.pay()).not.toMatchObject({ type: 'success' });
    lost = false;
    await buyer.page.evaluate('cover.remove()');
    await read(buyer);
    await buyer.page.evaluate(`delete document.getElementById('result').dataset.done`);
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
    expect(await recorded(session)).toMatchObject({ in_view: false });
    await buyer.close();
  });
});
