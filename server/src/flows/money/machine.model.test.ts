import fc from 'fast-check';
import { sql } from 'kysely';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { finishAllOperations } from '../../jobs/finish-operations.ts';
import { leaseSeconds } from '../../store/leases.ts';
import { systemStatement } from '../../store/statement.ts';
import { networkBalance } from '../../testing/network-books.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

// `MONEY_HISTORIES=5000 npx vitest run server/src/flows/money` runs more histories.
const numRuns = Number(process.env.MONEY_HISTORIES ?? 40);

const underWay = systemStatement<{ account: string }, { id: string }>((db, p) =>
  sql<{ id: string }>`select id from operations where account = ${p.account}`.compile(db),
);

/** What the card network does to a call: answers, loses one of its first answers, or is unavailable. */
const fault = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.record({ lost: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.constant('away' as const) },
);
/** What the client does when it gets no answer: asks again with the same key, or leaves it to the server. */
const patience = fc.constantFrom('asks again', 'leaves');
/** A share of the amount, in thousandths. */
const part = fc.integer({ min: 1, max: 1000 });
const good = fc.constantFrom('pm_card_visa', 'pm_card_mastercard');
const bad = fc.constant('pm_card_chargeDeclinedInsufficientFunds');
const command = fc.record({
  fault,
  patience,
  act: fc.oneof(
    fc.record({ do: fc.constant('confirm' as const), card: fc.oneof(good, good, bad) }),
    fc.record({ do: fc.constant('capture' as const), part }),
    fc.record({ do: fc.constant('refund' as const), part }),
    fc.record({ do: fc.constant('cancel' as const) }),
  ),
});
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

const history = fc.record({
  amount: fc.integer({ min: 100, max: 9_999_999 }),
  capture: fc.constantFrom('automatic', 'manual'),
  commands: fc.array(command, { minLength: 1, maxLength: 7 }),
});

type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** Confirmations that lose one answer or another, and that nobody repeats. */
const lostConfirmations = Array.from({ length: 12 }, (_, lost): [History] => [
  {
    amount: 100,
    capture: 'automatic',
    commands: [{ fault: { lost }, patience: 'leaves', act: { do: 'confirm', card: 'pm_card_visa' } }],
  },
]);

/** Who owes whom, in minor units: all that the reference knows about a payment. */
interface Money {
  readonly state: 'open' | 'held' | 'paid' | 'ended';
  readonly held: number;
  readonly taken: number;
}

describe.each(engines)('money on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('agrees between the books of the merchant, the network and the reference, whatever happened on the way', async () => {
    let histories = 0;
    await fc.assert(
      fc.asyncProperty(history, async ({ amount, capture, commands }) => {
        histories += 1;
        const stripe = server.client();
        const { id: account } = await stripe.accounts.retrieveCurrent();
        const { id } = await stripe.paymentIntents.create({
          amount,
          currency: 'usd',
          capture_method: capture,
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        });
        let money: Money = { state: 'open', held: 0, taken: 0 };
        for (const [step, each] of commands.entries()) {
          const key = `${step}`;
          const answered = await carriedOut({ stripe, account, id, key }, each, money, amount);
          const found = await booksOf(stripe, id);
          const after = outcomeOf(money, each.act, amount, capture);
          const may = answered === 'unknown' ? [money, after] : [answered === 'done' ? after : money];
          expect(may).toContainEqual(found);
          money = found;
        }
        expect(await networkBalance(server.services, account, id)).toEqual({
          taken: money.taken,
          held: money.held,
        });
      }),
      { numRuns: numRuns + lostConfirmations.length, examples: lostConfirmations },
    );
    expect(histories).toBeGreaterThanOrEqual(numRuns);
  }, 3_600_000);

  interface Payment {
    readonly stripe: Stripe;
    readonly account: string;
    readonly id: string;
    readonly key: string;
  }

  /** Whether the call was carried out or refused; unknown if it got no answer. */
  async function carriedOut(
    payment: Payment,
    { act, fault: happens, patience: then }: Command,
    money: Money,
    amount: number,
  ): Promise<'done' | 'refused' | 'unknown'> {
    const { account } = payment;
    const { simulator } = server;
    const flawless = { outage: false, lostAnswerRate: 0 };
    if (happens === 'away') simulator.setFaults(account, { outage: true });
    else if (happens !== null) simulator.setFaults(account, { lostAnswerRate: 0.5, seed: `${happens.lost}` });
    const first = await answerOf(() => asked(payment, act, money, amount));
    simulator.setFaults(account, flawless);
    if (first !== 'unknown') return first;
    if (then === 'asks again') {
      const second = await answerOf(() => asked(payment, act, money, amount));
      expect(second).not.toBe('unknown');
      return second;
    }
    server.clock.advance(leaseSeconds + 1);
    await finishAllOperations(server.services);
    // The server's own job may have taken the operation first, and be at it still.
    await vi.waitFor(async () => expect(await operationsOf(account)).toEqual([]), { timeout: 30_000 });
    return 'unknown';
  }

  function operationsOf(account: string): Promise<{ id: string }[]> {
    return server.services.store.system.all(underWay, { account });
  }

  async function answerOf(ask: () => Promise<unknown>): Promise<'done' | 'refused' | 'unknown'> {
    try {
      await ask();
      return 'done';
    } catch (error) {
      const { statusCode = 500 } = error as Stripe.errors.StripeError;
      return statusCode >= 500 ? 'unknown' : 'refused';
    }
  }

  function asked(
    { stripe, id, key }: Payment,
    act: Command['act'],
    money: Money,
    amount: number,
  ): Promise<unknown> {
    const options = { idempotencyKey: key };
    switch (act.do) {
      case 'confirm':
        return stripe.paymentIntents.confirm(id, { payment_method: act.card }, options);
      case 'capture':
        return stripe.paymentIntents.capture(id, { amount_to_capture: share(act.part, amount) }, options);
      case 'refund':
        return stripe.refunds.create({ payment_intent: id, amount: share(act.part, money.taken) }, options);
      case 'cancel':
        return stripe.paymentIntents.cancel(id, {}, options);
    }
  }
});

function share(part: number, whole: number): number {
  return Math.max(1, Math.floor((whole * part) / 1000));
}

/** The reference model: what a payment becomes after an action. */
function outcomeOf(
  money: Money,
  act: Command['act'],
  amount: number,
  capture: 'automatic' | 'manual',
): Money {
  switch (act.do) {
    case 'confirm':
      return capture === 'manual'
        ? { state: 'held', held: amount, taken: 0 }
        : { state: 'paid', held: 0, taken: amount };
    case 'capture':
      return { state: 'paid', held: 0, taken: share(act.part, amount) };
    case 'refund':
      return { ...money, taken: money.taken - share(act.part, money.taken) };
    case 'cancel':
      return { state: 'ended', held: 0, taken: 0 };
  }
}

/** The merchant's books, as the API shows them. */
async function booksOf(stripe: Stripe, id: string): Promise<Money> {
  const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  const charge = intent.latest_charge as Stripe.Charge | null;
  switch (intent.status) {
    case 'succeeded':
      // The part that was not captured is shown as refunded, too.
      return { state: 'paid', held: 0, taken: (charge?.amount ?? 0) - (charge?.amount_refunded ?? 0) };
    case 'requires_capture':
      return { state: 'held', held: intent.amount_capturable, taken: 0 };
    case 'canceled':
      return { state: 'ended', held: 0, taken: 0 };
    case 'requires_payment_method':
    case 'requires_confirmation':
      return { state: 'open', held: 0, taken: 0 };
    default:
      throw new Error(`Half done: ${intent.status}`);
  }
}
