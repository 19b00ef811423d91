import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import type { MerchantPage } from './support/merchant.ts';
import { automatic } from './support/snippets.ts';

describe('when something goes wrong', () => {
  let world: World;
  const buyers: Buyer[] = [];
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(async () => {
    await Promise.all(buyers.splice(0).map((buyer) => buyer.close()));
  });
  afterAll(() => world.stop());

  async function visit(html: string, more: Partial<MerchantPage> = {}): Promise<Buyer> {
    const session = await createSession(world.server.client());
    const buyer = await Buyer.visit(world, { html, clientSecret: session.client_secret ?? '', ...more });
    buyers.push(buyer);
    return buyer;
  }

  /** A page that shows the result of an expression, in which `checkout` is available. */
  function asking(expression: string, options = "{ clientSecret: '{{CLIENT_SECRET}}' }"): string {
    return `<div id="payment-element"></div><pre id="result"></pre><script type="module">
const stripe = Stripe('{{PUBLISHABLE_KEY}}', { locale: 'C' });
const answer = await (async () => {
  const checkout = stripe.initCheckout(${options});
  return ${expression};
})().catch((error) => ({ thrown: error.name, message: error.message }));
const result = document.getElementById('result');
result.textContent = JSON.stringify(answer);
result.dataset.done = 'yes';
</script>`;
  }

  it('a locale that no browser can read counts as none', async () => {
    const buyer = await visit(asking('(await checkout.loadActions()).actions.getSession().total.total'));
    expect(await buyer.outcome()).toEqual({ minorUnitsAmount: 2000, amount: '$20.00' });
  });

  it("loadActions returns a failure of the page's own fetch", async () => {
    const failing = "{ fetchClientSecret: () => { throw new Error('The shop is closed.'); } }";
    const buyer = await visit(asking('checkout.loadActions()', failing));
    expect(await buyer.outcome()).toEqual({
      type: 'error',
      error: { message: 'The shop is closed.', code: null },
    });
  });

  it('the awaitable object has what promises have', async () => {
    const foreign = "{ clientSecret: 'nonsense' }";
    const buyer = await visit(asking('checkout.catch(({ message }) => ({ caught: message }))', foreign));
    expect(await buyer.outcome()).toEqual({
      caught: 'The client secret of the Checkout Session is not valid.',
    });
  });

  it.each([
    ["{ savedPaymentMethod: { enableSave: 'yes' } }", 'elementsOptions.savedPaymentMethod.enableSave'],
    ["{ appearance: 'night' }", 'elementsOptions.appearance'],
    ["{ fonts: 'serif' }", 'elementsOptions.fonts'],
  ])('elementsOptions %s are refused', async (elementsOptions, name) => {
    const options = `{ clientSecret: '{{CLIENT_SECRET}}', elementsOptions: ${elementsOptions} }`;
    const buyer = await visit(asking('true', options));
    expect(await buyer.outcome()).toEqual({
      thrown: 'IntegrationError',
      message: expect.stringContaining(name),
    });
  });

  it("an element whose frame the page's policy blocks says so", async () => {
    const failure = `new Promise((resolve) => {
      const element = checkout.createPaymentElement();
      element.on('loaderror', resolve);
      element.mount('#payment-element');
    })`;
    const buyer = await visit(asking(failure), { policy: "frame-src 'none'" });
    expect(await buyer.outcome()).toMatchObject({
      elementType: 'payment',
      error: { message: expect.stringContaining('Content-Security-Policy') },
    });
  });

  it('an element whose frame does not load says so once, and is ready when it does', async () => {
    const session = await createSession(world.server.client());
    const html = `<div id="payment-element"></div><script>
const events = [];
const element = Stripe('{{PUBLISHABLE_KEY}}').initCheckout({ clientSecret: '{{CLIENT_SECRET}}' }).createPaymentElement();
element.on('loaderror', ({ error }) => events.push(error.message));
element.on('ready', () => events.push('ready'));
element.mount('#payment-element');
</script>`;
    const buyer = await Buyer.open(world, 'about:blank');
    buyers.push(buyer);
    await buyer.page.clock.install();
    const held = new Promise<() => Promise<void>>((resolve) =>
      buyer.page.route(/elements-inner-payment-\w+\.html/, (route) => resolve(() => route.continue())),
    );
    const clientSecret = session.client_secret ?? '';
    // The page keeps loading until its frame has.
    await buyer.page.goto(world.merchant.publish({ html, clientSecret }), { waitUntil: 'domcontentloaded' });
    const letIn = await held;
    await buyer.page.clock.fastForward(10_000);
    const late = 'The frame did not load within 10 seconds.';
    const told = () => buyer.page.evaluate('events');
    await expect.poll(told, { timeout: 20_000 }).toEqual([late]);
    await letIn();
    await buyer.fillCard('4242424242424242');
    await expect.poll(told, { timeout: 20_000 }).toEqual([late, 'ready']);
  });

  it('an element inside a shadow root is refused, as on Stripe', async () => {
    const mounted = `(() => {
      const root = document.getElementById('payment-element').attachShadow({ mode: 'open' });
      root.innerHTML = '<div id="inside"></div>';
      return checkout.createPaymentElement().mount(root.getElementById('inside'));
    })()`;
    const buyer = await visit(asking(mounted));
    expect(await buyer.outcome()).toEqual({
      thrown: 'IntegrationError',
      message: 'Elements cannot be mounted in a ShadowRoot. Please mount in the Light DOM.',
    });
  });

  it('a session that has expired says so, and can no longer be confirmed', async () => {
    const stripe = world.server.client();
    const session = await createSession(stripe);
    const told = `<script>
const seen = [];
checkout.on('change', ({ status, canConfirm }) => seen.push([status.type, canConfirm]));
</script>`;
    const buyer = await Buyer.visit(world, {
      html: automatic + told,
      clientSecret: session.client_secret ?? '',
    });
    buyers.push(buyer);
    await buyer.fillCard('4242424242424242');
    await stripe.checkout.sessions.expire(session.id);
    expect(await buyer.pay()).toMatchObject({ error: { message: expect.any(String) } });
    expect(await buyer.page.evaluate('seen.at(-1)')).toEqual(['expired', false]);
    const update = `actionsLoaded.then(async ({ actions }) =>
      [await actions.updateEmail('jenny@example.com'), actions.getSession().status.type])`;
    expect(await buyer.page.evaluate(update)).toMatchObject([{ type: 'error' }, 'expired']);
  });

  describe('3-D Secure', () => {
    async function payWithChallenge(): Promise<Buyer> {
      const buyer = await visit(automatic);
      await buyer.fillCard('4000002760003184');
      await buyer.page.focus('#pay');
      await buyer.page.keyboard.press('Enter');
      await buyer.challenge.locator('#test-source-authorize-3ds').waitFor();
      return buyer;
    }

    it('Escape closes the challenge, and the focus goes back to the button', async () => {
      const buyer = await payWithChallenge();
      await buyer.pressEscapeInChallenge();
      expect(await buyer.outcome()).toMatchObject({ error: { code: 'paymentFailed' } });
      await expect.poll(() => buyer.page.evaluate('document.activeElement.id')).toBe('pay');
    });

    it('the page behind neither scrolls nor takes the focus meanwhile', async () => {
      const buyer = await payWithChallenge();
      expect(await buyer.page.evaluate('getComputedStyle(document.body).overflow')).toBe('hidden');
      await buyer.page.focus('#pay');
      expect(await buyer.page.evaluate('document.activeElement.id')).not.toBe('pay');
    });

    it('appears above a modal dialog of the shop', async () => {
      const buyer = await visit(
        `<dialog id="shop">${automatic}</dialog><script>document.getElementById('shop').showModal();</script>`,
      );
      await buyer.fillCard('4000002760003184');
      await buyer.page.click('#pay');
      await buyer.challenge.getByRole('button', { name: 'Complete' }).click();
      expect(await buyer.outcome()).toMatchObject({ type: 'success' });
      await buyer.page.focus('#pay');
      expect(await buyer.page.evaluate('document.activeElement.id')).toBe('pay');
    });

    it("where the page's policy blocks the challenge, the whole page goes to the issuer", async () => {
      const buyer = await visit(automatic);
      await buyer.page.evaluate(() => {
        // The policy becomes stricter after the fields have loaded: from now on only their page is allowed.
        const policy = document.createElement('meta');
        policy.httpEquiv = 'Content-Security-Policy';
        policy.content = "frame-src 'none'";
        document.head.append(policy);
      });
      await buyer.fillCard('4000002760003184');
      await buyer.page.click('#pay');
      await buyer.page.waitForURL(/3d_secure_2\/hosted/);
      await buyer.page.locator('#test-source-authorize-3ds').waitFor();
    });
  });
});
