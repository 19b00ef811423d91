import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerBalances } from '../../ledger/post.ts';
import { eventually, paidCharge } from '../../testing/paid.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const day = 24 * 60 * 60;
const visa = '4242424242424242';

describe.each(engines)('the balance on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('holds nothing at first', async () => {
    expect(await server.client().balance.retrieve()).toMatchObject({
      object: 'balance',
      available: [{ amount: 0, currency: 'usd' }],
      pending: [{ amount: 0, currency: 'usd' }],
      livemode: false,
    });
  });

  it('holds a charge less its fee, first as pending, then as available', async () => {
    const { stripe, charge } = await paidCharge(server, visa, { amount: 2000 });
    const { data } = await stripe.balanceTransactions.list({ source: charge.id });
    expect(data).toMatchObject([
      {
        id: charge.balance_transaction,
        object: 'balance_transaction',
        amount: 2000,
        fee: 88,
        net: 1912,
        fee_details: [{ amount: 88, type: 'stripe_fee' }],
        status: 'pending',
        type: 'charge',
        reporting_category: 'charge',
        source: charge.id,
      },
    ]);
    expect((await stripe.balance.retrieve()).pending).toMatchObject([{ amount: 1912 }]);
    server.clock.advance(3 * day);
    const after = await eventually(
      () => stripe.balance.retrieve(),
      ({ available }) => available[0]?.amount === 1912,
    );
    expect(after.pending).toMatchObject([{ amount: 0 }]);
    expect(
      await stripe.balanceTransactions.retrieve(data[0]?.id ?? '', { expand: ['source'] }),
    ).toMatchObject({
      status: 'available',
      source: { object: 'charge', id: charge.id },
    });
  });

  it('receives the money of asynchronous captures a little later, and reports it', async () => {
    const { stripe, charge } = await paidCharge(server, visa, { capture: 'automatic_async' });
    expect(charge).toMatchObject({ captured: true, paid: true });
    server.clock.advance(5);
    const settled = await eventually(
      () => stripe.charges.retrieve(charge.id),
      ({ balance_transaction }) => balance_transaction !== null,
    );
    const { data } = await stripe.events.list({ type: 'charge.updated' });
    expect(data).toMatchObject([
      {
        data: {
          object: { balance_transaction: settled.balance_transaction },
          previous_attributes: { balance_transaction: null },
        },
      },
    ]);
  });

  it('receives nothing from a payment that is only authorized, or declined', async () => {
    const { stripe, charge } = await paidCharge(server, visa, { capture: 'manual' });
    expect(charge.balance_transaction).toBeNull();
    expect((await stripe.balanceTransactions.list()).data).toEqual([]);
  });

  it('follows the fees of the account', async () => {
    const key = server.freshKey();
    const settings = (params: Record<string, string>) =>
      fetch(`${server.url}/v1/onfile/settings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: new URLSearchParams(params),
      });
    expect(await (await settings({ fee_percent: '1.5', fee_fixed: '7' })).json()).toMatchObject({
      fee_percent: '1.5',
      fee_fixed: 7,
    });
    expect((await settings({ fee_percent: '101' })).status).toBe(400);
    expect((await settings({ fee_percent: '-1' })).status).toBe(400);
    const { stripe } = await paidCharge(server, visa, { stripe: server.client({ key }) });
    expect((await stripe.balanceTransactions.list()).data).toMatchObject([{ fee: 22, net: 978 }]);
  });

  it('filters its transactions and refuses payouts', async () => {
    const { stripe, charge } = await paidCharge(server, visa);
    await stripe.refunds.create({ charge: charge.id, amount: 100 });
    const types = async (params: object) =>
      (await stripe.balanceTransactions.list(params)).data.map(({ type }) => type);
    expect(await types({})).toEqual(['refund', 'charge']);
    expect(await types({ type: 'refund' })).toEqual(['refund']);
    expect(await types({ currency: 'eur' })).toEqual([]);
    expect(await types({ created: { gt: charge.created + 1000 } })).toEqual([]);
    await expect(stripe.balanceTransactions.list({ payout: 'po_1' })).rejects.toMatchObject({
      param: 'payout',
    });
    await expect(stripe.balanceTransactions.retrieve('txn_x')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('is the ledger’s, which sums to zero', async () => {
    const { stripe, charge, account } = await paidCharge(server, visa);
    await stripe.refunds.create({ charge: charge.id, amount: 100 });
    const reader = server.services.store.account({ account, livemode: false }).reader;
    const rows = await ledgerBalances(reader);
    expect(rows.map(({ ledger_account, amount }) => [ledger_account, Number(amount)]).sort()).toEqual([
      ['fees', 59],
      ['network', -900],
      ['pending', 841],
    ]);
  });
});
