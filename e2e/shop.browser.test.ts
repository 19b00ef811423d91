import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { startShop } from '@onfile/shop/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from './support/journey.ts';
import { publishableKey } from './support/merchant.ts';

const gallery = process.env.ONFILE_GALLERY;

describe('the demo shop', () => {
  let world: World;
  let shop: Awaited<ReturnType<typeof startShop>>;
  beforeAll(async () => {
    world = await startWorld();
    shop = await startShop({
      port: 0,
      onfileUrl: world.server.url,
      secretKey: world.server.freshKey(),
      publishableKey,
    });
  });
  afterAll(async () => {
    await shop.stop();
    await world.stop();
  });

  it.each([
    ['Payment Element', 'light', 1280, 'localhost'],
    ['Your own checkbox and list', 'dark', 1280, '127.0.0.1'],
    ['React', 'light', 360, '127.0.0.1'],
  ] as const)(
    '%s: buys, saves the card, and buys again in two clicks',
    async (way, colorScheme, width, name) => {
      const context = await world.browser.newContext({
        colorScheme,
        viewport: { width, height: 800 },
        locale: 'en-US',
      });
      const page = await context.newPage();
      const look = async (name: string) => {
        const found = await new AxeBuilder({ page }).analyze();
        expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
        if (gallery !== undefined)
          await page.screenshot({
            path: join(gallery, `shop-${way.replaceAll(/\W+/g, '-')}-${name}.png`),
            fullPage: true,
          });
      };
      await page.goto(shop.url.replace('127.0.0.1', name));
      await look('1-product');
      await page.getByRole('link', { name: new RegExp(`^${way}`) }).click();
      const frame = page.frameLocator('iframe[title="Secure payment input frame"]');
      await frame.locator('[name=number]').fill('4242424242424242');
      await frame.locator('[name=expiry]').fill('12 / 34');
      await frame.locator('[name=cvc]').fill('123');
      await frame.locator('[name=postalCode]').fill('12345');
      const box = way.startsWith('Your own') ? page.getByRole('checkbox') : frame.getByRole('checkbox');
      await box.check();
      await look('2-pay');
      await page.getByRole('button', { name: 'Pay', exact: true }).click();
      await page.waitForURL(`http://${name}:*/thanks**`);
      await page.getByText('Your card is saved').waitFor();
      await look('3-thanks');
      await page.getByRole('link', { name: 'Buy again' }).click();
      await page.getByRole('link', { name: new RegExp(`^${way}`) }).click();
      const saved = way.startsWith('Your own')
        ? page.getByLabel('Card ending in 4242')
        : frame.getByRole('radio', { name: /4242/ });
      await saved.waitFor();
      expect(await saved.isChecked()).toBe(true);
      await look('4-saved');
      await page.getByRole('button', { name: 'Pay', exact: true }).click();
      await page.waitForURL('**/thanks**');
      await page.getByText('ending in 4242').waitFor();
      await context.close();
    },
  );
});
