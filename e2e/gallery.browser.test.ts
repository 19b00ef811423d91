import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { pageOf, type State, states } from './support/states.ts';

/** Where to put screenshots for people to look at; without it none are taken. */
const gallery = process.env.ONFILE_GALLERY;

describe('each state of the Payment Element', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    if (gallery !== undefined) mkdirSync(gallery, { recursive: true });
  });
  afterAll(() => world.stop());

  async function visit(state: State): Promise<Buyer> {
    const stripe = world.server.client();
    const { customer, card } = await customerWith(stripe, state.saved ?? []);
    const session = await createSession(stripe, {
      ...state.session,
      ...(customer === null || card === 0 ? {} : { customer }),
    });
    const buyer = await Buyer.visit(
      world,
      { html: pageOf(state), clientSecret: session.client_secret ?? '' },
      { locale: state.locale ?? 'en-US', viewport: { width: state.width ?? 520, height: 760 } },
    );
    await buyer.page.waitForSelector('body[data-ready=yes]');
    await state.act?.(buyer);
    return buyer;
  }

  it.each(states)('$name: is accessible, fits, and is as high as its content', async (state) => {
    const buyer = await visit(state);
    const found = await new AxeBuilder({ page: buyer.page }).analyze();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await expect
      .poll(() =>
        buyer.frame.locator('#root').evaluate((root) => ({
          wide: document.documentElement.scrollWidth > innerWidth,
          cut: Math.round(root.getBoundingClientRect().bottom) > innerHeight,
        })),
      )
      .toEqual({ wide: false, cut: false });
    if (gallery !== undefined) {
      await buyer.page.screenshot({
        path: join(gallery, `${state.name.replaceAll(/\W+/g, '-')}.png`),
        fullPage: true,
      });
    }
    await buyer.close();
  });

  it('works by keyboard alone, from the number to the box', async () => {
    const buyer = await visit({
      name: 'keyboard',
      session: {
        customer_creation: 'always',
        saved_payment_method_options: { payment_method_save: 'enabled' },
      },
    });
    await buyer.frame.locator('[name=number]').focus();
    // The focus moves on by itself from a complete field.
    await buyer.page.keyboard.type('42424242424242421234123');
    const values = await buyer.frame
      .locator('input')
      .evaluateAll((inputs) =>
        inputs
          .filter((input): input is HTMLInputElement => input instanceof HTMLInputElement)
          .map(({ name, value }) => `${name}=${value}`),
      );
    expect(values.slice(0, 3)).toEqual(['number=4242 4242 4242 4242', 'expiry=12 / 34', 'cvc=123']);
    const focused = () => buyer.frame.locator(':focus').getAttribute('name');
    await buyer.page.keyboard.press('Tab');
    expect(await focused()).toBe('country');
    await buyer.page.keyboard.press('Tab');
    expect(await focused()).toBe('postalCode');
    await buyer.page.keyboard.type('12345');
    await buyer.page.keyboard.press('Tab');
    expect(await focused()).toBe('savePaymentMethod');
    await buyer.page.keyboard.press('Space');
    expect(await buyer.frame.getByRole('checkbox').isChecked()).toBe(true);
    await buyer.close();
  });
});

async function customerWith(stripe: ReturnType<World['server']['client']>, cards: readonly string[]) {
  if (cards.length === 0) return { customer: null, card: 0 };
  const { id } = await stripe.customers.create({ name: 'Jenny Rosen', email: 'jenny@example.com' });
  for (const card of cards) {
    const attached = await stripe.paymentMethods.attach(`pm_card_${card}`, { customer: id });
    await stripe.paymentMethods.update(attached.id, { allow_redisplay: 'always' });
  }
  return { customer: id, card: cards.length };
}
