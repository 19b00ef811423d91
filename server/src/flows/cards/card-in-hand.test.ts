import { sql } from 'kysely';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemStatement } from '../../store/statement.ts';
import { holdable } from '../../testing/held-network.ts';
import { Page } from '../../testing/page.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const noRedirects = { enabled: true, allow_redirects: 'never' } as const;
const payment = { amount: 2000, currency: 'usd', automatic_payment_methods: noRedirects } as const;
const newCard = {
  type: 'card',
  card: { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' },
} as const;

const untouched = { sealCard: 0, sealSecurityCode: 0, openCard: 0, openSecurityCode: 0 };
const sealedOnce = { ...untouched, sealCard: 1 };

describe.each(engines)('the card of a request, on %s', (engine) => {
  let server: TestServer;
  let stripe: Stripe;
  let account: string;
  let network: ReturnType<typeof holdable>;
  let used: () => typeof untouched;
  beforeAll(async () => {
    server = await testServer(engine);
    stripe = server.client();
    account = (await stripe.accounts.retrieveCurrent()).id;
    network = holdable(server.simulator);
    const { vault } = server.services;
    const spies = {
      sealCard: vi.spyOn(vault, 'sealCard'),
      sealSecurityCode: vi.spyOn(vault, 'sealSecurityCode'),
      openCard: vi.spyOn(vault, 'openCard'),
      openSecurityCode: vi.spyOn(vault, 'openSecurityCode'),
    };
    used = () => ({
      sealCard: spies.sealCard.mock.calls.length,
      sealSecurityCode: spies.sealSecurityCode.mock.calls.length,
      openCard: spies.openCard.mock.calls.length,
      openSecurityCode: spies.openSecurityCode.mock.calls.length,
    });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await server.stop();
  });

  async function counted<Result>(run: () => Promise<Result>): Promise<[Result, typeof untouched]> {
    vi.clearAllMocks();
    const result = await run();
    return [result, used()];
  }

  async function open(mode: 'payment' | 'setup'): Promise<Page> {
    const line = { currency: 'usd', unit_amount: 2000, product_data: { name: 'Cup' } };
    const session = await stripe.checkout.sessions.create({
      mode,
      ui_mode: 'elements',
      ...(mode === 'setup' ? { currency: 'usd' } : { line_items: [{ price_data: line, quantity: 1 }] }),
    });
    return new Page(server.url, session);
  }

  /** Everything in the whole store that opens as one of the account's security codes. */
  async function sealedCodes(): Promise<string[]> {
    const { system } = server.services.store;
    const tables = systemStatement<object, { name: string }>((db) =>
      (engine === 'sqlite'
        ? sql<{ name: string }>`select name from sqlite_master where type = 'table'`
        : sql<{
            name: string;
          }>`select table_name as name from information_schema.tables where table_schema = 'public'`
      ).compile(db),
    );
    let all = '';
    for (const { name } of await system.all(tables, {})) {
      const rows = systemStatement((db) => sql`select * from ${sql.table(name)}`.compile(db));
      all += JSON.stringify(await system.all(rows, {}));
    }
    const sealed = new Set(all.match(/v1\.card_\d+\.[\w-]+/g));
    const owners = new Set(all.match(/(pm|card)_\w+/g));
    const opened: string[] = [];
    for (const text of sealed) {
      for (const paymentMethod of owners) {
        const binding = { account, livemode: false, paymentMethod };
        const code = await server.services.vault.openSecurityCode(text, binding).catch(() => null);
        if (code !== null) opened.push(code.reveal());
      }
    }
    return opened;
  }

  const ways: Readonly<Record<string, () => Promise<() => Promise<unknown>>>> = {
    'paid at checkout': async () => {
      const page = await open('payment');
      return () => page.pay('4242424242424242');
    },
    'set up at checkout': async () => {
      const page = await open('setup');
      return () => page.pay('4242424242424242');
    },
    'made and paid': async () => () =>
      stripe.paymentIntents.create({ ...payment, payment_method_data: newCard, confirm: true }),
    'confirmed with the name of a test card': async () => {
      const { id } = await stripe.paymentIntents.create(payment);
      return () => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    },
    'set up': async () => () =>
      stripe.setupIntents.create({
        automatic_payment_methods: noRedirects,
        payment_method_data: newCard,
        confirm: true,
      }),
    'attached to a customer': async () => {
      const customer = (await stripe.customers.create()).id;
      return () => stripe.paymentMethods.attach('pm_card_visa', { customer });
    },
    'a new customer’s': async () => () => stripe.customers.create({ payment_method: 'pm_card_visa' }),
    'a new customer’s source': async () => () => stripe.customers.create({ source: 'tok_visa' }),
    'charged as a source': async () => () =>
      stripe.charges.create({ amount: 2000, currency: 'usd', source: 'tok_visa' }),
  };

  it.each(Object.entries(ways))(
    'is sealed once and not opened, and its code is sealed nowhere: %s',
    async (_, prepare) => {
      const run = await prepare();
      const [, vault] = await counted(run);
      expect(vault).toEqual(sealedOnce);
    },
  );

  it('is opened once if an earlier request supplied it', async () => {
    const customer = (await stripe.customers.create()).id;
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const saved = { ...payment, customer, payment_method: id, confirm: true } as const;
    const [, present] = await counted(() => stripe.paymentIntents.create(saved));
    const [, away] = await counted(() => stripe.paymentIntents.create({ ...saved, off_session: true }));
    expect([present, away]).toEqual(Array(2).fill({ ...untouched, openCard: 1 }));
  });

  it('does not store its code while the network is asked', async () => {
    const page = await open('payment');
    const gate = network.hold(account, 'authorize');
    const paying = page.pay('4242424242424242');
    await gate.reached;
    expect(await sealedCodes()).toEqual([]);
    gate.open();
    await paying;
    expect(await sealedCodes()).toEqual([]);
    const [charge] = (await stripe.charges.list({ limit: 1 })).data;
    expect(charge?.payment_method_details?.card?.checks).toMatchObject({ cvc_check: 'pass' });
  });

  it('stores its code sealed while its buyer is with the issuer, and no longer', async () => {
    const page = await open('payment');
    const [waiting, asked] = await counted(() => page.pay('4000002760003184'));
    expect(asked).toEqual({ ...untouched, sealCard: 1, sealSecurityCode: 1 });
    expect(await sealedCodes()).toEqual(['123']);
    const [, answered] = await counted(() => page.answerChallenge(waiting, 'authenticated'));
    expect(answered).toEqual({ ...untouched, openCard: 1, openSecurityCode: 1 });
    expect(await sealedCodes()).toEqual([]);
    const [charge] = (await stripe.charges.list({ limit: 1 })).data;
    expect(charge?.payment_method_details?.card?.checks).toMatchObject({ cvc_check: 'pass' });
  });

  it('stores its code sealed if it is not used yet', async () => {
    const kept = await stripe.paymentMethods.create(newCard);
    expect(await sealedCodes()).toEqual(['123']);
    const [, charged] = await counted(() =>
      stripe.paymentIntents.create({ ...payment, payment_method: kept.id, confirm: true }),
    );
    expect(charged).toEqual({ ...untouched, openCard: 1, openSecurityCode: 1 });
    expect(await sealedCodes()).toEqual([]);
  });
});
