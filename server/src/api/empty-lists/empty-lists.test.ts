import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../testing/test-server.ts';

describe('what Onfile does not have', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('is listed as empty, whatever the filters', async () => {
    const stripe = server.client();
    const payments = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: 'pi_1' },
      status: 'paid',
      expand: ['data.invoice'],
    });
    expect(payments).toMatchObject({
      object: 'list',
      data: [],
      has_more: false,
      url: '/v1/invoice_payments',
    });
    for (const list of [
      stripe.subscriptions.list({ customer: 'cus_1', status: 'all', limit: 1 }),
      stripe.invoices.list({ subscription: 'sub_1' }),
      stripe.promotionCodes.list({ code: 'HELLO' }),
      stripe.taxRates.list({ active: true }),
    ]) {
      expect((await list).data).toEqual([]);
    }
    await expect(stripe.invoices.list({ starting_after: 'in_1' })).rejects.toMatchObject({
      statusCode: 400,
      message: "No such invoice: 'in_1'",
    });
    await expect(stripe.invoices.list({ expand: ['data.colour'] })).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it('is listed as empty for an existing customer', async () => {
    const stripe = server.client();
    const { id } = await stripe.customers.create({});
    expect(await stripe.customers.listTaxIds(id)).toMatchObject({
      data: [],
      url: `/v1/customers/${id}/tax_ids`,
    });
    expect((await stripe.customers.listBalanceTransactions(id)).data).toEqual([]);
    await expect(stripe.customers.listTaxIds('cus_none')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('still cannot be created', async () => {
    await expect(server.client().coupons.create({ percent_off: 10 })).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringContaining('Onfile'),
    });
  });
});
