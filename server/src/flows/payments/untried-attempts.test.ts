import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const noRedirects = { enabled: true, allow_redirects: 'never' } as const;
const payment = { amount: 2000, currency: 'usd', automatic_payment_methods: noRedirects } as const;
const visa = 'pm_card_visa';

/** What remains in the books of one sandbox. */
interface Books {
  readonly intents: (string | undefined)[];
  readonly charges: number;
  readonly failures: number;
}

describe.each(engines)('an attempt that the network never saw, on %s', (engine) => {
  let server: TestServer;
  let stripe: Stripe;
  let secretKey: string;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  /** The call is cut off before the network is asked, and the server restarts. */
  async function cutOff(call: (idempotencyKey: string) => Promise<unknown>) {
    const { id } = await stripe.accounts.retrieveCurrent();
    server.simulator.setFaults(id, { outage: true });
    await expect(call('order-1')).rejects.toMatchObject({ statusCode: 500 });
    server = await server.restart();
    stripe = server.client({ key: secretKey });
  }

  function freshSandbox() {
    secretKey = server.freshKey();
    stripe = server.client({ key: secretKey });
  }

  async function books(): Promise<Books> {
    const [payments, setups, charges, failed, unset] = await Promise.all([
      stripe.paymentIntents.list(),
      stripe.setupIntents.list(),
      stripe.charges.list(),
      stripe.events.list({ type: 'payment_intent.payment_failed' }),
      stripe.events.list({ type: 'setup_intent.setup_failed' }),
    ]);
    return {
      intents: [...payments.data, ...setups.data].map(({ status }) => status),
      charges: charges.data.length,
      failures: failed.data.length + unset.data.length,
    };
  }

  /** As the official client does it from a buyer's browser. */
  async function confirmPage(session: Stripe.Checkout.Session, idempotencyKey: string) {
    const response = await fetch(`${server.url}/v1/payment_pages/${session.id}/confirm`, {
      method: 'POST',
      headers: { 'Idempotency-Key': idempotencyKey },
      body: new URLSearchParams({
        key: 'pk_test_TYooMQauvdEDq54NiTphI7jx',
        client_secret: session.client_secret ?? '',
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': '4242424242424242',
        'payment_method_data[card][exp_month]': '12',
        'payment_method_data[card][exp_year]': '2034',
        'payment_method_data[card][cvc]': '123',
      }),
    });
    const { status } = await response.json();
    if (!response.ok) throw Object.assign(new Error('refused'), { statusCode: response.status });
    return { status };
  }

  const openSession = (mode: 'payment' | 'setup') =>
    stripe.checkout.sessions.create({
      mode,
      ui_mode: 'elements',
      customer_creation: 'always',
      ...(mode === 'setup'
        ? { currency: 'usd' }
        : {
            line_items: [
              {
                price_data: { currency: 'usd', unit_amount: 2000, product_data: { name: 'Cup' } },
                quantity: 1,
              },
            ],
          }),
    });

  const ways = {
    'made and paid': async () => (idempotencyKey: string) =>
      stripe.paymentIntents.create({ ...payment, payment_method: visa, confirm: true }, { idempotencyKey }),
    confirmed: async () => {
      const { id } = await stripe.paymentIntents.create(payment);
      return (idempotencyKey: string) =>
        stripe.paymentIntents.confirm(id, { payment_method: visa }, { idempotencyKey });
    },
    'charged while the customer is away': async () => {
      const customer = (await stripe.customers.create()).id;
      const { id } = await stripe.paymentMethods.attach(visa, { customer });
      const away = { ...payment, customer, payment_method: id, off_session: true, confirm: true };
      return (idempotencyKey: string) => stripe.paymentIntents.create(away, { idempotencyKey });
    },
    'paid at checkout': async () => {
      const session = await openSession('payment');
      return (idempotencyKey: string) => confirmPage(session, idempotencyKey);
    },
    'set up': async () => (idempotencyKey: string) =>
      stripe.setupIntents.create(
        { payment_method: visa, confirm: true, automatic_payment_methods: noRedirects },
        { idempotencyKey },
      ),
    'set up at checkout': async () => {
      const session = await openSession('setup');
      return (idempotencyKey: string) => confirmPage(session, idempotencyKey);
    },
  };

  it.each(Object.entries(ways))('is continued when its key is repeated: %s', async (way, open) => {
    freshSandbox();
    const call = await open();
    await cutOff(call);
    expect(await books()).toEqual({ intents: ['requires_confirmation'], charges: 0, failures: 0 });
    const done = await call('order-1');
    expect(done).toMatchObject({ status: way.endsWith('at checkout') ? 'complete' : 'succeeded' });
    expect(await call('order-1')).toMatchObject({ status: done.status });
    const charged = way.startsWith('set up') ? 0 : 1;
    expect(await books()).toEqual({ intents: ['succeeded'], charges: charged, failures: 0 });
  });

  it('is tried with the security code that is repeated with its key, and without one by anybody else', async () => {
    const checksOf = async (intent: Stripe.PaymentIntent) =>
      (await stripe.charges.retrieve(String(intent.latest_charge))).payment_method_details?.card?.checks;
    for (const seconds of [0, 11 * 60]) {
      freshSandbox();
      const call = await ways['made and paid']();
      await cutOff(call);
      server.clock.advance(seconds);
      expect(await checksOf(await call('order-1'))).toMatchObject({ cvc_check: 'pass' });
    }
    freshSandbox();
    await cutOff(await ways['made and paid']());
    const [intent] = (await stripe.paymentIntents.list()).data;
    const confirmed = await stripe.paymentIntents.confirm(intent?.id ?? '');
    expect(await checksOf(confirmed)).toMatchObject({ cvc_check: null });
  });

  it('makes way for a confirmation without its key', async () => {
    freshSandbox();
    await cutOff(await ways['made and paid']());
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent).toMatchObject({ status: 'requires_confirmation', last_payment_error: null });
    expect(await stripe.paymentIntents.confirm(intent?.id ?? '')).toMatchObject({ status: 'succeeded' });
    const again = await (await ways['made and paid']())('order-1');
    expect(again).toMatchObject({ id: intent?.id, status: 'succeeded' });
    expect(await books()).toEqual({ intents: ['succeeded'], charges: 1, failures: 0 });
  });

  it('is not tried any more if the payment has changed: its key gets the current state', async () => {
    freshSandbox();
    const call = await ways['made and paid']();
    await cutOff(call);
    const [intent] = (await stripe.paymentIntents.list()).data;
    await stripe.paymentIntents.update(intent?.id ?? '', { amount: 3000 });
    expect(await call('order-1')).toMatchObject({ status: 'requires_confirmation', amount: 3000 });
    expect(await books()).toMatchObject({ charges: 0, failures: 0 });
  });

  it('continues after its challenge, which is not repeated', async () => {
    freshSandbox();
    const made = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      return_url: 'https://shop.example',
      payment_method: 'pm_card_authenticationRequired',
      confirmation_method: 'manual',
      confirm: true,
      use_stripe_sdk: true,
    });
    const sdk: Readonly<Record<string, unknown>> = { ...made.next_action?.use_stripe_sdk };
    const attempt = String(sdk.source);
    await fetch(`${server.url}/acs/${attempt}/result`, {
      method: 'POST',
      body: new URLSearchParams({ result: 'authenticated' }),
      redirect: 'manual',
    });
    await stripe.rawRequest('POST', `/v1/payment_intents/${made.id}/finish_authentication`, { attempt });
    const confirm = (idempotencyKey: string) =>
      stripe.paymentIntents.confirm(made.id, {}, { idempotencyKey });
    await cutOff(confirm);
    expect(await confirm('order-1')).toMatchObject({ status: 'succeeded' });
    expect(await books()).toEqual({ intents: ['succeeded'], charges: 1, failures: 0 });
  });
});
