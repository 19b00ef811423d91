import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, paidCharge } from '../../testing/paid.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const day = 24 * 60 * 60;

describe.each(engines)('disputes on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('arrive as soon as the money is taken, not when it is held, and by the clock of their customer', async () => {
    const stripe = server.client();
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const frozen_time = server.clock.now() - 1000;
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time });
    const customer = (await stripe.customers.create({ test_clock: clock.id })).id;
    const pay = (payment_method: string, capture_method: 'automatic' | 'manual') =>
      stripe.paymentIntents.create({
        amount: 1000,
        currency: 'usd',
        customer,
        payment_method,
        capture_method,
        confirm: true,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      });
    const { id: payment_intent } = await pay('pm_card_createDispute', 'automatic');
    await expect
      .poll(async () => (await stripe.disputes.list({ payment_intent })).data)
      .toMatchObject([{ status: 'needs_response', created: frozen_time }]);
    const held = await pay('pm_card_createIssuerFraudRecord', 'manual');
    await server.services.runDue(account);
    expect((await stripe.radar.earlyFraudWarnings.list()).data).toEqual([]);
    await stripe.paymentIntents.capture(held.id);
    await expect
      .poll(async () => (await stripe.radar.earlyFraudWarnings.list()).data)
      .toMatchObject([{ created: frozen_time }]);
  });

  async function disputed(card: string, count = 1) {
    const { stripe, charge } = await paidCharge(server, card);
    server.clock.advance(5);
    const { data } = await eventually(
      () => stripe.disputes.list({ charge: charge.id }),
      (page) => page.data.length === count,
    );
    const [dispute] = data;
    if (dispute === undefined) throw new Error('There is no dispute.');
    return { stripe, charge, dispute, disputes: data };
  }

  const typesOf = async (stripe: Awaited<ReturnType<typeof disputed>>['stripe']) => {
    const { data } = await stripe.events.list({ limit: 100 });
    return data.map(({ type }) => type).filter((type) => type.startsWith('charge.dispute.'));
  };

  it('take the money and a fee, and return both when won', async () => {
    const { stripe, charge, dispute } = await disputed('4000000000000259');
    expect(dispute).toMatchObject({
      object: 'dispute',
      amount: 1000,
      charge: charge.id,
      reason: 'fraudulent',
      status: 'needs_response',
      evidence_details: { has_evidence: false, past_due: false, submission_count: 0 },
      is_charge_refundable: false,
    });
    expect(dispute.balance_transactions).toMatchObject([
      { amount: -1000, fee: 1500, net: -2500, type: 'adjustment', reporting_category: 'dispute' },
    ]);
    expect(await stripe.charges.retrieve(charge.id, { expand: ['balance_transaction'] })).toMatchObject({
      disputed: true,
      balance_transaction: { net: 941 },
    });
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
    const saved = await stripe.disputes.update(dispute.id, {
      evidence: { customer_name: 'Jenny' },
      submit: false,
    });
    expect(saved).toMatchObject({ status: 'needs_response', evidence: { customer_name: 'Jenny' } });
    const submitted = await stripe.disputes.update(dispute.id, {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    expect(submitted).toMatchObject({
      status: 'under_review',
      evidence: { customer_name: 'Jenny' },
      evidence_details: { has_evidence: true, submission_count: 1 },
    });
    await expect(
      stripe.disputes.update(dispute.id, { evidence: { customer_name: 'X' } }),
    ).rejects.toMatchObject({ statusCode: 400 });
    server.clock.advance(5);
    const won = await eventually(
      () => stripe.disputes.retrieve(dispute.id),
      ({ status }) => status === 'won',
    );
    expect(won.balance_transactions.map(({ net }) => net)).toEqual([-2500, 2500]);
    expect((await stripe.balance.retrieve()).pending).toMatchObject([{ amount: 941 }]);
    expect(await typesOf(stripe)).toEqual([
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
      'charge.dispute.updated',
      'charge.dispute.updated',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.created',
    ]);
  });

  it('are lost by losing evidence, by acceptance, and by silence', async () => {
    const losing = await disputed('4000000000002685');
    expect(losing.dispute.reason).toBe('product_not_received');
    await losing.stripe.disputes.update(losing.dispute.id, {
      evidence: { uncategorized_text: 'losing_evidence' },
    });
    server.clock.advance(5);
    await eventually(
      () => losing.stripe.disputes.retrieve(losing.dispute.id),
      ({ status }) => status === 'lost',
    );
    const accepted = await disputed('4000000000000259');
    expect(await accepted.stripe.disputes.close(accepted.dispute.id)).toMatchObject({ status: 'lost' });
    await expect(accepted.stripe.disputes.close(accepted.dispute.id)).rejects.toMatchObject({
      statusCode: 400,
    });
    const silent = await disputed('4000000000000259');
    server.clock.advance(10 * day);
    const lost = await eventually(
      () => silent.stripe.disputes.retrieve(silent.dispute.id),
      ({ status }) => status === 'lost',
    );
    expect(lost.evidence_details.past_due).toBe(true);
    await eventually(
      () => silent.stripe.balance.retrieve(),
      ({ available }) => available[0]?.amount === 941 - 2500,
    );
  });

  it('may start as an inquiry, which takes no money', async () => {
    const { stripe, dispute } = await disputed('4000000000001976');
    expect(dispute).toMatchObject({
      status: 'warning_needs_response',
      balance_transactions: [],
      is_charge_refundable: true,
      payment_method_details: { card: { case_type: 'inquiry' } },
    });
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } });
    server.clock.advance(5);
    await eventually(
      () => stripe.disputes.retrieve(dispute.id),
      ({ status }) => status === 'warning_closed',
    );
    expect(await typesOf(stripe)).toEqual([
      'charge.dispute.closed',
      'charge.dispute.updated',
      'charge.dispute.created',
    ]);
  });

  it.each(['4000000404000038', '4000000001000043'])('also arrive for the card %s', async (card) => {
    const { dispute } = await disputed(card);
    expect(dispute).toMatchObject({ reason: 'fraudulent', status: 'needs_response' });
  });

  it('may be several for one charge', async () => {
    const { disputes } = await disputed('4000000404000079', 2);
    expect(disputes.map(({ amount }) => amount)).toEqual([500, 500]);
  });

  it('refuse files, unknown fields and unknown ids', async () => {
    const { stripe, dispute } = await disputed('4000000000000259');
    await expect(
      stripe.disputes.update(dispute.id, { evidence: { receipt: 'file_1' } }),
    ).rejects.toMatchObject({ param: 'evidence[receipt]' });
    await expect(stripe.disputes.retrieve('du_x')).rejects.toMatchObject({
      statusCode: 404,
      message: "No such dispute: 'du_x'",
    });
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({ status: 'needs_response' });
  });

  it('are announced by an early fraud warning', async () => {
    const { stripe, charge } = await paidCharge(server, '4000000000005423');
    server.clock.advance(5);
    const { data } = await eventually(
      () => stripe.radar.earlyFraudWarnings.list({ charge: charge.id }),
      (page) => page.data.length === 1,
    );
    expect(data).toMatchObject([
      { actionable: true, charge: charge.id, fraud_type: 'made_with_stolen_card' },
    ]);
    expect(await stripe.radar.earlyFraudWarnings.retrieve(data[0]?.id ?? '')).toEqual(
      expect.objectContaining({ object: 'radar.early_fraud_warning' }),
    );
    expect((await stripe.disputes.list()).data).toEqual([]);
  });
});
