import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('tokens on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it.each([
    ['pii', { pii: { id_number: '123456789' } }],
    ['person', { person: { first_name: 'Jenny', address: { city: 'Berlin' } } }],
    ['cvc_update', { cvc_update: { cvc: '123' } }],
  ] as const)('of %s are made, and show nothing of it', async (type, params) => {
    const stripe = server.client();
    const made = await stripe.tokens.create(params);
    expect(made).toMatchObject({ id: expect.stringMatching(/^tok_/), object: 'token', type, used: false });
    expect(JSON.stringify(await stripe.tokens.retrieve(made.id))).not.toMatch(/123|Jenny|Berlin|"card"/);
    await expect(
      stripe.paymentMethods.create({ type: 'card', card: { token: made.id } }),
    ).rejects.toMatchObject({ statusCode: 400, message: expect.stringContaining('No such token') });
  });

  it('may stand for one thing only', async () => {
    const stripe = server.client();
    await expect(stripe.tokens.create({})).rejects.toMatchObject({
      param: 'card',
      code: 'parameter_missing',
    });
    await expect(
      stripe.tokens.create({ pii: { id_number: '1' }, cvc_update: { cvc: '123' } }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.tokens.create({ cvc_update: { cvc: '12' } })).rejects.toMatchObject({
      statusCode: 402,
      code: 'invalid_cvc',
    });
  });

  it('are not payment methods, and the error says what to do', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create({});
    const message = /^A token may not be passed in as a PaymentMethod\. Instead, /;
    const intent = stripe.paymentIntents.create({ amount: 500, currency: 'usd', payment_method: 'tok_visa' });
    await expect(intent).rejects.toMatchObject({
      statusCode: 400,
      param: 'payment_method',
      message: expect.stringMatching(/use payment_method_data with type=card and card\[token\]=tok_visa\.$/),
    });
    await expect(stripe.paymentMethods.attach('tok_visa', { customer })).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringMatching(message),
    });
    await expect(stripe.setupIntents.create({ payment_method: 'tok_visa', customer })).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringMatching(message),
    });
  });
});
