import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { launchChromium } from './chromium.ts';
import { type Merchant, type MerchantPage, startMerchant } from './merchant.ts';

type SessionParams = Stripe.Checkout.SessionCreateParams;

/** Everything a browser journey needs: Onfile, a merchant on another site, Chromium. */
export interface World {
  readonly server: TestServer;
  readonly merchant: Merchant;
  readonly browser: Browser;
  stop(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const server = await testServer();
  const merchant = await startMerchant(server.url);
  const browser = await launchChromium();
  return {
    server,
    merchant,
    browser,
    stop: async () => {
      await browser.close();
      await merchant.stop();
      await server.stop();
    },
  };
}

export async function createSession(
  stripe: Stripe,
  params: SessionParams = {},
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'elements',
    line_items: [
      { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'T-shirt' } }, quantity: 2 },
    ],
    ...params,
  });
}

/** A buyer on a merchant's page. */
export class Buyer {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors in the browser's console. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  static async visit(
    world: World,
    page: MerchantPage,
    context: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Buyer> {
    return Buyer.open(world, world.merchant.publish(page), context);
  }

  static async open(
    world: World,
    url: string,
    context: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Buyer> {
    const opened = await world.browser.newContext({ locale: 'en-US', ...context });
    const buyer = new Buyer(opened, await opened.newPage());
    await buyer.page.goto(url);
    return buyer;
  }

  /** The fields' frame, found as public tests find it. */
  get frame(): FrameLocator {
    return this.page.frameLocator('iframe[title="Secure payment input frame"]').first();
  }

  async fillCard(number: string, more: { expiry?: string; cvc?: string; zip?: string } = {}): Promise<void> {
    await this.frame.locator('input[name="number"]').fill(number);
    await this.frame.locator('input[name="expiry"]').fill(more.expiry ?? '12 / 34');
    await this.frame.locator('input[name="cvc"]').fill(more.cvc ?? '123');
    await this.frame.locator('input[name="postalCode"]').fill(more.zip ?? '12345');
  }

  /**
   * The outcome that the merchant's page shows after paying. By keyboard, because the button moves while the frame above it
   * grows or shrinks, and a click could miss it.
   */
  async pay(): Promise<Readonly<Record<string, unknown>>> {
    await this.page.press('#pay', 'Enter');
    return this.outcome();
  }

  async outcome(): Promise<Readonly<Record<string, unknown>>> {
    await this.page.waitForSelector('#result[data-done=yes]', { state: 'attached' });
    return JSON.parse((await this.page.textContent('#result')) ?? '{}');
  }

  /** The buttons on the test issuer's page, inside the challenge's two frames. */
  get challenge(): FrameLocator {
    return this.page
      .frameLocator('iframe[src*="three-ds-2-challenge"]')
      .frameLocator('iframe[name="stripe-challenge-frame"]');
  }

  /**
   * Presses Escape inside the issuer's page once it has loaded, and waits for nothing afterwards: the frame that receives
   * the key disappears with it, and the browser may never acknowledge the press.
   */
  async pressEscapeInChallenge(): Promise<void> {
    await this.challenge.getByRole('button', { name: 'Complete' }).focus();
    const around = this.page.frameLocator('iframe[src*="three-ds-2-challenge"]');
    await around.locator('.LightboxModalLoadingIndicator').waitFor({ state: 'detached' });
    this.page.keyboard.press('Escape').catch(() => {});
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
