import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Receiver } from '@onfile/server/testing/receiver.ts';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './support/chromium.ts';

/** What a page of any site can make the browser of a developer do who runs Onfile in development mode. */
describe('a page of another site', () => {
  let server: TestServer;
  let site: Server;
  let browser: Browser;
  let port: number;
  let onfilePort: string;
  const key = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';
  beforeAll(async () => {
    server = await testServer('sqlite', { allowedHosts: 'onfile-ci' });
    onfilePort = new URL(server.url).port;
    site = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>A shop</title>');
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    ({ port } = site.address() as AddressInfo);
    browser = await launchChromium(['evil.example', 'shop', 'onfile', 'onfile-ci']);
    await server.client({ key }).customers.create({ name: 'Jenny Rosen' });
  });
  afterAll(async () => {
    await browser.close();
    site.close();
    site.closeAllConnections();
    await server.stop();
  });

  async function at(url: string, run: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    await run(page);
    await context.close();
  }

  /** Calls from a script of the page; returns the status and the error's code, or that the browser withholds the answer. */
  const call = (page: Page, url: string, init: RequestInit = {}) =>
    page.evaluate(
      async ([address, options]) => {
        try {
          const response = await fetch(address, options);
          return { status: response.status, body: await response.text() };
        } catch {
          return { status: 0, body: '' };
        }
      },
      [url, init] as const,
    );

  const names = async () => {
    const { data } = await server.client({ key }).customers.list();
    return data.map(({ name }) => name);
  };

  it.each(['evil.example', 'localhost', '127.0.0.1'])(
    'reads and changes nothing with a secret key from %s',
    async (host) => {
      const receiver = await Receiver.start();
      await at(`http://${host}:${port}/`, async (page) => {
        const bearer = { Authorization: `Bearer ${key}` };
        const read = await call(page, `${server.url}/v1/customers`, { headers: bearer });
        expect(read).toMatchObject({
          status: 403,
          body: expect.stringContaining('publishable API key in pages'),
        });
        const body = new URLSearchParams({ url: receiver.url, 'enabled_events[0]': '*' }).toString();
        const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
        for (const [path, init] of [
          ['/v1/webhook_endpoints', { method: 'POST', headers: { ...bearer, ...form }, body }],
          [`/v1/webhook_endpoints?key=${key}`, { method: 'POST', headers: form, body }],
          ['/v1/onfile/webhook_deliveries', { headers: bearer }],
          [`/v1/customers?key=${key}`, {}],
          ['/v1/onfile/reset', { method: 'POST', headers: form, body: `key=${key}` }],
        ] as const) {
          expect([path, (await call(page, server.url + path, init)).status]).toEqual([path, 403]);
        }
        // Requests that need no permission from the server.
        const statuses: Record<string, number> = {};
        page.on('response', (response) => {
          statuses[new URL(response.url()).pathname] = response.status();
        });
        await call(page, `${server.url}/v1/onfile/reset`, {
          method: 'POST',
          mode: 'no-cors',
          headers: form,
          body: `key=${key}`,
        });
        await page.evaluate(
          ([origin, secret]) =>
            Promise.all([
              new Promise((resolve) => {
                const image = new Image();
                image.onload = image.onerror = resolve;
                image.src = `${origin}/v1/charges?key=${secret}`;
              }),
              new Promise((resolve) => {
                const script = document.createElement('script');
                script.onload = script.onerror = resolve;
                script.src = `${origin}/v1/balance?key=${secret}`;
                document.head.append(script);
              }),
              new Promise((resolve) => {
                const stream = new EventSource(`${origin}/v1/onfile/stream?key=${secret}`);
                stream.onopen = stream.onerror = () => resolve(stream.close());
              }),
            ]),
          [server.url, key] as const,
        );
        // Chromium tells the page nothing about the image and the script.
        expect(statuses).toMatchObject({ '/v1/onfile/reset': 403, '/v1/onfile/stream': 403 });
        expect((await call(page, `${server.url}/dashboard/boot`)).body).not.toContain(key);
        const posted = page.waitForResponse((response) => response.url().endsWith('/v1/onfile/reset'));
        await page.evaluate(
          ([origin, secret]) => {
            document.body.innerHTML = `<form method="post" action="${origin}/v1/onfile/reset"><input name="key" value="${secret}"></form>`;
            document.querySelector('form')?.submit();
          },
          [server.url, key] as const,
        );
        expect((await posted).status()).toBe(403);
      });
      expect(await names()).toEqual(['Jenny Rosen']);
      expect((await server.client({ key }).webhookEndpoints.list()).data).toEqual([]);
      expect(receiver.received).toEqual([]);
      await receiver.stop();
    },
  );

  it('cannot open the socket of the official CLI', async () => {
    const body = new URLSearchParams({ device_name: 'laptop', 'websocket_features[0]': 'request_logs', key });
    const granted = await fetch(`${server.url}/v1/stripecli/sessions`, { method: 'POST', body });
    const { websocket_url: url } = await granted.json();
    await at(`http://evil.example:${port}/`, async (page) => {
      const opened = await page.evaluate(
        (address) =>
          new Promise((resolve) => {
            const socket = new WebSocket(address, 'stripecli-devproxy-v1');
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('refused');
          }),
        String(url),
      );
      expect(opened).toBe('refused');
    });
  });

  it('whose name is made to point to this machine is not a page of the server', async () => {
    // Any page of that name will do as the one that the site served before its name led here.
    await at(`http://evil.example:${onfilePort}/dashboard`, async (page) => {
      const Authorization = `Bearer ${key}`;
      for (const init of [
        { headers: { Authorization } },
        { headers: { Authorization }, method: 'POST' },
        {
          headers: { Authorization, 'Accept-Language': '*', 'User-Agent': 'x' },
          referrerPolicy: 'no-referrer',
        },
      ] as const) {
        const { status, body } = await call(page, '/v1/customers', init);
        expect([status, JSON.parse(body).error.code]).toEqual([403, 'host_not_allowed']);
      }
      expect(JSON.parse((await call(page, '/dashboard/boot')).body)).toMatchObject({ sandboxes: [] });
    });
    expect(await names()).toEqual(['Jenny Rosen']);
  });

  it('in a network of containers pays through the names of services', async () => {
    const intent = await server.client({ key }).paymentIntents.create({ amount: 2000, currency: 'usd' });
    await at(`http://shop:${port}/`, async (page) => {
      const onfile = `http://onfile:${onfilePort}`;
      await page.addScriptTag({ url: `${onfile}/v3/` });
      const paid = await page.evaluate(async (secret) => {
        const make: (key: string) => { retrievePaymentIntent(secret: string): Promise<unknown> } =
          Reflect.get(window, 'Stripe');
        return make('pk_test_TYooMQauvdEDq54NiTphI7jx').retrievePaymentIntent(secret);
      }, intent.client_secret ?? '');
      expect(paid).toMatchObject({ paymentIntent: { id: intent.id, status: 'requires_payment_method' } });
    });
  });

  it('is not foreign at the server’s own address, or at a name that the settings allow', async () => {
    for (const origin of [server.url, `http://localhost:${onfilePort}`, `http://onfile-ci:${onfilePort}`]) {
      await at(`${origin}/dashboard`, async (page) => {
        const headers = { Authorization: `Bearer ${key}` };
        expect(await call(page, '/v1/customers', { headers })).toMatchObject({ status: 200 });
        expect(await call(page, '/v1/onfile/faults', { headers, method: 'DELETE' })).toMatchObject({
          status: 200,
        });
      });
    }
  });
});
