import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';

/** Keeps the checkout where a test can reach it. */
const bare = `<div id="payment-element"></div><script>
const stripe = Stripe('{{PUBLISHABLE_KEY}}');
const checkout = stripe.initCheckout({ clientSecret: '{{CLIENT_SECRET}}' });
window.changes = [];
checkout.on('change', (session) => window.changes.push(session));
window.loaded = checkout.loadActions();
Object.assign(window, { stripe, checkout });
</script>`;

describe('what a page can do with a session', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  async function visit(params = {}) {
    const stripe = world.server.client();
    const session = await createSession(stripe, params);
    const buyer = await Buyer.visit(world, { html: bare, clientSecret: session.client_secret ?? '' });
    const run = (code: string) =>
      buyer.page.evaluate(`(async () => { const { actions } = await window.loaded; ${code} })()`);
    return { stripe, session, buyer, run };
  }

  it('shows the session with amounts in minor units and as text', async () => {
    const { buyer, run, session } = await visit();
    expect(await run('return actions.getSession()')).toMatchObject({
      id: session.id,
      status: { type: 'open' },
      currency: 'usd',
      minorUnitsAmountDivisor: 100,
      canConfirm: true,
      savedPaymentMethods: null,
      total: { total: { minorUnitsAmount: 2000, amount: '$20.00' } },
      lineItems: [{ name: 'T-shirt', quantity: 2, unitAmount: { minorUnitsAmount: 1000, amount: '$10.00' } }],
    });
    await buyer.close();
  });

  it('has an empty list of saved cards for a customer without any', async () => {
    const stripe = world.server.client();
    const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' });
    const session = await createSession(stripe, { customer });
    const buyer = await Buyer.visit(world, { html: bare, clientSecret: session.client_secret ?? '' });
    expect(
      await buyer.page.evaluate('window.loaded.then(({ actions }) => actions.getSession())'),
    ).toMatchObject({
      savedPaymentMethods: [],
      email: 'jenny@example.com',
    });
    await buyer.close();
  });

  it('reports each change', async () => {
    const { buyer, run } = await visit();
    await run("await actions.updateEmail('jenny@example.com')");
    await run("await actions.updatePhoneNumber('+1 555 0100')");
    await run(
      "await actions.updateBillingAddress({ name: 'Jenny', address: { country: 'US', postal_code: '94107' } })",
    );
    await run(
      "await actions.updateShippingAddress({ name: 'Jenny', address: { country: 'US', line1: '1 Main St' } })",
    );
    expect(await buyer.page.evaluate('window.changes.at(-1)')).toMatchObject({
      email: 'jenny@example.com',
      phoneNumber: '+1 555 0100',
      billingAddress: { name: 'Jenny', address: { country: 'US', postal_code: '94107' } },
      shippingAddress: { address: { line1: '1 Main St' } },
    });
    expect(await buyer.page.evaluate('window.changes.length')).toBe(4);
    await buyer.close();
  });

  it.each([
    ['jenny', 'incompleteEmail'],
    ['jenny@example', 'invalidEmail'],
  ])('refuses the e-mail %s with %s', async (email, code) => {
    const { buyer, run } = await visit();
    expect(await run(`return actions.updateEmail('${email}')`)).toMatchObject({
      type: 'error',
      error: { code },
    });
    await buyer.close();
  });

  it("does not let a page change the merchant's customer_email", async () => {
    const { buyer, run } = await visit({ customer_email: 'shop@example.com' });
    expect(await run("return actions.updateEmail('jenny@example.com').catch((error) => error.name)")).toBe(
      'IntegrationError',
    );
    await buyer.close();
  });

  it('takes the phone number that a session asks for from the page, or from its field', async () => {
    const { buyer, run, stripe, session } = await visit({ phone_number_collection: { enabled: true } });
    await buyer.page.evaluate("checkout.createPaymentElement().mount('#payment-element')");
    await buyer.fillCard('4242424242424242');
    const confirm = (given: object) =>
      run(`return actions.confirm(${JSON.stringify({ redirect: 'if_required', ...given })})`);
    expect(await run('return actions.getSession().canConfirm')).toBe(false);
    expect(await confirm({ email: 'jenny@example.com' })).toMatchObject({
      type: 'error',
      error: { message: 'Your phone number is incomplete.' },
    });
    await buyer.frame.locator('[name=phone]').fill('+1 555 0199');
    await expect.poll(() => run('return actions.getSession().canConfirm')).toBe(true);
    await buyer.frame.locator('[name=phone]').fill('');
    expect(await confirm({ email: 'jenny@example.com', phoneNumber: '+1 555 0100' })).toMatchObject({
      type: 'success',
    });
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    expect(paid.customer_details?.phone).toBe('+1 555 0100');
    await buyer.close();
  });

  it('changes quantities within what the merchant allows', async () => {
    const { buyer, run, stripe, session } = await visit({
      line_items: [
        {
          price_data: { currency: 'eur', unit_amount: 1000, product_data: { name: 'T-shirt' } },
          quantity: 1,
          adjustable_quantity: { enabled: true, minimum: 1, maximum: 3 },
        },
      ],
    });
    const change = (quantity: number) =>
      run(`const [item] = actions.getSession().lineItems;
        return actions.updateLineItemQuantity({ lineItem: item.id, quantity: ${quantity} })`);
    expect(await change(3)).toMatchObject({
      type: 'success',
      session: { total: { total: { amount: '€30.00' } } },
    });
    expect(await change(4)).toMatchObject({ type: 'error', error: { code: null } });
    expect((await stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(3000);
    await buyer.close();
  });

  it('shows what the server changed meanwhile', async () => {
    const { buyer, stripe, session } = await visit();
    const [line] = (await stripe.checkout.sessions.listLineItems(session.id)).data;
    await buyer.page.exposeFunction('serverUpdate', () =>
      stripe.checkout.sessions
        .update(session.id, { line_items: [{ id: line?.id ?? '', quantity: 5 }] })
        .then(() => {}),
    );
    expect(
      await buyer.page.evaluate(
        'window.loaded.then(({ actions }) => actions.runServerUpdate(() => window.serverUpdate()))',
      ),
    ).toMatchObject({ type: 'success', session: { total: { total: { minorUnitsAmount: 5000 } } } });
    await buyer.close();
  });

  it('says what is wrong with a foreign secret', async () => {
    const session = await createSession(world.server.client());
    const buyer = await Buyer.visit(world, { html: bare, clientSecret: `${session.id}_secret_fidwrong` });
    expect(await buyer.page.evaluate('window.loaded')).toMatchObject({
      type: 'error',
      error: { code: null },
    });
    await buyer.close();
  });

  it.each([
    ["Stripe('')", 'Please call Stripe() with your publishable key. You used an empty string.'],
    ["Stripe('sk_test_x')", 'You should not use your secret key with Stripe.js.'],
    [
      "checkout.createPaymentElement().mount('#nowhere')",
      'The selector you specified (#nowhere) applies to no DOM elements',
    ],
    ["checkout.createPaymentElement({ layout: 'circle' })", 'layout.type should be one of'],
    ['await (await loaded).actions.confirm({ savePaymentMethod: true })', 'savePaymentMethod needs'],
    ['await (await loaded).actions.confirm()', 'needs a mounted Payment Element'],
  ])('%s is an IntegrationError', async (code, message) => {
    const { buyer } = await visit();
    const error = await buyer.page.evaluate(
      `(async () => { try { ${code} } catch (error) { return { name: error.name, message: error.message } } })()`,
    );
    expect(error).toMatchObject({ name: 'IntegrationError', message: expect.stringContaining(message) });
    await buyer.close();
  });

  it('charges once when confirm is called twice', async () => {
    const stripe = world.server.client();
    const { id: customer } = await stripe.customers.create({});
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.paymentMethods.update(id, { allow_redisplay: 'always' });
    const session = await createSession(stripe, { customer });
    const buyer = await Buyer.visit(world, { html: bare, clientSecret: session.client_secret ?? '' });
    const outcomes =
      await buyer.page.evaluate(`window.loaded.then(({ actions }) => Promise.allSettled([1, 2].map(() =>
      actions.confirm({ paymentMethod: '${id}' }))).then((all) => all.map(({ status }) => status)))`);
    expect(outcomes).toEqual(['fulfilled', 'rejected']);
    expect((await stripe.charges.list()).data).toHaveLength(1);
    await buyer.close();
  });
});
