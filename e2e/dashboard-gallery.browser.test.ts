import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showIn, violationsOf } from './support/accessibility.ts';
import { openDashboard, openShop, pagesOf, type Shop, settled } from './support/dashboard.ts';
import { Buyer, startWorld, type World } from './support/journey.ts';
import { automatic } from './support/snippets.ts';

/** Where to put screenshots; without it none are taken. */
const gallery = process.env.ONFILE_SCREENSHOTS;

/** Pages that are shown in every look; for the others one picture is enough. */
const inEveryLook = new Set(['home', 'payment', 'customer']);

/** Pages for which a new sandbox has nothing yet. */
const emptyAtFirst = [
  '',
  '/payments',
  '/customers',
  '/sessions',
  '/products',
  '/consents',
  '/developers/webhooks',
  '/developers/events',
  '/developers/logs',
];

const names = pagesOf({
  customer: '',
  payment: '',
  declined: '',
  uncaptured: '',
  session: '',
  product: '',
  consent: '',
  endpoint: '',
  event: '',
}).map(([name]) => name);

describe('each page of the dashboard', () => {
  let world: World;
  let key: string;
  let shop: Shop;
  beforeAll(async () => {
    world = await startWorld();
    key = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';
    const stripe: Stripe = world.server.client({ key });
    shop = await openShop(world, stripe, async (session) => {
      const buyer = await Buyer.visit(world, { html: automatic, clientSecret: session.client_secret ?? '' });
      await buyer.frame.getByRole('radio', { name: 'New card' }).check();
      await buyer.fillCard('5555555555554444');
      await buyer.frame.getByRole('checkbox').check();
      await buyer.pay();
      return buyer;
    });
    if (gallery !== undefined) mkdirSync(gallery, { recursive: true });
  }, 240_000);
  afterAll(() => world.stop());

  const addressOf = (name: string) => pagesOf(shop).find(([known]) => known === name)?.[1] ?? '';

  it.each(names)('%s: is accessible in both themes and fits a small screen', async (name) => {
    const { page, complaints, close } = await openDashboard(world, key, addressOf(name));
    await settled(page);
    for (const theme of ['light', 'dark'] as const) {
      await showIn(page, theme);
      expect(await violationsOf(page, theme)).toEqual([]);
      if (gallery !== undefined && (theme === 'light' || inEveryLook.has(name))) {
        const file = theme === 'light' ? `${name}.png` : `${name}-dark.png`;
        await page.screenshot({ path: join(gallery, file) });
      }
    }
    await page.setViewportSize({ width: 360, height: 740 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    if (gallery !== undefined && inEveryLook.has(name)) {
      await showIn(page, 'light');
      await page.screenshot({ path: join(gallery, `${name}-narrow.png`) });
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('fits a small screen in a new sandbox', async () => {
    const { page, close } = await openDashboard(world, 'sk_test_newSandbox', '', { width: 360, height: 740 });
    for (const address of emptyAtFirst) {
      await page.goto(`${world.server.url}/dashboard${address}`);
      await page.waitForSelector('h1');
      await settled(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(`${address} ${width}`).toBe(`${address} 360`);
    }
    await close();
  });
});
