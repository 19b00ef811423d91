// How long a buyer waits for the card form, from `mount` to the element's `ready`, in Chromium, beside an empty frame.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../scripts/find-chromium.mjs';
import { customerParams, post, publishableKey, send, sessionParams } from './requests.mjs';
import { builtCommand, dataFolder, startOnfile } from './servers.mjs';

const visits = 9;
const emptyFrame = 'empty-frame.html';

/**
 * Returns median milliseconds, `{ element: { first, again }, empty: { first, again } }`: with an empty browser cache, and
 * with what the first visit cached. The empty frame is a blank document from the same server with the same headers. Null
 * without Chromium.
 */
export async function readyMs() {
  const executablePath = findChromium();
  if (executablePath === null) return null;
  const build = buildWithEmptyFrame();
  const server = await startOnfile({ build: build.command });
  const merchant = await listen({ '/element': elementPage(server.url), '/empty': emptyPage(server.url) });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const kinds = {
    element: { path: '/element', first: [], again: [] },
    empty: { path: '/empty', first: [], again: [] },
  };
  for (let visit = 0; visit < visits; visit += 1) {
    for (const { path, first, again } of Object.values(kinds)) {
      const context = await browser.newContext();
      for (const times of [first, again])
        times.push(await visitOnce(context, server.url, merchant.url + path));
      await context.close();
    }
  }
  await browser.close();
  merchant.close();
  await server.stop();
  build.remove();
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, { first, again }]) => [
      kind,
      { first: middle(first), again: middle(again) },
    ]),
  );
}

/** A copy of the built command with one more page. */
function buildWithEmptyFrame() {
  const folder = dataFolder();
  const copy = join(folder.path, 'dist');
  cpSync(dirname(builtCommand), copy, { recursive: true });
  const pages = join(copy, 'assets', 'element');
  mkdirSync(pages, { recursive: true });
  writeFileSync(join(pages, emptyFrame), '<!doctype html>');
  return { command: join(copy, 'onfile.js'), remove: folder.remove };
}

async function visitOnce(context, api, address) {
  const { id } = await send(api, post('/v1/customers', customerParams));
  const session = await send(api, post('/v1/checkout/sessions', sessionParams(id)));
  const page = await context.newPage();
  await page.goto(`${address}#${session.client_secret}`);
  const elapsed = await page.waitForFunction(() => globalThis.elapsed);
  const ms = await elapsed.jsonValue();
  await page.close();
  return ms;
}

/** A merchant's page, on its own origin. */
function elementPage(api) {
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

/** The same with an empty frame. */
function emptyPage(api) {
  return `<!doctype html><title>Shop</title><div id="payment-element"></div>
    <script type="module">
      const frame = document.createElement('iframe');
      frame.src = '${api}/v3/${emptyFrame}';
      const mounted = performance.now();
      frame.addEventListener('load', () => { globalThis.elapsed = performance.now() - mounted; });
      document.querySelector('#payment-element').append(frame);
    </script>`;
}

async function listen(pages) {
  const server = createServer((request, response) => {
    const html = pages[request.url];
    response
      .writeHead(html === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' })
      .end(html);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://localhost:${server.address().port}`, close: () => server.close() };
}

function middle(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
