import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paidCharge } from '../../testing/paid.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const visa = '4242424242424242';

describe.each(engines)('charges on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('can be changed afterwards, with an event', async () => {
    const { stripe, charge } = await paidCharge(server, visa);
    const customer = await stripe.customers.create();
    const changed = await stripe.charges.update(charge.id, {
      customer: customer.id,
      description: 'A lamp',
      fraud_details: { user_report: 'safe' },
      metadata: { order: '7' },
      receipt_email: 'jenny@example.com',
      shipping: { name: 'Jenny', address: { line1: 'A street' }, tracking_number: 'T1' },
    });
    expect(changed).toMatchObject({
      customer: customer.id,
      description: 'A lamp',
      fraud_details: { user_report: 'safe' },
      metadata: { order: '7' },
      receipt_email: 'jenny@example.com',
      shipping: { name: 'Jenny', address: { line1: 'A street', city: null }, tracking_number: 'T1' },
    });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ description: 'A lamp' });
    const { data } = await stripe.events.list({ type: 'charge.updated' });
    expect(data[0]?.data.previous_attributes).toMatchObject({ description: null });
    const other = await stripe.customers.create();
    await expect(stripe.charges.update(charge.id, { customer: other.id })).rejects.toMatchObject({
      param: 'customer',
    });
    await expect(stripe.charges.update(charge.id, { transfer_group: 'g' })).rejects.toMatchObject({
      param: 'transfer_group',
    });
    await expect(stripe.charges.update('ch_x', {})).rejects.toMatchObject({ statusCode: 404 });
  });

  it('of a saved card show the checks made when it was saved', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create();
    const card = await stripe.paymentMethods.attach('pm_card_amex', { customer });
    expect(card.card).toMatchObject({ last4: '8431', three_d_secure_usage: { supported: true } });
    const { latest_charge } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer,
      payment_method: card.id,
      confirm: true,
      off_session: true,
      expand: ['latest_charge'],
    });
    expect(latest_charge).toMatchObject({
      payment_method_details: { card: { checks: { cvc_check: 'pass' } } },
    });
  });

  it('are listed by their transfer group', async () => {
    const stripe = server.client();
    const pay = async (transfer_group?: string) => {
      const { latest_charge } = await stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        payment_method: 'pm_card_visa',
        allowed_payment_method_types: ['card'],
        confirm: true,
        ...(transfer_group === undefined ? {} : { transfer_group }),
      });
      return latest_charge;
    };
    const first = await pay('order-7');
    const second = await pay('order-7');
    await pay('order-8');
    await pay();
    const { data } = await stripe.charges.list({ transfer_group: 'order-7' });
    expect(data.map(({ id }) => id)).toEqual([second, first]);
  });

  it('are found by card, amount, refunds and metadata', async () => {
    const { stripe, charge } = await paidCharge(server, visa);
    const { charge: second } = await paidCharge(server, '5555555555554444', { stripe, amount: 2500 });
    await stripe.refunds.create({ charge: second.id });
    await stripe.charges.update(charge.id, { metadata: { order: '8' } });
    const found = async (query: string) => {
      const { data } = await stripe.charges.search({ query });
      return data.map(({ id }) => id);
    };
    expect(await found("payment_method_details.card.last4:'4444'")).toEqual([second.id]);
    expect(await found("payment_method_details.card.brand:'visa'")).toEqual([charge.id]);
    expect(await found("payment_method_details.card.exp_year:'2034'")).toEqual([second.id, charge.id]);
    expect(await found('amount>2000')).toEqual([second.id]);
    expect(await found("refunded:'true'")).toEqual([second.id]);
    expect(await found("disputed:'true'")).toEqual([]);
    expect(await found("metadata['order']:'8' AND status:'succeeded'")).toEqual([charge.id]);
    await expect(stripe.charges.search({ query: "color:'red'" })).rejects.toMatchObject({ param: 'query' });
  });

  it('have a receipt that is kept up to date', async () => {
    const { stripe, charge } = await paidCharge(server, visa);
    const url = charge.receipt_url ?? '';
    expect(url).toMatch(new RegExp(`^${server.url}/receipts/[A-Za-z0-9]{43}$`));
    const response = await fetch(url, { headers: { 'accept-language': 'de-DE,de;q=0.9' } });
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).toContain('10,00');
    expect(page).toContain('Visa ending in 4242');
    expect(page).toContain('A &lt;blue&gt; lamp');
    expect(page).not.toContain('<script');
    await stripe.refunds.create({ charge: charge.id, amount: 250 });
    const later = await (await fetch(url, { headers: { 'accept-language': 'x_1, *' } })).text();
    expect(later).toContain('-$2.50');
    expect(later).toContain('$7.50');
    expect((await fetch(`${url}x`)).status).toBe(404);
    expect((await fetch(`${server.url}/receipts/style.css`)).headers.get('content-type')).toContain('css');
  });
});
