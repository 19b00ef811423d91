import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { readAsset } from './assets.ts';
import { payPage, productPage, thanksPage, type Way, ways } from './pages.ts';

export interface ShopOptions {
  readonly port: number;
  readonly onfileUrl: string;
  readonly secretKey: string;
  readonly publishableKey: string;
}

const unitAmount = 2400;
const lookupKey = 'demo_shop_mug';

/** The demo shop: an ordinary Stripe integration that keeps its visitors in memory. */
export async function startShop(options: ShopOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const { hostname, port, protocol } = new URL(options.onfileUrl);
  // The only difference from a shop on Stripe: where the SDK calls.
  const stripe = new Stripe(options.secretKey, {
    host: hostname,
    port: Number(port),
    protocol: protocol === 'https:' ? 'https' : 'http',
  });
  const price = await priceOfMug(stripe);
  const customers = new Map<string, string>();

  async function createSession(visitor: string, origin: string) {
    const customer = customers.get(visitor);
    return stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [{ price, quantity: 1, adjustable_quantity: { enabled: true, minimum: 1, maximum: 9 } }],
      // The first session creates a customer and saves their card if they agree; later sessions know the customer.
      ...(customer === undefined ? { customer_creation: 'always' } : { customer }),
      saved_payment_method_options: { payment_method_save: 'enabled', payment_method_remove: 'enabled' },
      return_url: `${origin}/thanks?session_id={CHECKOUT_SESSION_ID}`,
    });
  }

  async function thanks(visitor: string, id: string) {
    const session = await stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent.payment_method'],
    });
    if (typeof session.customer === 'string') customers.set(visitor, session.customer);
    return thanksFor(session);
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://shop');
    const visitor = /visitor=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID();
    const send = (status: number, type: string, body: string | Buffer) => {
      const cookie = `visitor=${visitor}; HttpOnly; SameSite=Lax; Path=/`;
      response
        .writeHead(status, { 'Content-Type': type, 'Set-Cookie': cookie, 'Cache-Control': 'no-store' })
        .end(body);
    };
    const html = (body: string) => send(200, 'text/html; charset=utf-8', body);
    const way = ways.find(({ path }) => path === url.pathname);
    if (url.pathname === '/') return html(productPage(customers.has(visitor), unitAmount));
    if (way !== undefined) return html(await pay(way, visitor, `http://${request.headers.host}`));
    if (url.pathname === '/thanks')
      return html(await thanks(visitor, url.searchParams.get('session_id') ?? ''));
    const asset = readAsset(url.pathname);
    return asset === null
      ? send(404, 'text/plain', 'There is no such page.')
      : send(200, asset.type, asset.body);
  }

  /** A visitor who returns under a name other than `origin` is a stranger, because cookies belong to a name. */
  async function pay(way: Way, visitor: string, origin: string) {
    const session = await createSession(visitor, origin);
    return payPage({
      way,
      clientSecret: session.client_secret ?? '',
      publishableKey: options.publishableKey,
      onfileUrl: options.onfileUrl,
    });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : 'unknown error';
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`The shop has a problem: ${message}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function thanksFor({ amount_total, payment_intent: intent, payment_status }: Stripe.Checkout.Session) {
  const card =
    typeof intent === 'object' && typeof intent?.payment_method === 'object' ? intent.payment_method : null;
  return thanksPage({
    paid: payment_status === 'paid',
    amount: amount_total ?? 0,
    last4: card?.card?.last4 ?? '????',
    saved: card?.allow_redisplay === 'always',
  });
}

/** Created once; found again by its lookup key after a restart. */
async function priceOfMug(stripe: Stripe): Promise<string> {
  const known = await stripe.prices.list({ lookup_keys: [lookupKey], active: true });
  if (known.data[0] !== undefined) return known.data[0].id;
  const product = await stripe.products.create({
    name: 'Stoneware mug',
    description: 'Holds 30 cl. Thrown by hand.',
  });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: unitAmount,
    lookup_key: lookupKey,
  });
  return price.id;
}
