import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementsPage } from './support/elements-page.ts';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';

const confirm = `return stripe.confirmPayment({ elements, redirect: 'if_required' });`;
const setUp = `const elements = stripe.elements({ clientSecret });
const element = elements.create('payment');
element.on('loaderror', (event) => events.push(event));
element.mount('#element');`;
const slow = 600;

describe('what a page does around its elements', () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client();
  });
  afterAll(() => world.stop());

  async function visit(page: Parameters<typeof elementsPage>[0], html = elementsPage(page)) {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const buyer = await Buyer.visit(world, { html, clientSecret: intent.client_secret ?? '' });
    const status = async () => (await stripe.paymentIntents.retrieve(intent.id)).status;
    return { buyer, intent, status };
  }

  /** Makes answers to confirmations take their time. */
  const slowDown = (buyer: Buyer) =>
    buyer.page.route(/\/confirm$/, async (route) => {
      const answer = await route.fetch();
      await new Promise((resolve) => setTimeout(resolve, slow));
      await route.fulfill({ response: answer }).catch(() => {});
    });

  it('an element whose container is gone cannot confirm', async () => {
    const { buyer } = await visit({ setUp, pay: `document.getElementById('element').remove(); ${confirm}` });
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toEqual({
      thrown: {
        name: 'IntegrationError',
        message: expect.stringContaining('elements should have a mounted Payment Element'),
      },
    });
    await buyer.close();
  });

  it('a card element whose container is gone has no card', async () => {
    const { buyer } = await visit({
      setUp: `const card = stripe.elements().create('card'); card.mount('#element');`,
      pay: `document.getElementById('element').remove(); return stripe.createPaymentMethod({ type: 'card', card });`,
    });
    expect(await buyer.pay()).toMatchObject({
      thrown: { message: expect.stringContaining('still mounted') },
    });
    await buyer.close();
  });

  it('a second confirmation while one runs is a mistake of the page, and the first one pays', async () => {
    const { buyer } = await visit({
      setUp,
      pay: `const confirm = () => stripe.confirmPayment({ elements, redirect: 'if_required' });
  const [first, second] = await Promise.allSettled([confirm(), confirm()]);
  return { paymentIntent: first.value.paymentIntent, thrown: { name: second.reason.name } };`,
    });
    await slowDown(buyer);
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({
      paymentIntent: { status: 'succeeded' },
      thrown: { name: 'IntegrationError' },
    });
    await buyer.close();
  });

  it('an element that is moved starts afresh, and pays', async () => {
    const { buyer } = await visit({ setUp, pay: confirm });
    await buyer.fillCard('4242424242424242');
    await buyer.page.evaluate(`document.querySelector('main').prepend(document.getElementById('element'))`);
    await expect.poll(() => buyer.frame.locator('input[name="number"]').inputValue()).toBe('');
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    await buyer.close();
  });

  it.each([
    ['unmounts the element', 'element.unmount()'],
    ['throws the container away', `document.getElementById('element').remove()`],
  ])('learns the outcome of a payment when it %s meanwhile', async (_what, code) => {
    const { buyer, status } = await visit({
      setUp,
      pay: `setTimeout(() => { ${code} }, ${slow / 2}); ${confirm}`,
    });
    await slowDown(buyer);
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(await status()).toBe('succeeded');
    await buyer.close();
  });

  it('learns the outcome of a Checkout Session too, and may confirm again', async () => {
    const session = await createSession(stripe, { customer_email: 'jenny@example.com' });
    const html = `<div id="element"></div><button id="pay">Pay</button><pre id="result" hidden></pre><script>
const checkout = Stripe('{{PUBLISHABLE_KEY}}').initCheckout({ clientSecret: '{{CLIENT_SECRET}}' });
const element = checkout.createPaymentElement();
element.mount('#element');
document.getElementById('pay').addEventListener('click', async () => {
  const { actions } = await checkout.loadActions();
  setTimeout(() => element.unmount(), ${slow / 2});
  const outcome = await actions.confirm({ redirect: 'if_required', returnUrl: location.href });
  const result = document.getElementById('result');
  result.textContent = JSON.stringify(outcome);
  result.dataset.done = 'yes';
});
</script>`;
    const buyer = await Buyer.visit(world, { html, clientSecret: session.client_secret ?? '' });
    await slowDown(buyer);
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ type: 'success', session: { status: { type: 'complete' } } });
    await buyer.close();
  });

  it('an element reports that its Checkout Session does not load, and loads when asked again', async () => {
    const session = await createSession(stripe);
    const html = `<div id="element"></div><script>
const checkout = Stripe('{{PUBLISHABLE_KEY}}').initCheckout({ clientSecret: '{{CLIENT_SECRET}}' });
const element = checkout.createPaymentElement();
window.failed = new Promise((resolve) => element.on('loaderror', resolve));
element.mount('#element');
window.again = () => checkout.loadActions().then(({ type }) => type);
</script>`;
    const url = world.merchant.publish({ html, clientSecret: session.client_secret ?? '' });
    const buyer = await Buyer.open(world, 'about:blank');
    await buyer.page.route(/\/init$/, (route) => route.abort(), { times: 1 });
    await buyer.page.goto(url);
    expect(await buyer.page.evaluate('window.failed')).toMatchObject({
      elementType: 'payment',
      error: { message: expect.stringContaining('could not be sent') },
    });
    expect(await buyer.page.evaluate('window.again()')).toBe('success');
    await buyer.frame.locator('input[name="number"]').waitFor();
    await buyer.close();
  });

  it.each([
    ['Payment', setUp, 'Secure payment input frame', 'number'],
    [
      'Card',
      `const element = stripe.elements().create('card'); element.mount('#element');`,
      'Secure card payment input frame',
      'cardnumber',
    ],
  ])('Enter in the %s Element submits the form around it', async (_name, make, title, field) => {
    const page = elementsPage({ setUp: make, pay: 'return null;' });
    const html = page
      .replace('<main>', '<main><form>')
      .replace('</main>', '</form></main>')
      .concat(
        '<script>document.forms[0].addEventListener("submit", (event) => { event.preventDefault(); document.title = "submitted"; });</script>',
      );
    const { buyer } = await visit({ setUp: make, pay: '' }, html);
    const input = buyer.page.frameLocator(`iframe[title="${title}"]`).locator(`input[name="${field}"]`);
    await input.fill('4242424242424242');
    await input.press('Enter');
    await expect.poll(() => buyer.page.title()).toBe('submitted');
    await buyer.close();
  });

  it('a label focuses the element, and blur() removes the focus', async () => {
    const page = elementsPage({
      setUp: `${setUp} element.on('blur', () => events.push('blur'));`,
      pay: 'return events;',
    });
    const labels = '<label for="element" id="beside">Card</label><label><b id="around">Your card</b>';
    const html = page.replace('<div id="element"></div>', `${labels}<div id="element"></div></label>`);
    const { buyer } = await visit({ setUp, pay: '' }, html);
    await buyer.frame.locator('input[name="number"]').waitFor();
    const number = buyer.frame.locator('input[name="number"]');
    for (const label of ['#beside', '#around']) {
      await buyer.page.click(label);
      await expect.poll(() => number.evaluate((field) => field === document.activeElement)).toBe(true);
      await buyer.page.evaluate('element.blur()');
      await expect.poll(() => buyer.page.evaluate('document.activeElement.tagName')).toBe('BODY');
    }
    expect(await buyer.pay()).toEqual(['blur', 'blur']);
    await buyer.close();
  });
});
