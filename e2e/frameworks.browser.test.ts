import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledPage, bundlePage } from './support/bundled-page.ts';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';

/** Each page is compiled and bundled first. */
const timeout = 120_000;

describe('pages of frameworks that keep what they are given in proxies', { timeout }, () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client();
  });
  afterAll(() => world.stop());

  async function visit(page: string, way?: string) {
    const { client_secret } = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    return Buyer.visit(world, {
      html: bundledPage(await bundlePage(page), way),
      clientSecret: client_secret ?? '',
    });
  }

  it.each([
    ["Vue's ref", 'vue.ts', 'ref'],
    ["Vue's options API", 'vue.ts', 'options'],
    ['Alpine', 'alpine.ts', ''],
    ['MobX', 'mobx.ts', ''],
    ['ngx-stripe', 'angular.ts', ''],
  ])('%s pays', async (_name, page, way) => {
    const buyer = await visit(page, way);
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toEqual({ status: 'succeeded' });
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it.each([
    ['vue-stripe-js', 'vue.ts', 'wrapper'],
    ['svelte-stripe', 'svelte.ts', ''],
  ])('%s pays, with Link Authentication beside the card', async (_name, page, way) => {
    const buyer = await visit(page, way);
    await buyer.fillCard('4242424242424242');
    const email = buyer.page.frameLocator('iframe[title="Secure email input frame"]').locator('[name=email]');
    await email.fill('jenny@example.com');
    expect(await buyer.pay()).toEqual({ status: 'succeeded' });
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it("Vue's reactive pays with the Card Element", async () => {
    const buyer = await visit('vue.ts', 'reactive');
    const frame = buyer.page.frameLocator('iframe[title="Secure card payment input frame"]');
    await frame.locator('[name=cardnumber]').fill('4242424242424242');
    await frame.locator('[name=exp-date]').fill('1234');
    await frame.locator('[name=cvc]').fill('123');
    expect(await buyer.pay()).toEqual({ status: 'succeeded' });
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it("Vue's ref pays a Checkout Session", async () => {
    const session = await createSession(stripe, { customer_email: 'jenny@example.com' });
    const buyer = await Buyer.visit(world, {
      html: bundledPage(await bundlePage('vue.ts'), 'checkout'),
      clientSecret: session.client_secret ?? '',
    });
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toEqual({ type: 'success' });
    await buyer.close();
  });
});
