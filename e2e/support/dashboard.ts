import type { Browser, BrowserContext, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { type Buyer, createSession, type World } from './journey.ts';

interface View {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
}

export interface DashboardPage {
  readonly page: Page;
  /** Errors in the browser's console, among them violations of the page's policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Browser contexts that a test has left, by locale: emptied, except for the scripts they have loaded. */
const left = new WeakMap<Browser, Map<string, BrowserContext[]>>();

function leftIn(browser: Browser, locale: string): BrowserContext[] {
  const known = left.get(browser) ?? new Map<string, BrowserContext[]>();
  left.set(browser, known);
  const contexts = known.get(locale) ?? [];
  known.set(locale, contexts);
  return contexts;
}

/** Opens the dashboard on the sandbox of a key, in a browser that remembers nothing of others. */
export async function openDashboard(
  { browser, server }: { readonly browser: Browser; readonly server: { readonly url: string } },
  key: string,
  path = '',
  { theme = 'light', width = 1440, height = 900, locale = 'en-US' }: View = {},
): Promise<DashboardPage> {
  const contexts = leftIn(browser, locale);
  const context =
    contexts.pop() ??
    (await browser.newContext({
      locale,
      timezoneId: 'Europe/Berlin',
      permissions: ['clipboard-read', 'clipboard-write'],
    }));
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height });
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Chromium logs every refused request; the page explains what it means.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript((opened) => localStorage.setItem('onfile.sandbox', opened), key);
  await page.goto(`${server.url}/dashboard${path}`);
  await page.waitForSelector('h1');
  return {
    page,
    complaints,
    close: async () => {
      try {
        for (const other of context.pages()) if (other !== page) await other.close();
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        // The same origin without the app, which would keep remembering.
        await page.goto(`${server.url}/dashboard/boot`);
        await page.evaluate(() => {
          localStorage.clear();
          sessionStorage.clear();
        });
        await context.clearCookies();
        await page.close();
        contexts.push(context);
      } catch {
        // The server is gone, or the page is.
        await context.close();
      }
    },
  };
}

/** Waits until nothing is loading: no skeleton is left. */
export async function settled(page: Page): Promise<void> {
  const unsettled = '[aria-busy=true], [class*=skeleton]';
  await page.waitForFunction((selector) => document.querySelector(selector) === null, unsettled);
  // The first answers lead to more: another request, or a chart's chunk.
  await page.waitForTimeout(250);
  await page.waitForFunction((selector) => document.querySelector(selector) === null, unsettled);
}

/** Ids of the objects that the pages show. */
export interface Shop {
  readonly customer: string;
  readonly payment: string;
  readonly declined: string;
  readonly uncaptured: string;
  readonly session: string;
  readonly product: string;
  readonly consent: string;
  readonly endpoint: string;
  readonly event: string;
}

const day = 24 * 60 * 60;
const people = [
  ['Jenny Rosen', 'jenny.rosen@example.com', 'pm_card_visa'],
  ['Jane Doe', 'jane.doe@example.com', 'pm_card_mastercard'],
  ['John Doe', 'john.doe@example.com', 'pm_card_amex'],
  ['Erika Mustermann', 'erika@example.com', 'pm_card_visa_debit'],
  ['Jean Dupont', 'jean.dupont@example.com', 'pm_card_visa_cartesBancaires'],
  ['Mario Rossi', 'mario.rossi@example.com', 'pm_card_discover'],
] as const;
const declining = [
  'pm_card_visa_chargeDeclinedInsufficientFunds',
  'pm_card_visa_chargeDeclined',
  'pm_card_visa_chargeDeclinedLostCard',
  'pm_card_visa_chargeDeclinedProcessingError',
];
const goods = [
  ['T-shirt', 2400],
  ['Coffee mug', 1450],
  ['Tote bag', 1900],
] as const;

/** Creates a month of a small shop's business, the same every time, with its first buyer's saved card. */
export async function openShop(
  world: World,
  stripe: Stripe,
  save: (session: Stripe.Checkout.Session) => Promise<Buyer | null>,
): Promise<Shop> {
  const { clock } = world.server;
  const days = 28;
  clock.advance(-days * day);
  await stripe.rawRequest('POST', '/v1/onfile/settings', {
    business_name: 'Rosen Goods',
    terms_url: 'https://example.com/terms',
  });
  const endpoint = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/webhook',
    enabled_events: ['charge.refunded', 'checkout.session.completed'],
  });
  const products: Stripe.Product[] = [];
  for (const [name, amount] of goods) {
    const product = await stripe.products.create({ name });
    const price = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: amount });
    products.push(await stripe.products.update(product.id, { default_price: price.id }));
  }
  const cards: { readonly customer: string; readonly card: string }[] = [];
  for (const [name, email, card] of people) {
    const customer = await stripe.customers.create({
      name,
      email,
      metadata: { shop_id: String(1000 + cards.length) },
    });
    const attached = await stripe.paymentMethods.attach(card, { customer: customer.id });
    await stripe.paymentMethods.update(attached.id, { allow_redisplay: 'always' });
    cards.push({ customer: customer.id, card: attached.id });
  }
  let payment = '';
  let declined = '';
  for (let past = 0; past < days; past += 1) {
    clock.advance(day - 3600);
    const sold = 2 + ((past * 7) % 4);
    for (let index = 0; index < sold; index += 1) {
      const held = cards[(past + index) % cards.length];
      if (held === undefined) continue;
      const made = await stripe.paymentIntents.create({
        amount: (goods[(past + index) % goods.length]?.[1] ?? 1000) * (1 + ((past + index) % 2)),
        currency: 'usd',
        customer: held.customer,
        payment_method: held.card,
        description: `Order ${1200 + past * 5 + index}`,
        off_session: true,
        confirm: true,
      });
      if (held === cards[0]) payment = made.id;
    }
    if (past % 3 === 0) {
      const refused = await stripe.paymentIntents.create({
        amount: 3200,
        currency: 'usd',
        description: `Order ${1300 + past}`,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      });
      await stripe.paymentIntents
        .confirm(refused.id, { payment_method: declining[(past / 3) % declining.length] ?? '' })
        .catch(() => null);
      declined = refused.id;
    }
    clock.advance(3600);
  }
  const uncaptured = await stripe.paymentIntents.create({
    amount: 8000,
    currency: 'usd',
    customer: cards[1]?.customer ?? '',
    payment_method: cards[1]?.card ?? '',
    description: 'Deposit',
    capture_method: 'manual',
    off_session: true,
    confirm: true,
  });
  await stripe.refunds.create({ payment_intent: payment, amount: 500, reason: 'requested_by_customer' });
  const session = await createSession(stripe, {
    customer: cards[0]?.customer ?? '',
    saved_payment_method_options: { payment_method_save: 'enabled' },
  });
  const buyer = await save(session);
  await buyer?.close();
  const consents = (await stripe.rawRequest('GET', '/v1/onfile/consents')) as unknown as {
    readonly data: readonly { readonly id: string }[];
  };
  const events = await stripe.events.list({ limit: 1, type: 'charge.refunded' });
  return {
    customer: cards[0]?.customer ?? '',
    payment,
    declined,
    uncaptured: uncaptured.id,
    session: session.id,
    product: products[0]?.id ?? '',
    consent: consents.data[0]?.id ?? '',
    endpoint: endpoint.id,
    event: events.data[0]?.id ?? '',
  };
}

/** Every page with its path. */
export function pagesOf(shop: Shop): readonly (readonly [string, string])[] {
  return [
    ['home', ''],
    ['payments', '/payments'],
    ['payment', `/payments/${shop.payment}`],
    ['declined-payment', `/payments/${shop.declined}`],
    ['customers', '/customers'],
    ['customer', `/customers/${shop.customer}`],
    ['checkout-sessions', '/sessions'],
    ['checkout-session', `/sessions/${shop.session}`],
    ['products', '/products'],
    ['product', `/products/${shop.product}`],
    ['consents', '/consents'],
    ['consent', `/consents/${shop.consent}`],
    ['api-keys', '/developers/api-keys'],
    ['webhooks', '/developers/webhooks'],
    ['webhook', `/developers/webhooks/${shop.endpoint}`],
    ['events', '/developers/events'],
    ['event', `/developers/events/${shop.event}`],
    ['logs', '/developers/logs'],
    ['sandbox', '/developers/sandbox'],
    ['settings', '/settings'],
    ['team', '/settings/team'],
    ['missing', '/nothing/here'],
  ];
}
