import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';

/** In the page: the ways in which pages hold objects, as functions of an object and a method's name. */
const holding = `
/** As a framework's store does it: everything that is got out of it is in a proxy again. */
function deep(value) {
  if (value instanceof Promise) return value.then(deep);
  if (value instanceof Node || value === null || !/^(object|function)$/.test(typeof value)) return value;
  return new Proxy(value, {
    get: (target, name, receiver) => deep(Reflect.get(target, name, receiver)),
    apply: (target, self, given) => deep(Reflect.apply(target, self, given)),
  });
}
const ways = {
  'through a proxy': (object, name) => deep(object)[name](),
  'out of the object': (object, name) => (0, object[name])(),
  'out of a copy': (object, name) => ({ ...object })[name](),
  'out of an assigned copy': (object, name) => Object.assign(new (class {})(), object)[name](),
  'frozen': (object, name) => Object.freeze(object)[name](),
};`;

/** Every object that a page can hold, created anew for each call, because a method changes what the next one finds. */
const reachable = `
const made = {
  stripe: async () => Stripe('{{PUBLISHABLE_KEY}}'),
  elements: async () => (await made.stripe()).elements(intent),
  checkout: async () => (await made.stripe()).initCheckout({ clientSecret }),
  sdk: async () => (await made.stripe()).initCheckoutElementsSdk({ clientSecret }),
  actions: async () => (await (await made.sdk()).loadActions()).actions,
  awaited: async () => await (await made.stripe()).initCheckout({ clientSecret }),
  'payment of elements': async () => (await made.elements()).create('payment'),
  'card of elements': async () => (await made.elements()).create('card'),
  'payment of checkout': async () => (await made.sdk()).createPaymentElement(),
};
const intent = { mode: 'payment', amount: 1000, currency: 'usd' };
const clientSecret = '{{CLIENT_SECRET}}';
/** The outcome: the shape of an answer, or what is thrown. */
const outcome = async (call) => {
  try {
    const answer = await call();
    return 'answers ' + (answer === null || typeof answer !== 'object' ? typeof answer : Object.keys(answer).sort().join());
  } catch (error) {
    return error.name + ': ' + error.message;
  }
};
const differencesOf = async (place, make, name) => {
  const plain = await make();
  const expected = await outcome(() => plain[name]());
  const found = [];
  for (const [way, call] of Object.entries(ways)) {
    const object = await make();
    const got = await outcome(() => call(object, name));
    if (got !== expected) found.push(place + '.' + name + '() ' + way + ': ' + got + ', not ' + expected);
  }
  return found;
};
window.differences = async () => {
  const calls = [];
  for (const [place, make] of Object.entries(made)) {
    if (!older && /^(checkout|awaited)$/.test(place)) continue;
    // Promises are what the object answers as, not what it does.
    const names = Object.entries(await make()).filter(([, value]) => typeof value === 'function').map(([name]) => name);
    for (const name of names.filter((name) => !['then', 'catch', 'finally'].includes(name))) {
      calls.push(differencesOf(place, make, name));
    }
  }
  return { methods: calls.length, found: (await Promise.all(calls)).flat() };
};`;

const holder = `<div id="element"></div><button id="pay">Pay</button><pre id="result" hidden></pre><script>
${holding}
const result = document.getElementById('result');
const onPay = (pay) => document.getElementById('pay').addEventListener('click', async () => {
  const outcome = await pay().catch(({ name, message }) => ({ thrown: name + ': ' + message }));
  result.textContent = JSON.stringify(outcome);
  result.dataset.done = 'yes';
});
const clientSecret = '{{CLIENT_SECRET}}';
const stripe = deep(Stripe('{{PUBLISHABLE_KEY}}'));
`;

describe('objects of stripe.js, however a page holds them', () => {
  let world: World;
  let stripe: Stripe;
  beforeAll(async () => {
    world = await startWorld();
    stripe = world.server.client({ key: 'sk_test_BQokikJOvBiI2HlWgH4olfQ2' });
  });
  afterAll(() => world.stop());

  it.each(['/v3/', '/endive/stripe.js'])('do the same in every way, in %s', async (script) => {
    const session = await createSession(stripe);
    const html = `<script>const older = ${script === '/v3/'};${holding}${reachable}</script>`;
    const buyer = await Buyer.visit(world, { html, script, clientSecret: session.client_secret ?? '' });
    const { methods, found } = await buyer.page.evaluate<{ methods: number; found: string[] }>(
      'window.differences()',
    );
    expect(found).toEqual([]);
    expect(methods).toBeGreaterThan(120);
    await buyer.close();
  });

  async function payIntent(make: string, options: { readonly card?: boolean } = {}) {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const buyer = await Buyer.visit(world, {
      html: `${holder}${make}</script>`,
      clientSecret: intent.client_secret ?? '',
    });
    if (options.card === true) {
      const frame = buyer.page.frameLocator('iframe[title="Secure card payment input frame"]');
      await frame.locator('[name=cardnumber]').fill('4242424242424242');
      await frame.locator('[name=exp-date]').fill('1234');
      await frame.locator('[name=cvc]').fill('123');
      await frame.locator('[name=postal]').fill('12345');
    } else await buyer.fillCard('4242424242424242');
    return buyer;
  }

  it('pay with the Payment Element, its options in proxies too', async () => {
    const buyer = await payIntent(`
const elements = stripe.elements(deep({ clientSecret, appearance: { variables: { colorPrimary: 'rgb(1, 2, 3)' } }, fonts: [] }));
const element = elements.create('payment', deep({ layout: { type: 'tabs' }, defaultValues: { billingDetails: { address: { country: 'US' } } } }));
element.mount('#element');
element.update(deep({ terms: { card: 'never' } }));
onPay(async () => {
  const { paymentIntent } = await stripe.confirmPayment(deep({ elements, redirect: 'if_required', confirmParams: { payment_method_data: { billing_details: { name: 'Jenny Rosen' } } } }));
  return { status: paymentIntent.status, same: elements.getElement('payment') !== null };
});`);
    expect(await buyer.pay()).toEqual({ status: 'succeeded', same: true });
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });

  it.each([
    ['confirmCardPayment', `stripe.confirmCardPayment(clientSecret, deep({ payment_method: { card } }))`],
    ['createPaymentMethod with card', `stripe.createPaymentMethod(deep({ type: 'card', card }))`],
    ['createPaymentMethod with element', `stripe.createPaymentMethod(deep({ element: card }))`],
    [
      'createPaymentMethod with a copy',
      `stripe.createPaymentMethod({ type: 'card', card: Object.assign({}, card) })`,
    ],
    ['createToken', `stripe.createToken(card, deep({ name: 'Jenny Rosen' }))`],
    ['createToken with what on() answers', `stripe.createToken(card.on('change', () => {}))`],
  ])('%s knows the card element', async (_name, call) => {
    const buyer = await payIntent(
      `const elements = stripe.elements();
const card = elements.create('card', deep({ style: { base: { color: 'rgb(1, 2, 3)' } } }));
card.mount('#element');
onPay(async () => { const { error } = await ${call}; return { error: error?.message ?? null }; });`,
      { card: true },
    );
    expect(await buyer.pay()).toEqual({ error: null });
    await buyer.close();
  });

  it('pay a Checkout Session', async () => {
    const session = await createSession(stripe, { customer_email: 'jenny@example.com' });
    const html = `${holder}
const checkout = stripe.initCheckout(deep({ clientSecret, elementsOptions: { appearance: { theme: 'night' } } }));
const element = checkout.createPaymentElement(deep({ fields: { billingDetails: { name: 'never' } } }));
element.mount('#element');
onPay(async () => {
  const { actions } = await checkout.loadActions();
  const { type } = await actions.confirm(deep({ redirect: 'if_required', returnUrl: location.href, billingAddress: { name: 'Jenny Rosen', address: { country: 'US', line1: '1 Main St' } } }));
  return { type, total: actions.getSession().total.total.minorUnitsAmount };
});</script>`;
    const buyer = await Buyer.visit(world, { html, clientSecret: session.client_secret ?? '' });
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toEqual({ type: 'success', total: 2000 });
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });
});
