import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { publishableKey } from './support/merchant.ts';
import { automatic } from './support/snippets.ts';

describe("the card and the merchant's page", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('the page sees no digit of the number: not in its DOM, messages, storage or requests', async () => {
    const session = await createSession(world.server.client());
    const buyer = await Buyer.visit(world, {
      html: `<script>window.seen = []; addEventListener('message', (event) => seen.push(JSON.stringify(event.data)));</script>${automatic}`,
      clientSecret: session.client_secret ?? '',
    });
    const requests: string[] = [];
    buyer.page.on('request', (request) => {
      if (request.frame() === buyer.page.mainFrame())
        requests.push(`${request.url()} ${request.postData() ?? ''}`);
    });
    await buyer.fillCard('4000056655665556', { cvc: '987' });
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    const seen = await buyer.page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        JSON.stringify(Reflect.get(window, 'seen')),
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
      ].join('\n'),
    );
    expect(seen + requests.join('\n')).not.toMatch(/4000\s?0566|5665\s?5665/);
    expect(
      await buyer.page.evaluate(() => {
        const frame = document.querySelector<HTMLIFrameElement>('iframe[title="Secure payment input frame"]');
        try {
          return frame?.contentDocument === null ? 'closed' : 'open';
        } catch {
          return 'closed';
        }
      }),
    ).toBe('closed');
    await buyer.close();
  });

  it('works under the policy that docs/integration.md gives, and without third-party cookies', async () => {
    const { url } = world.server;
    const session = await createSession(world.server.client());
    const buyer = await Buyer.visit(world, {
      html: automatic.replaceAll('<script>', '<script nonce="merchant">'),
      clientSecret: session.client_secret ?? '',
      policy: `default-src 'none'; script-src 'nonce-merchant' ${url}; frame-src ${url}; connect-src ${url}; img-src ${url}`,
    });
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    expect(buyer.complaints.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
    expect(await buyer.context.cookies()).toEqual([]);
    await buyer.close();
  });

  it('works on a page that is cross-origin isolated', async () => {
    const session = await createSession(world.server.client());
    const buyer = await Buyer.visit(world, {
      html: automatic,
      clientSecret: session.client_secret ?? '',
      isolated: true,
    });
    expect(await buyer.page.evaluate('crossOriginIsolated')).toBe(true);
    await buyer.fillCard('4000002760003184');
    await buyer.page.press('#pay', 'Enter');
    await buyer.challenge.getByRole('button', { name: 'Complete' }).click();
    expect(await buyer.outcome()).toMatchObject({ type: 'success' });
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it('a secret of another session opens nothing', async () => {
    const session = await createSession(world.server.client());
    const forged = `${session.id}_secret_fidforged`;
    const answer = await fetch(`${world.server.url}/v1/payment_pages/${session.id}/init`, {
      method: 'POST',
      body: new URLSearchParams({ key: publishableKey, client_secret: forged }),
    });
    expect(answer.status).toBe(400);
  });
});
