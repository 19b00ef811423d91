import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { paidCharge } from '@onfile/server/testing/paid.ts';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What each kind of answer must say: who may frame it, and the sources of what it loads. */
const kinds = {
  closed: { policy: ["default-src 'none'", "frame-ancestors 'none'"], runs: false, framed: false },
  frame: {
    policy: ["default-src 'none'", "script-src 'self'", "connect-src 'self'"],
    runs: true,
    framed: true,
  },
  page: {
    policy: ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"],
    runs: true,
    framed: false,
  },
  still: {
    policy: ["default-src 'none'", "style-src 'self'", "frame-ancestors 'none'"],
    runs: false,
    framed: false,
  },
} as const;
type Kind = keyof typeof kinds;

/** Without the headers of a single answer, and of how its body was sent. */
function lastingHeaders({ headers }: Response): Record<string, string> {
  const passing = /^(connection|content-length|date|keep-alive|request-id|transfer-encoding)$/;
  return Object.fromEntries([...headers].filter(([name]) => !passing.test(name)));
}

describe.each(['development', 'production'] as const)(
  'what a server in %s mode sends to browsers',
  (mode) => {
    let server: TestServer;
    let challenge: { readonly attempt: string; readonly page: string };
    let receipt: string;
    let session: string;
    beforeAll(async () => {
      server = await testServer('sqlite', { mode });
      if (mode === 'production') return;
      const { stripe, charge } = await paidCharge(server, '4242424242424242');
      receipt = new URL(charge.receipt_url ?? '').pathname;
      const intent = await stripe.paymentIntents.create({
        amount: 1000,
        currency: 'usd',
        payment_method: 'pm_card_authenticationRequired',
        confirm: true,
        return_url: 'https://shop.example/done?a=b',
      });
      const page = new URL(intent.next_action?.redirect_to_url?.url ?? '');
      challenge = { attempt: page.searchParams.get('source') ?? '', page: page.pathname + page.search };
      const hosted = await stripe.checkout.sessions.create({
        mode: 'payment',
        success_url: 'https://shop.example/done',
        line_items: [
          { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'Lamp' } }, quantity: 1 },
        ],
      });
      session = new URL(hosted.url ?? '').pathname;
    });
    afterAll(() => server.stop());

    async function requirePolicy(path: string, kind: Kind, init: RequestInit = {}): Promise<Response> {
      const answer = await fetch(server.url + path, { redirect: 'manual', ...init });
      await answer.body?.cancel();
      const said = answer.headers.get('content-security-policy') ?? '';
      const directives = said.split('; ');
      const { policy, runs, framed } = kinds[kind];
      expect(directives, path).toEqual(expect.arrayContaining([...policy, "base-uri 'none'"]));
      expect(said, path).toMatch(/form-action ('none'|'self')/);
      expect(said.includes('script-src'), path).toBe(runs);
      expect(said.includes('frame-ancestors'), path).toBe(!framed);
      expect(said, path).not.toMatch(/unsafe|\*/);
      expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(answer.headers.get('referrer-policy'), path).toMatch(/^(no-referrer|same-origin)$/);
      if (answer.headers.get('content-type')?.startsWith('text/html')) {
        expect(answer.headers.get('x-robots-tag'), path).toBe('noindex');
        expect(answer.headers.get('x-frame-options'), path).toBe(framed ? null : 'DENY');
      }
      if (init.method === undefined) {
        const head = await fetch(server.url + path, { redirect: 'manual', ...init, method: 'HEAD' });
        expect([head.status, lastingHeaders(head)], path).toEqual([answer.status, lastingHeaders(answer)]);
      }
      return answer;
    }

    it('every file that was built', async () => {
      const folder = fileURLToPath(new URL('../element/dist', import.meta.url));
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
        .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(folder.length));
      expect(files.filter((file) => file.endsWith('.html')).length).toBeGreaterThanOrEqual(4);
      for (const file of files) {
        const framed = /^\/(elements-inner|three-ds)/.test(file) && file.endsWith('.html');
        const kind = framed ? 'frame' : file.endsWith('.html') ? 'page' : 'closed';
        const answer = await requirePolicy(`/v3${file}`, kind);
        expect(answer.status, file).toBe(200);
        expect(answer.headers.get('access-control-allow-origin'), file).toBe(kind === 'page' ? null : '*');
      }
      const ofDashboard = fileURLToPath(new URL('../dashboard/dist/assets', import.meta.url));
      for (const file of readdirSync(ofDashboard).filter((name) => /\.(js|css)$/.test(name)))
        await requirePolicy(`/dashboard/assets/${file}`, 'page');
      const scripts = readdirSync(fileURLToPath(new URL('../browser/dist', import.meta.url)));
      for (const file of scripts.filter((name) => name.endsWith('.js'))) {
        expect((await requirePolicy(`/v3/${file}`, 'closed')).status, file).toBe(200);
      }
    });

    it.each([
      ['/v3', 'closed'],
      ['/v3/', 'closed'],
      ['/v3/stripe.js', 'closed'],
      ['/clover/stripe.js', 'closed'],
      ['/v3/elements-inner-payment.html', 'frame'],
      ['/v3/elements-inner-card.html', 'frame'],
      ['/v3/three-ds-2-challenge.html', 'frame'],
      ['/v3/hosted-checkout.html', 'page'],
      ['/v3/nothing.html', 'closed'],
      ['/v3/manifest.json', 'closed'],
      ['/c/pay/cs_test_nothing', 'page'],
      ['/dashboard', 'page'],
      ['/dashboard/sign-in', 'page'],
      ['/dashboard/customers/cus_1', 'page'],
      ['/dashboard/nothing.png', 'closed'],
      ['/dashboard/boot', 'closed'],
      ['/receipts/nothing', 'still'],
      ['/receipts/style.css', 'closed'],
      ['/links/nothing', 'closed'],
      ['/v1/files/file_nothing/contents', 'closed'],
      ['/acs/nothing', 'frame'],
      ['/acs/done', 'frame'],
      ['/acs/done.js', 'closed'],
      ['/acs/style.css', 'closed'],
      ['/3d_secure_2/hosted', 'frame'],
      ['/healthz', 'closed'],
      ['/readyz', 'closed'],
      ['/favicon.ico', 'closed'],
      ['/', 'closed'],
      ['/nothing', 'closed'],
      ['/%', 'closed'],
      ['/%00', 'closed'],
      ['/v1/customers', 'closed'],
      ['/v1/nothing', 'closed'],
      ['/v1/onfile/stream', 'closed'],
    ] as const)('%s as %s', async (path, kind) => {
      await requirePolicy(path, kind);
    });

    it('a call that is refused or preflighted', async () => {
      await requirePolicy('/v1/customers', 'closed', { method: 'POST', body: 'x' });
      await requirePolicy('/v1/customers', 'closed', { method: 'OPTIONS' });
    });

    it.each([
      ['gzip, deflate, br, zstd', 'br'],
      ['GZIP;q=0.5', 'gzip'],
      ['br;q=0, gzip;q=1.0', 'gzip'],
      ['br;q=0.0, identity', null],
      ['brotli', null],
    ])('a script to whoever accepts %j', async (accepted, encoding) => {
      const headers = { 'accept-encoding': accepted };
      const answer = await fetch(`${server.url}/v3/`, { headers });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      const plain = await fetch(`${server.url}/v3/`, { headers: { 'accept-encoding': 'identity' } });
      expect(await answer.text()).toBe(await plain.text());
    });

    it.runIf(mode === 'development')('the pages of a payment', async () => {
      await requirePolicy(session, 'page');
      await requirePolicy(receipt, 'still');
      await requirePolicy(`/acs/${challenge.attempt}`, 'frame');
      const whole = await requirePolicy(challenge.page, 'frame');
      // The buyer's answer leads back to the shop.
      expect(whole.headers.get('content-security-policy')).toContain(
        "form-action 'self' https://shop.example",
      );
      const answered = await requirePolicy(`/acs/${challenge.attempt}/result`, 'frame', {
        method: 'POST',
        body: new URLSearchParams({ result: 'failed' }),
      });
      expect(answered.status).toBe(303);
    });

    it.runIf(mode === 'production')('the answers of signing in', async () => {
      await requirePolicy('/dashboard/auth/session', 'closed');
      await requirePolicy('/dashboard/auth/nothing', 'closed', { method: 'POST' });
    });

    it.runIf(mode === 'development')('the stream of events', async () => {
      const headers = { authorization: `Bearer ${server.freshKey()}` };
      expect((await requirePolicy('/v1/onfile/stream', 'closed', { headers })).status).toBe(200);
    });
  },
);
