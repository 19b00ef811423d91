import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Page } from '../testing/page.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';
import { staleSeconds, sweepAttempts } from './sweep-attempts.ts';

describe.each(engines)('an attempt that lost its way on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  async function opened() {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer_creation: 'always',
      saved_payment_method_options: { payment_method_save: 'enabled' },
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
    });
    return { key, stripe, account, id: session.id, page: new Page(server.url, session) };
  }

  const stateOf = async (stripe: Stripe, id: string) => {
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    const { data: charges } = await stripe.charges.list();
    return {
      status: session.status,
      intent: session.payment_intent as Stripe.PaymentIntent,
      charges: charges.map(({ status }) => status),
    };
  };

  /** The money that the issuer holds or took, by its own journal. */
  const issued = async (account: string) => server.simulator.moneyOf(account);

  it('is found at the issuer after a restart: paid once, saved once', async () => {
    const { key, account, id, page } = await opened();
    server.simulator.setFaults(account, { lostAnswerRate: 1, seed: 'restart' });
    expect(await page.refusal(page.pay('4242424242424242', { save_payment_method: 'true' }))).toMatchObject({
      status: 500,
      error: { type: 'api_error' },
    });
    server = await server.restart();
    const stripe = server.client({ key });
    const { status, intent, charges } = await stateOf(stripe, id);
    expect({ status, intent: intent.status, charges }).toEqual({
      status: 'complete',
      intent: 'succeeded',
      charges: ['succeeded'],
    });
    const { data: cards } = await stripe.customers.listPaymentMethods(String(intent.customer));
    expect(cards).toMatchObject([{ allow_redisplay: 'always' }]);
    const types = (await stripe.events.list({ type: 'checkout.session.completed' })).data;
    expect(types).toHaveLength(1);
    expect(types[0]?.request).toEqual({ id: null, idempotency_key: null });
  });
});
