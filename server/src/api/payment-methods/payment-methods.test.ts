import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Page } from '../../testing/page.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const spent =
  'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.';

describe.each(engines)('payment methods on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const year = new Date().getUTCFullYear();
  const card = { number: '4242424242424242', exp_month: 12, exp_year: year + 4, cvc: '123' };

  const create = (stripe: Stripe, given: Partial<Stripe.PaymentMethodCreateParams.Card> = {}) =>
    stripe.paymentMethods.create({ type: 'card', card: { ...card, ...given } });

  async function attached(stripe: Stripe, name = 'pm_card_visa') {
    const customer = await stripe.customers.create({});
    return { customer, method: await stripe.paymentMethods.attach(name, { customer: customer.id }) };
  }

  it('are created from card data, which they never show', async () => {
    const stripe = server.client();
    const made = await stripe.paymentMethods.create({
      type: 'card',
      card,
      billing_details: { name: 'Jenny Rosen', address: { country: 'US', postal_code: '94107' } },
      metadata: { a: '1' },
    });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^pm_1[A-Za-z0-9]{23}$/),
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: { name: 'Jenny Rosen', email: null, address: { country: 'US', city: null } },
      customer: null,
      metadata: { a: '1' },
      type: 'card',
      card: {
        brand: 'visa',
        country: 'US',
        exp_month: 12,
        exp_year: year + 4,
        fingerprint: expect.stringMatching(/^[A-Za-z0-9]{16}$/),
        funding: 'credit',
        last4: '4242',
        networks: { available: ['visa'], preferred: null },
        wallet: null,
      },
    });
    expect(JSON.stringify(made)).not.toContain('4242424242424242');
    expect((await stripe.events.list()).data).toEqual([]);
  });

  it.each([
    ['tok_visa', 'visa', '4242', 'credit', 'US'],
    ['tok_visa_debit', 'visa', '5556', 'debit', 'US'],
    ['tok_mastercard_prepaid', 'mastercard', '5100', 'prepaid', 'US'],
    ['tok_amex', 'amex', '8431', 'credit', 'US'],
    ['tok_discover', 'discover', '9424', 'credit', 'US'],
    ['tok_jcb', 'jcb', '0505', 'credit', 'JP'],
    ['tok_unionpay', 'unionpay', '0005', 'credit', 'CN'],
    ['tok_de', 'visa', '0016', 'credit', 'DE'],
  ])('are created from %s', async (token, brand, last4, funding, country) => {
    const made = await create(server.client(), { token } as Stripe.PaymentMethodCreateParams.Card);
    expect(made.card).toMatchObject({ brand, funding, country });
    expect(made.card?.last4).toBe(last4);
  });

  it('have the same fingerprint for the same number, within one sandbox', async () => {
    const [one, other] = [server.client(), server.client()];
    const fingerprint = async (stripe: Stripe, number: string) =>
      (await create(stripe, { number })).card?.fingerprint;
    const visa = await fingerprint(one, card.number);
    expect(await fingerprint(one, '4242 4242 4242 4242')).toBe(visa);
    expect(await fingerprint(one, '5555555555554444')).not.toBe(visa);
    expect(await fingerprint(other, card.number)).not.toBe(visa);
  });

  it.each([
    [
      'a mistyped number',
      { number: '4242424242424241' },
      'incorrect_number',
      'number',
      'Your card number is incorrect.',
    ],
    ['a short number', { number: '4242' }, 'incorrect_number', 'number', 'Your card number is incorrect.'],
    [
      'no number',
      { number: 'abcd' },
      'invalid_number',
      'number',
      'The card number is not a valid credit card number.',
    ],
    [
      'month 13',
      { exp_month: 13 },
      'invalid_expiry_month',
      'exp_month',
      "Your card's expiration month is invalid.",
    ],
    [
      'a past year',
      { exp_year: 1995 },
      'invalid_expiry_year',
      'exp_year',
      "Your card's expiration year is invalid.",
    ],
    [
      'a far year',
      { exp_year: year + 60 },
      'invalid_expiry_year',
      'exp_year',
      "Your card's expiration year is invalid.",
    ],
    ['a short code', { cvc: '99' }, 'invalid_cvc', 'cvc', "Your card's security code is invalid."],
    ['a long code', { cvc: '1234' }, 'invalid_cvc', 'cvc', "Your card's security code is invalid."],
    [
      'a short code of American Express',
      { number: '378282246310005', cvc: '123' },
      'invalid_cvc',
      'cvc',
      "Your card's security code is invalid.",
    ],
  ])('refuse %s as a card error', async (_, given, code, param, message) => {
    await expect(create(server.client(), given)).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code,
      param,
      message,
    });
  });

  it.each([
    [{ type: 'card' }, 'card', 'parameter_missing'],
    [{ type: 'card', card: { ...card, number: undefined } }, 'card[number]', 'parameter_missing'],
    [{ type: 'card', card: { ...card, exp_month: undefined } }, 'card[exp_month]', 'parameter_missing'],
    [{ type: 'card', card: { token: 'tok_none' } }, 'card[token]', 'resource_missing'],
    [{ type: 'sepa_debit' }, 'type', undefined],
    [{ type: 'card', card, sepa_debit: { iban: 'DE' } }, 'sepa_debit', 'parameter_unknown'],
    [{ card }, 'type', 'parameter_missing'],
  ])('refuse %j', async (body, param, code) => {
    await expect(server.client().rawRequest('POST', '/v1/payment_methods', body)).rejects.toMatchObject({
      statusCode: 400,
      param,
      code,
    });
  });

  it('accept a two-digit year, and a card without a code', async () => {
    const { cvc: _, ...withoutCode } = card;
    const made = await server
      .client()
      .paymentMethods.create({ type: 'card', card: { ...withoutCode, exp_year: (year + 4) % 100 } });
    expect(made.card).toMatchObject({ exp_year: year + 4, checks: { cvc_check: null } });
  });

  it('are attached after asking the issuer, with its checks', async () => {
    const stripe = server.client();
    const customer = await stripe.customers.create({});
    const made = await create(stripe, { number: '4000000000000101' });
    const method = await stripe.paymentMethods.attach(made.id, { customer: customer.id });
    expect(method).toMatchObject({
      id: made.id,
      customer: customer.id,
      allow_redisplay: 'unspecified',
      card: { checks: { cvc_check: 'fail' } },
    });
    const listed = await stripe.customers.listPaymentMethods(customer.id);
    expect(listed.data.map(({ id }) => id)).toEqual([made.id]);
    expect((await stripe.events.list({ type: 'payment_method.attached' })).data).toHaveLength(1);
  });

  it('named after test cards are new at each use', async () => {
    const stripe = server.client();
    const { customer, method } = await attached(stripe);
    const again = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    expect(again.id).not.toBe(method.id);
    expect(again.card?.fingerprint).toBe(method.card?.fingerprint);
    const { data } = await stripe.paymentMethods.list({ customer: customer.id });
    expect(data.map(({ id }) => id)).toEqual([again.id, method.id]);
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ])('that the issuer declines are not attached: %s', async (name, code, decline_code) => {
    const stripe = server.client();
    const customer = await stripe.customers.create({});
    await expect(stripe.paymentMethods.attach(name, { customer: customer.id })).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code,
      decline_code,
    });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
  });

  it('attach when only charges are declined', async () => {
    await expect(attached(server.client(), 'pm_card_chargeCustomerFail')).resolves.toMatchObject({
      method: { card: { last4: '0341' } },
    });
  });

  it('may be attached to one customer twice, but not to a second one', async () => {
    const stripe = server.client();
    const { customer, method } = await attached(stripe);
    const again = await stripe.paymentMethods.attach(method.id, { customer: customer.id });
    expect(again).toMatchObject({ id: method.id, customer: customer.id });
    expect((await stripe.events.list({ type: 'payment_method.attached' })).data).toHaveLength(1);
    const other = await stripe.customers.create({});
    await expect(stripe.paymentMethods.attach(method.id, { customer: other.id })).rejects.toMatchObject({
      statusCode: 400,
      message: 'The payment method you provided has already been attached to a customer.',
    });
  });

  it('need an existing card and customer', async () => {
    const stripe = server.client();
    const { id } = await stripe.customers.create({});
    await expect(stripe.paymentMethods.attach('pm_none', { customer: id })).rejects.toMatchObject({
      statusCode: 404,
      message: "No such PaymentMethod: 'pm_none'",
      param: 'payment_method',
    });
    await expect(
      stripe.paymentMethods.attach('pm_card_visa', { customer: 'cus_none' }),
    ).rejects.toMatchObject({
      statusCode: 400,
      message: "No such customer: 'cus_none'",
      param: 'customer',
    });
  });

  it('are detached for good, even as the customer’s default', async () => {
    const stripe = server.client();
    const { customer, method } = await attached(stripe);
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
    expect(await stripe.paymentMethods.detach(method.id)).toMatchObject({ id: method.id, customer: null });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    });
    await expect(stripe.paymentMethods.attach(method.id, { customer: customer.id })).rejects.toMatchObject({
      statusCode: 400,
      message: spent,
    });
    await expect(stripe.paymentMethods.detach(method.id)).rejects.toMatchObject({
      statusCode: 400,
      message: 'The payment method you provided is not attached to a customer so detachment is impossible.',
    });
    const [event] = (await stripe.events.list({ type: 'payment_method.detached' })).data;
    expect(event?.data.previous_attributes).toEqual({ customer: customer.id });
    expect(await stripe.paymentMethods.retrieve(method.id)).toMatchObject({ id: method.id, customer: null });
  });

  it('that have paid without a customer are used up', async () => {
    const stripe = server.client();
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
    });
    const made = await create(stripe);
    await new Page(server.url, session).confirm({ payment_method: made.id });
    const customer = await stripe.customers.create({});
    await expect(stripe.paymentMethods.attach(made.id, { customer: customer.id })).rejects.toThrow(spent);
  });

  it('can be changed once they belong to a customer', async () => {
    const stripe = server.client();
    const { method } = await attached(stripe);
    const changed = await stripe.paymentMethods.update(method.id, {
      allow_redisplay: 'always',
      billing_details: { name: 'Jenny', email: 'jenny@example.com' },
      card: { exp_month: 1, exp_year: year + 7 },
      metadata: { a: '1' },
    });
    expect(changed).toMatchObject({
      allow_redisplay: 'always',
      billing_details: { name: 'Jenny', email: 'jenny@example.com' },
      card: { exp_month: 1, exp_year: year + 7 },
      metadata: { a: '1' },
    });
    const [event] = (await stripe.events.list({ type: 'payment_method.updated' })).data;
    expect(event?.data.previous_attributes).toMatchObject({ allow_redisplay: 'unspecified' });
    const loose = await create(stripe);
    await expect(stripe.paymentMethods.update(loose.id, { allow_redisplay: 'always' })).rejects.toMatchObject(
      {
        statusCode: 400,
      },
    );
  });

  it.each([
    [{ card: { exp_month: 13 } }, 'invalid_expiry_month'],
    [{ card: { exp_year: 1995 } }, 'invalid_expiry_year'],
  ])('refuse a change to %j', async (change, code) => {
    const stripe = server.client();
    const { method } = await attached(stripe);
    await expect(stripe.paymentMethods.update(method.id, change)).rejects.toMatchObject({
      statusCode: 402,
      code,
    });
    expect(await stripe.paymentMethods.retrieve(method.id)).toMatchObject({
      card: { exp_month: method.card?.exp_month },
    });
  });

  it('select one of a co-badged card’s networks', async () => {
    const stripe = server.client();
    const { method } = await attached(stripe, 'pm_card_visa_cartesBancaires');
    expect(method.card?.networks?.available).toEqual(expect.arrayContaining(['cartes_bancaires', 'visa']));
    const change = (preferred: 'visa' | 'mastercard') =>
      stripe.paymentMethods.update(method.id, { card: { networks: { preferred } } });
    expect((await change('visa')).card).toMatchObject({
      display_brand: 'visa',
      networks: { preferred: 'visa' },
    });
    await expect(change('mastercard')).rejects.toMatchObject({ param: 'card[networks][preferred]' });
  });

  it('are listed by customer, type and redisplay', async () => {
    const stripe = server.client();
    const { customer, method } = await attached(stripe);
    const shown = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
    await stripe.paymentMethods.update(shown.id, { allow_redisplay: 'always' });
    await create(stripe);
    const list = async (params: Stripe.PaymentMethodListParams) =>
      (await stripe.paymentMethods.list(params)).data.map(({ id }) => id);
    expect(await list({ customer: customer.id, type: 'card' })).toEqual([shown.id, method.id]);
    expect(await list({ customer: customer.id, allow_redisplay: 'always' })).toEqual([shown.id]);
    expect(await list({ customer: customer.id, type: 'sepa_debit' })).toEqual([]);
    expect(await list({ type: 'card' })).toEqual([]);
    const one = await stripe.customers.retrievePaymentMethod(customer.id, method.id);
    expect(one.id).toBe(method.id);
    const other = await stripe.customers.create({});
    await expect(stripe.customers.retrievePaymentMethod(other.id, method.id)).rejects.toMatchObject({
      statusCode: 404,
    });
  });
});
