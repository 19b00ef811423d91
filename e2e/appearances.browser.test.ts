import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppearanceSettings } from '@onfile/shared/element-rpc.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrastsIn } from './support/contrast.ts';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';

/** Where to put screenshots for people to look at; without it none are taken. */
const gallery = process.env.ONFILE_GALLERY;

const documented = readFileSync(new URL('../docs/appearance.md', import.meta.url), 'utf8');

/** What all kinds of pages ask for, with the colour of each page. */
const appearances: readonly (readonly [name: string, page: string, appearance: AppearanceSettings])[] = [
  ['nothing', '#ffffff', {}],
  ['night', '#1f2026', { theme: 'night' }],
  ['flat', '#ffffff', { theme: 'flat' }],
  ['dark by two colours', '#111318', { variables: { colorBackground: '#111318', colorText: '#F0ECE2' } }],
  ['dark by its background alone', '#0b0c10', { variables: { colorBackground: '#16181d' } }],
  ['dark by its text alone', '#15161a', { variables: { colorText: '#f5f5f5' } }],
  [
    'black',
    '#000000',
    { variables: { colorBackground: '#000000', colorText: '#ffffff', colorPrimary: '#ffffff' } },
  ],
  [
    'night of its own',
    '#0f172a',
    { theme: 'night', variables: { colorBackground: '#1e293b', colorPrimary: '#38bdf8' } },
  ],
  [
    'night on white',
    '#ffffff',
    { theme: 'night', variables: { colorBackground: '#ffffff', colorText: '#222222' } },
  ],
  [
    'flat and dark',
    '#18181b',
    { theme: 'flat', variables: { colorBackground: '#27272a', colorText: '#fafafa' } },
  ],
  [
    'sepia',
    '#f4ecd8',
    { variables: { colorBackground: '#fbf5e6', colorText: '#5b4636', colorPrimary: '#8a5a2b' } },
  ],
  ['grey text', '#ffffff', { variables: { colorText: '#767676' } }],
  ['bright primary', '#ffffff', { variables: { colorPrimary: '#ffe600' } }],
  [
    'pink',
    '#fff0f6',
    { variables: { colorBackground: '#ffe3ec', colorText: '#7a0035', colorPrimary: '#d6336c' } },
  ],
  [
    'deep green',
    '#052e16',
    { variables: { colorBackground: '#14532d', colorText: '#dcfce7', colorPrimary: '#4ade80' } },
  ],
  ['mid grey', '#6b6b6b', { variables: { colorBackground: '#707070', colorText: '#ffffff' } }],
  ['glass on night', '#10131c', { theme: 'night', variables: { colorBackground: 'rgb(36 40 52 / 96%)' } }],
  ['floating', '#ffffff', { labels: 'floating' }],
  [
    'condensed and dark',
    '#111318',
    { inputs: 'condensed', variables: { colorBackground: '#1b1e26', colorText: '#eeeeee' } },
  ],
  [
    'large and round',
    '#ffffff',
    { variables: { fontSizeBase: '18px', spacingUnit: '6px', borderRadius: '16px' } },
  ],
];

describe('an appearance', () => {
  let world: World;
  let buyer: Buyer;
  /** Of all nodes encountered. */
  const classes = new Set<string>();
  beforeAll(async () => {
    world = await startWorld();
    if (gallery !== undefined) mkdirSync(gallery, { recursive: true });
    const stripe = world.server.client();
    const { id } = await stripe.customers.create({ name: 'Jenny Rosen', email: 'jenny@example.com' });
    for (const card of ['visa', 'mastercard', 'amex', 'jcb']) {
      const attached = await stripe.paymentMethods.attach(`pm_card_${card}`, { customer: id });
      await stripe.paymentMethods.update(attached.id, { allow_redisplay: 'always' });
    }
    const session = await createSession(stripe, {
      customer: id,
      payment_intent_data: { setup_future_usage: 'off_session' },
      phone_number_collection: { enabled: true },
      saved_payment_method_options: { payment_method_save: 'enabled', payment_method_remove: 'enabled' },
    });
    buyer = await Buyer.visit(
      world,
      {
        clientSecret: session.client_secret ?? '',
        html: `<main><div id="element"></div></main><script>
var checkout = Stripe('{{PUBLISHABLE_KEY}}').initCheckout({ clientSecret: '{{CLIENT_SECRET}}' });
checkout.createPaymentElement().mount('#element');
</script>`,
      },
      { viewport: { width: 560, height: 900 } },
    );
    const { frame } = buyer;
    // By keyboard, because the frame is still growing and a click could miss.
    await frame.getByRole('radio', { name: 'New card' }).press('Space');
    await frame.getByRole('checkbox').press('Space');
    await frame.locator('[name=number]').fill('4242424242424241');
    await frame.locator('[name=number]').blur();
    await frame.getByRole('button', { name: 'More options' }).first().press('Enter');
    await noteClasses();
    await frame.getByRole('button', { name: 'Remove' }).press('Enter');
  });
  afterAll(() => world.stop());

  async function noteClasses(): Promise<void> {
    const found = await buyer.frame
      .locator('#root *')
      .evaluateAll((nodes) => nodes.flatMap((node) => [...node.classList]));
    for (const name of found) classes.add(name);
  }

  async function show(page: string, appearance: AppearanceSettings): Promise<void> {
    await buyer.page.evaluate(
      ([color, given]) => {
        document.body.style.background = color;
        Reflect.get(globalThis, 'checkout').changeAppearance(given);
      },
      [page, appearance] as const,
    );
  }

  it.each(appearances)(
    '%s: all text is legible, saved cards and consent included',
    async (name, page, appearance) => {
      await show(page, appearance);
      await expect
        .poll(async () =>
          (await contrastsIn(buyer.frame.locator('#root'), page)).filter(({ contrast }) => contrast < 4.5),
        )
        .toEqual([]);
      if (gallery !== undefined)
        await buyer.page.screenshot({
          path: join(gallery, `appearance-${name.replaceAll(/\W+/g, '-')}.png`),
        });
    },
  );

  it('has the dimensions of the real one, as public pictures show them', async () => {
    await show('#ffffff', {});
    const measures = () =>
      buyer.frame.locator('.p-CardForm').evaluate((form) => {
        const box = (selector: string) => {
          const { x, y, width, height } =
            form.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
          return { x, y, width, height, right: x + width };
        };
        const [number, expiry, code] = ['number', 'expiry', 'cvc'].map((name) => box(`[name=${name}]`));
        const picture = box('.p-CodePicture');
        const between = (one = 0, other = 0) => Math.round((other - one) * 10) / 10;
        return {
          field: between(0, number?.height),
          rows: between(number?.y, expiry?.y),
          columns: between(expiry?.right, code?.x),
          picture: [between(0, picture.width), between(0, picture.height)],
          edge: between(picture.right, code?.right),
        };
      });
    // The number has a one-line error below it.
    await buyer.frame.locator('[name=number]').fill('');
    await expect
      .poll(measures)
      .toEqual({ field: 44.4, rows: 77.5, columns: 12, picture: [31.2, 20.8], edge: 13 });
  });

  it('leaves room for floating labels, whatever padding a rule sets', async () => {
    await show('#ffffff', { labels: 'floating', rules: { '.Input': { padding: '16px' } } });
    await buyer.frame.locator('[name=number]').fill('4242');
    const covered = () =>
      buyer.frame.locator('[name=number]').evaluate((field) => {
        const label = document.querySelector(`label[for="${field.id}"]`)?.getBoundingClientRect();
        const text =
          field.getBoundingClientRect().top + Number.parseFloat(getComputedStyle(field).paddingTop);
        return Math.max(0, Math.floor((label?.bottom ?? 0) - text));
      });
    await expect.poll(covered).toBe(0);
  });

  it('has every class on a node that docs/appearance.md names', async () => {
    // The removal is never answered, so its spinner stays on the page.
    await buyer.context.route('**/detach_payment_method', () => {});
    await buyer.frame.getByRole('button', { name: 'Remove' }).press('Enter');
    await buyer.frame.locator('.Spinner').waitFor();
    await noteClasses();
    const section = documented.split('### Classes\n')[1]?.split('\n#')[0] ?? '';
    const named = [...section.matchAll(/^\| `\.(\w+)`/gm)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !classes.has(name))).toEqual([]);
  });
});
