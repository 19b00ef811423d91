import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FaultSwitches } from '../network/simulator/faults.ts';
import { attempts } from '../resources/attempts/attempts.ts';
import { leaseSeconds } from '../store/leases.ts';
import { Page } from '../testing/page.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';
import { finishAllOperations } from './finish-operations.ts';

/** A seed with which the first answers arrive and the `nth` is lost: authentication is asked first, then the money. */
function losingAnswer(nth: number) {
  for (let count = 0; ; count += 1) {
    const faults = { lostAnswerRate: 0.5, seed: `seed ${count}` };
    const switches = new FaultSwitches();
    switches.set('acct', faults);
    const arrived = Array.from({ length: nth }, () => {
      try {
        return switches.of('acct').deliver(true);
      } catch {
        return false;
      }
    });
    if (arrived.indexOf(false) === nth - 1) return faults;
  }
}

const flawless = { latencyMs: 0, outage: false, lostAnswerRate: 0 };
const visa = '4242424242424242';

describe.each(engines)('an attempt that lost its way on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());
  afterEach(() => vi.restoreAllMocks());

  async function opened(params: Stripe.Checkout.SessionCreateParams = {}) {
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
      ...params,
    });
    return { key, stripe, account, id: session.id, page: new Page(server.url, session) };
  }

  async function stateOf(stripe: Stripe, id: string) {
    const { status, payment_intent } = await stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent'],
    });
    if (payment_intent === null || typeof payment_intent === 'string') throw new Error('There is no intent.');
    const { data: charges } = await stripe.charges.list();
    return { status, intent: payment_intent.status, charges: charges.map((charge) => charge.status) };
  }

  /** What the issuer's own journal says about each attempt, newest first. */
  async function issued(account: string) {
    const { store, network } = server.services;
    const { rows } = await attempts.page(store.account({ account, livemode: false }).reader, { limit: 100 });
    return Promise.all(
      rows.map(async ({ status, doc }) => ({
        status,
        authorization: (await network.lookup(doc.network_request))?.outcome ?? null,
        givenBack: (await network.lookup(`${doc.network_request}_back`))?.outcome ?? null,
      })),
    );
  }

  async function sweepStale() {
    server.clock.advance(leaseSeconds + 1);
    await finishAllOperations(server.services);
  }

  const paid = { status: 'complete', intent: 'succeeded', charges: ['succeeded'] };

  it('is looked up at the issuer after a restart: paid once, saved once, reported once', async () => {
    const { key, account, id, page } = await opened();
    server.simulator.setFaults(account, losingAnswer(2));
    expect(await page.refusal(page.pay(visa, { save_payment_method: 'true' }))).toMatchObject({
      status: 500,
      error: { type: 'api_error' },
    });
    server = await server.restart();
    const stripe = server.client({ key });
    expect(await stateOf(stripe, id)).toEqual(paid);
    expect(await issued(account)).toEqual([
      { status: 'succeeded', authorization: 'approved', givenBack: null },
    ]);
    const { customer } = await stripe.checkout.sessions.retrieve(id);
    const { data: cards } = await stripe.customers.listPaymentMethods(String(customer));
    expect(cards).toMatchObject([{ allow_redisplay: 'always' }]);
    const { data: events } = await stripe.events.list({ type: 'checkout.session.completed' });
    expect(events).toMatchObject([{ request: { id: null, idempotency_key: null } }]);
  });

  it('is finished by the sweeper while the server runs, even with a decline', async () => {
    const good = await opened();
    const bad = await opened();
    for (const { account } of [good, bad]) server.simulator.setFaults(account, losingAnswer(2));
    await good.page.refusal(good.page.pay(visa));
    await bad.page.refusal(bad.page.pay('4000000000009995'));
    await sweepStale();
    await sweepStale();
    expect(await stateOf(good.stripe, good.id)).toEqual(paid);
    expect(await stateOf(bad.stripe, bad.id)).toEqual({
      status: 'open',
      intent: 'requires_payment_method',
      charges: ['failed'],
    });
    server.simulator.setFaults(bad.account, flawless);
    await bad.page.pay(visa);
    expect(await stateOf(bad.stripe, bad.id)).toEqual({ ...paid, charges: ['succeeded', 'failed'] });
  });

  it('never reached the issuer: nothing was tried, and the buyer may try again', async () => {
    const { stripe, account, id, page } = await opened();
    server.simulator.setFaults(account, { outage: true });
    expect(await page.refusal(page.pay(visa))).toMatchObject({ status: 500 });
    server.simulator.setFaults(account, flawless);
    await sweepStale();
    expect(await stateOf(stripe, id)).toEqual({
      status: 'open',
      intent: 'requires_confirmation',
      charges: [],
    });
    expect((await stripe.events.list({ type: 'payment_intent.payment_failed' })).data).toEqual([]);
    expect(await issued(account)).toEqual([{ status: 'untried', authorization: null, givenBack: null }]);
    await page.pay(visa);
    expect(await stateOf(stripe, id)).toEqual(paid);
  });

  it('is not authorized any more by a process that was stopped for longer than its lease', async () => {
    const { stripe, account, id, page } = await opened();
    const { network } = server.services;
    const authenticate = network.authenticate.bind(network);
    const now = performance.now.bind(performance);
    vi.spyOn(network, 'authenticate').mockImplementationOnce(async (request) => {
      const answer = await authenticate(request);
      vi.spyOn(performance, 'now').mockImplementation(() => now() + leaseSeconds * 1000);
      return answer;
    });
    expect(await page.refusal(page.pay(visa))).toMatchObject({ status: 500 });
    vi.restoreAllMocks();
    await sweepStale();
    expect(await issued(account)).toEqual([{ status: 'untried', authorization: null, givenBack: null }]);
    await page.pay(visa);
    expect(await stateOf(stripe, id)).toEqual(paid);
  });

  it('waits for an issuer that cannot be asked, without delaying any other', async () => {
    const waiting = await opened();
    const other = await opened();
    for (const { account, page } of [waiting, other]) {
      server.simulator.setFaults(account, losingAnswer(2));
      await page.refusal(page.pay(visa));
    }
    server.simulator.setFaults(waiting.account, { outage: true });
    await sweepStale();
    expect(await stateOf(other.stripe, other.id)).toEqual(paid);
    expect(await stateOf(waiting.stripe, waiting.id)).toMatchObject({ status: 'open', intent: 'processing' });
    server.simulator.setFaults(waiting.account, flawless);
    await sweepStale();
    expect(await stateOf(waiting.stripe, waiting.id)).toEqual(paid);
  });

  /**
   * The attempt is given up while its authorization is on the way, and `meanwhile` happens; then the approval arrives. From then
   * on the card network has the faults of `after`.
   */
  async function approvedLate(
    meanwhile: (page: Page) => Promise<unknown>,
    params: Stripe.Checkout.SessionCreateParams = {},
    after = flawless,
  ) {
    const { stripe, account, id, page } = await opened(params);
    const { network } = server.services;
    const authorize = network.authorize.bind(network);
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const onItsWay = new Promise<void>((resolve) => {
      vi.spyOn(network, 'authorize').mockImplementationOnce(async (request) => {
        resolve();
        await held;
        const answer = await authorize(request);
        server.simulator.setFaults(account, after);
        return answer;
      });
    });
    const late = page.pay(visa);
    await onItsWay;
    expect(await stateOf(stripe, id)).toMatchObject({ intent: 'processing' });
    await sweepStale();
    await meanwhile(page);
    letGo();
    return { stripe, account, id, answer: await late };
  }

  it('is approved after it was given up: it is paid, if nothing has come in between', async () => {
    const { stripe, account, id, answer } = await approvedLate(async () => {});
    expect(answer).toMatchObject({ status: 'complete' });
    expect(await stateOf(stripe, id)).toEqual(paid);
    expect(await issued(account)).toEqual([
      { status: 'succeeded', authorization: 'approved', givenBack: null },
    ]);
  });

  it.each([
    ['taken', {}],
    ['held', { payment_intent_data: { capture_method: 'manual' } }],
  ] as const)('is approved after another has paid: money that was %s is given back', async (_, params) => {
    const { stripe, account, id } = await approvedLate((page) => page.pay(visa), params);
    expect(await issued(account)).toEqual([
      { status: 'succeeded', authorization: 'approved', givenBack: null },
      { status: 'abandoned', authorization: 'approved', givenBack: 'done' },
    ]);
    expect(await stateOf(stripe, id)).toMatchObject({ status: 'complete', charges: ['succeeded'] });
  });

  it('is reversed by the sweeper if the issuer could not be asked at first', async () => {
    const { account } = await approvedLate((page) => page.pay(visa), {}, { ...flawless, outage: true });
    server.simulator.setFaults(account, flawless);
    expect(await issued(account)).toEqual([
      { status: 'succeeded', authorization: 'approved', givenBack: null },
      { status: 'giving_back', authorization: 'approved', givenBack: null },
    ]);
    await sweepStale();
    expect(await issued(account)).toEqual([
      { status: 'succeeded', authorization: 'approved', givenBack: null },
      { status: 'abandoned', authorization: 'approved', givenBack: 'done' },
    ]);
  });
});
