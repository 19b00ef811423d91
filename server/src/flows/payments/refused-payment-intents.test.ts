import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const visa = 'pm_card_visa';

describe.each(engines)('payment intents on %s refuse', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const base = {
    amount: 2000,
    currency: 'usd',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  } as const;

  it.each<[Record<string, unknown>, string, string | undefined]>([
    [{ amount: 49 }, 'Amount must be at least $0.50 usd', 'amount_too_small'],
    [{ amount: 0 }, 'This value must be greater than or equal to 1.', 'parameter_invalid_integer'],
    [{ amount: -1 }, 'This value must be greater than or equal to 1.', 'parameter_invalid_integer'],
    [{ amount: 100_000_000 }, 'Amount must be no more than $999,999.99', 'amount_too_large'],
    [{ amount: 5124, currency: 'kwd' }, 'Amounts in KWD must be evenly divisible by 10.', undefined],
    [
      { amount: 5150, currency: 'ugx' },
      'Amounts in UGX must be evenly divisible by 100.',
      'invalid_charge_amount_no_decimal_compatible',
    ],
    [{ currency: 'xxx' }, 'Invalid currency: xxx', undefined],
    [{ customer: 'cus_none' }, "No such customer: 'cus_none'", 'resource_missing'],
    [{ payment_method: 'pm_none' }, "No such PaymentMethod: 'pm_none'", 'resource_missing'],
    [{ confirm: true }, "it's missing a payment method", 'payment_intent_unexpected_state'],
    [
      { off_session: true },
      '`off_session` cannot be passed when creating a PaymentIntent unless `confirm` is set to true.',
      undefined,
    ],
    [{ statement_descriptor: 'Shop' }, 'is not supported for the payment_method_type `card`', undefined],
    [{ statement_descriptor_suffix: '12345' }, 'must contain at least one letter', undefined],
    [{ statement_descriptor_suffix: 'Order <1>' }, 'cannot contain any of the characters', undefined],
    [
      {
        confirm: true,
        payment_method: visa,
        mandate_data: { customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7' } } },
      },
      'mandate_data[customer_acceptance][online][user_agent]',
      'parameter_missing',
    ],
    [{ application_fee_amount: 1 }, 'application_fee_amount', 'parameter_unknown'],
    [{ payment_method_types: ['card'] }, 'no longer supported', 'payment_method_types_no_longer_supported'],
    [
      { confirm: true, payment_method: visa, automatic_payment_methods: { enabled: true } },
      'you must provide a `return_url`',
      undefined,
    ],
  ])('%j', async (more, message, code) => {
    const stripe = server.client();
    const error = await stripe.paymentIntents.create({ ...base, ...more }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ statusCode: 400, ...(code === undefined ? {} : { code }) });
    expect(String(error)).toContain(message);
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  });

  it('parts of the smallest amount that the network carries', async () => {
    const stripe = server.client();
    const held = await stripe.paymentIntents.create({
      ...base,
      amount: 5120,
      currency: 'kwd',
      payment_method: visa,
      capture_method: 'manual',
      confirm: true,
    });
    const divisible = { statusCode: 400, message: expect.stringContaining('divisible by 10') };
    await expect(stripe.paymentIntents.capture(held.id, { amount_to_capture: 5119 })).rejects.toMatchObject({
      ...divisible,
      param: 'amount_to_capture',
    });
    await stripe.paymentIntents.capture(held.id);
    await expect(stripe.refunds.create({ payment_intent: held.id, amount: 1 })).rejects.toMatchObject({
      ...divisible,
      param: 'amount',
    });
  });

  it('to increment an authorization', async () => {
    const stripe = server.client();
    const intent = await stripe.paymentIntents.create(base);
    await expect(
      stripe.paymentIntents.incrementAuthorization(intent.id, { amount: 3000 }),
    ).rejects.toMatchObject({ statusCode: 400, payment_intent: { id: intent.id } });
  });
});
