import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { automatic, newestName } from './support/snippets.ts';

/** How people's public tests find the frame. */
const frames: readonly (readonly [name: string, find: (page: Page) => FrameLocator])[] = [
  ['by title', (page) => page.frameLocator('iframe[title="Secure payment input frame"]').first()],
  ['by title, any case', (page) => page.frameLocator('iframe[title="secure payment input frame" i]').first()],
  ['by part of the title', (page) => page.frameLocator('iframe[title*="payment input"]').first()],
  ['by name', (page) => page.frameLocator('iframe[name^="__privateStripeFrame"]').first()],
  ['by part of the name', (page) => page.frameLocator('[name*="privateStripeFrame"]').first()],
  ['by source', (page) => page.frameLocator('iframe[src*="elements-inner-payment"]').first()],
  [
    'by permissions',
    (page) => page.frameLocator('iframe[allow="payment *; publickey-credentials-get *"]').first(),
  ],
  ['by container', (page) => page.frameLocator('.StripeElement iframe').first()],
  ['by wrapper', (page) => page.frameLocator('.__PrivateStripeElement > iframe').first()],
  ['by the merchant’s container', (page) => page.frameLocator('#payment-element iframe').first()],
];

type Finder = (frame: FrameLocator) => ReturnType<FrameLocator['locator']>;

/** How they find the fields, besides the ids, which differ by release. */
const fields: readonly (readonly [name: string, find: Finder])[] = [
  ['number by name', (frame) => frame.locator('[name="number"]')],
  ['number by input and name', (frame) => frame.locator('input[name=number]')],
  ['number by role', (frame) => frame.getByRole('textbox', { name: 'Card number' })],
  ['number by label', (frame) => frame.getByLabel('Card number')],
  ['number by placeholder', (frame) => frame.getByPlaceholder('1234 1234 1234 1234')],
  ['number by autocomplete', (frame) => frame.locator('[autocomplete="billing cc-number"]')],
  ['number by part of autocomplete', (frame) => frame.locator('[autocomplete*="cc-number"]')],
  ['number by class', (frame) => frame.locator('.p-CardNumberInput input')],
  [
    'number by input class',
    (frame) => frame.locator('.p-CardNumberInput > .p-Input > input.p-Input-input.Input'),
  ],
  ['number by data field', (frame) => frame.locator('[data-field="number"] input')],
  ['number by stable name', (frame) => frame.locator('[data-elements-stable-field-name="cardNumber"]')],
  ['expiry by name', (frame) => frame.locator('[name="expiry"]')],
  ['expiry by role', (frame) => frame.getByRole('textbox', { name: 'Expiration date MM / YY' })],
  ['expiry by short role', (frame) => frame.getByRole('textbox', { name: 'Expiration date' })],
  ['expiry by label', (frame) => frame.getByLabel('Expiration date')],
  ['expiry by placeholder', (frame) => frame.getByPlaceholder('MM / YY')],
  ['expiry by autocomplete', (frame) => frame.locator('[autocomplete="billing cc-exp"]')],
  ['expiry by stable name', (frame) => frame.locator('[data-elements-stable-field-name="cardExpiry"]')],
  ['code by name', (frame) => frame.locator('[name="cvc"]')],
  ['code by role', (frame) => frame.getByRole('textbox', { name: 'Security code' })],
  ['code by label', (frame) => frame.getByLabel('Security code')],
  ['code by placeholder', (frame) => frame.getByPlaceholder('CVC')],
  ['code by autocomplete', (frame) => frame.locator('[autocomplete="billing cc-csc"]')],
  ['code by class', (frame) => frame.locator('.p-CardCvcInput input')],
  ['code by stable name', (frame) => frame.locator('[data-elements-stable-field-name="cardCvc"]')],
  ['country by name', (frame) => frame.locator('select[name="country"]')],
  ['country by exact label', (frame) => frame.getByLabel('Country', { exact: true })],
  ['country by role', (frame) => frame.getByRole('combobox', { name: 'Country' })],
  ['postal code by name', (frame) => frame.locator('[name="postalCode"]')],
  ['postal code by role', (frame) => frame.getByRole('textbox', { name: 'ZIP code' })],
  ['postal code by label', (frame) => frame.getByLabel('ZIP code')],
  ['postal code by placeholder', (frame) => frame.getByPlaceholder('12345')],
  ['the card method by test id', (frame) => frame.locator('[data-testid="card"]')],
  ['the card method by value', (frame) => frame.locator('[data-value="card"]')],
  ['the wallet by its label', (frame) => frame.locator('label[for="enableStripePass"]')],
  ['postal code by stable name', (frame) => frame.locator('[data-elements-stable-field-name="postalCode"]')],
];

const idFields = ['number', 'expiry', 'cvc', 'country', 'postalCode'] as const;

describe('locators that public tests for Stripe use', () => {
  let world: World;
  const buyers: Buyer[] = [];
  beforeAll(async () => {
    world = await startWorld();
    for (const [html, script] of [
      [automatic, '/v3/'],
      [newestName, '/dahlia/stripe.js'],
    ] as const) {
      const session = await createSession(world.server.client());
      buyers.push(await Buyer.visit(world, { html, script, clientSecret: session.client_secret ?? '' }));
    }
  });
  afterAll(() => world.stop());

  const older = () => buyers[0] ?? missing();
  const newer = () => buyers[1] ?? missing();

  it.each(frames)('find the frame %s', async (_name, find) => {
    await find(older().page).locator('input[name="number"]').waitFor();
  });

  it.each(fields)('find %s', async (_name, find) => {
    for (const buyer of buyers) {
      const found = find(buyer.frame);
      await found.waitFor();
      expect(await found.count()).toBe(1);
    }
  });

  it.each([
    ['GB', 'WS11 1DB'],
    ['CA', 'M5T 1T4'],
    ['US', '12345'],
  ])('find the postal code of %s by its placeholder', async (country, placeholder) => {
    const { frame } = older();
    await frame.locator('select[name="country"]').selectOption(country);
    await frame.getByPlaceholder(placeholder).waitFor();
  });

  it.each(idFields)('find %s by the id of its release', async (field) => {
    await older().frame.locator(`#Field-${field}Input`).waitFor();
    await newer().frame.locator(`#payment-${field}Input`).waitFor();
  });

  it.each(['4242424242424242', '4242 4242 4242 4242'])('fill the number as %s', async (number) => {
    const input = older().frame.locator('[name="number"]');
    await input.fill(number);
    expect(await input.inputValue()).toBe('4242 4242 4242 4242');
    await input.fill('');
  });

  it.each(['1234', '12/34', '12 / 34'])('fill the expiry as %s', async (expiry) => {
    const input = older().frame.locator('[name="expiry"]');
    await input.fill(expiry);
    expect(await input.inputValue()).toBe('12 / 34');
    await input.fill('');
    await input.pressSequentially(expiry);
    expect(await input.inputValue()).toBe('12 / 34');
    await input.fill('');
  });

  it.each(['[data-testid="card"]', '[data-value="card"]', 'label[for="enableStripePass"]'])(
    'press %s without harm',
    async (selector) => {
      const { frame } = older();
      await frame.locator(selector).click();
      await frame.locator('[name="number"]').waitFor();
    },
  );

  it('find errors by id, role and text', async () => {
    const { frame } = older();
    await frame.locator('[name="number"]').fill('4242424242424241');
    await frame.locator('[name="number"]').blur();
    await frame.locator('#Field-numberError').waitFor();
    await frame.getByRole('alert').filter({ hasText: 'Your card number is invalid.' }).waitFor();
    await frame.locator('p.p-FieldError.Error').first().waitFor();
    expect(await frame.locator('[name="number"]').getAttribute('aria-invalid')).toBe('true');
  });
});

function missing(): never {
  throw new Error('The page was not opened.');
}
