// How long a buyer waits for the card form: from `mount` to the element's `ready`, in Chromium.
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { findChromium } from '../scripts/find-chromium.mjs';
import { customerParams, post, publishableKey, send, sessionParams } from './requests.mjs';
import { startOnfile } from './servers.mjs';

const visits = 9;

/** Median milliseconds of `{ first, again }`: with an empty browser cache, and with what the first visit left; null without Chromium. */
export async function readyMs() {
  const executablePath = findChromium();
  if (executablePath === null) return null;
  const server = await startOnfile();
  const merchant = await listen(shopPage(server.url));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const first = [];
  const again = [];
  for (let visit = 0; visit < visits; visit += 1) {
    const context = await browser.newContext();
    for (const times of [first, again]) times.push(await visitOnce(context, server.url, merchant.url));
    await context.close();
  }
  await browser.close();
  merchant.close();
  await server.stop();
  return { first: middle(first), again: middle(again) };
}

async function visitOnce(context, api, shop) {
  const { id } = await send(api, post('/v1/customers', customerParams));
  const session = await send(api, post('/v1/checkout/sessions', sessionParams(id)));
  const page = await context.newPage();
  await page.goto(`${shop}#${session.client_secret}`);
  const elapsed = await page.waitForFunction(() => globalThis.elapsed);
  const ms = await elapsed.jsonValue();
  await page.close();
  return ms;
}

/** A merchant's page, on an origin of its own. */
function shopPage(api) {
  return `<!doctype html><title>Shop</title><div id="payment-element"></div>
    <script src="${api}/v3/"></script>
    <script type="module">
      const stripe = Stripe('${publishableKey}');
      const checkout = await stripe.initCheckout({ clientSecret: location.hash.slice(1) });
      const element = checkout.createPaymentElement();
      const mounted = performance.now();
      element.on('ready', () => { globalThis.elapsed = performance.now() - mounted; });
      element.mount('#payment-element');
    </script>`;
}

async function listen(html) {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(html);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://localhost:${server.address().port}/`, close: () => server.close() };
}

function middle(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
