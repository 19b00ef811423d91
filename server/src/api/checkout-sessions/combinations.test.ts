import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../testing/test-server.ts';

/*
 * Parameters that Stripe refuses together. Source: the comments of the official types ("can only be used with …", "only
 * in … mode", "you can't set this parameter if …"), and Stripe's own messages as shops have published them.
 */

type Given = Record<string, unknown>;
type Row = readonly [given: Given, param: string, message: string];

const exclusive = (...names: string[]) =>
  `You may only specify one of these parameters: ${names.join(', ')}.`;

describe('combinations that are refused', () => {
  let server: TestServer;
  let stripe: Stripe;
  let saved: { customer: string; payment_method: string };
  beforeAll(async () => {
    server = await testServer();
    stripe = server.client();
    const customer = await stripe.customers.create({});
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    saved = { customer: customer.id, payment_method: card.id };
  });
  afterAll(() => server.stop());

  async function expectRefusal(path: string, given: Given, param: string, message: string) {
    await expect(stripe.rawRequest('POST', path, given)).rejects.toMatchObject({
      statusCode: 400,
      type: 'StripeInvalidRequestError',
      param,
      message,
    });
  }

  describe('in a checkout session', () => {
    const line = {
      price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'T-shirt' } },
      quantity: 2,
    };
    const elements = { mode: 'payment', ui_mode: 'elements', line_items: [line] };
    const hosted = { mode: 'payment', success_url: 'https://shop.example', line_items: [line] };
    const setup = { mode: 'setup', ui_mode: 'elements', currency: 'usd' };
    const notOn = (mode: string, name: string) =>
      `The following parameters are not supported with 'ui_mode: ${mode}': ${name}.`;
    const notIn = (mode: string, name: string) => `You can not pass \`${name}\` in \`${mode}\` mode.`;

    it.each<Row>([
      [
        { customer: 'cus_1', customer_email: 'a@example.com' },
        'customer',
        exclusive('customer', 'customer_email'),
      ],
      [
        { customer: '', customer_email: 'a@example.com' },
        'customer',
        exclusive('customer', 'customer_email'),
      ],
      [
        { customer: 'cus_1', customer_creation: 'always' },
        'customer',
        exclusive('customer', 'customer_creation'),
      ],
      [
        { allow_promotion_codes: false, discounts: '' },
        'allow_promotion_codes',
        exclusive('allow_promotion_codes', 'discounts'),
      ],
      [
        { customer_update: { name: 'never' } },
        'customer_update',
        '`customer_update` can only be used with `customer`.',
      ],
      [
        { payment_method_collection: 'always' },
        'payment_method_collection',
        'You can only set `payment_method_collection` if there are recurring prices.',
      ],
      [
        { consent_collection: { terms_of_service: 'required' } },
        'consent_collection[terms_of_service]',
        'You cannot collect consent to your terms of service unless a URL is set in the Stripe Dashboard. On Onfile, set `terms_url` in the settings of the dashboard or with POST /v1/onfile/settings.',
      ],
      [
        { setup_intent_data: { description: 'a' } },
        'setup_intent_data',
        notIn('payment', 'setup_intent_data'),
      ],
      [{ subscription_data: '' }, 'subscription_data', notIn('payment', 'subscription_data')],
      [{ line_items: [{ ...line, price: 'price_1' }] }, 'line_items[0]', exclusive('price', 'price_data')],
      [
        { line_items: [{ quantity: 1 }] },
        'line_items[0][price]',
        'Missing required param: line_items[0][price].',
      ],
      [
        { line_items: [{ ...line, quantity: 100, adjustable_quantity: { enabled: true } }] },
        'line_items[0][adjustable_quantity][maximum]',
        'The maximum of an adjustable quantity must be at least the quantity, 100: it is 99.',
      ],
      [
        { line_items: [{ ...line, quantity: 1, adjustable_quantity: { enabled: true, minimum: 2 } }] },
        'line_items[0][adjustable_quantity][minimum]',
        'The minimum of an adjustable quantity must be at most the quantity, 1: it is 2.',
      ],
      ...['after_expiration', 'branding_settings', 'custom_text'].map(
        (name): Row => [{ [name]: { a: false } }, name, notOn('elements', name)],
      ),
      [{ custom_fields: '' }, 'custom_fields', notOn('elements', 'custom_fields')],
      [{ origin_context: 'web' }, 'origin_context', notOn('elements', 'origin_context')],
      [
        { redirect_on_completion: 'always' },
        'redirect_on_completion',
        notOn('elements', 'redirect_on_completion'),
      ],
      [{ submit_type: 'pay' }, 'submit_type', notOn('elements', 'submit_type')],
      [
        { cancel_url: 'https://a.example', success_url: 'https://b.example' },
        'cancel_url',
        notOn('elements', 'cancel_url, success_url'),
      ],
    ])('with elements: %j', async (given, param, message) => {
      await expectRefusal('/v1/checkout/sessions', { ...elements, ...given }, param, message);
    });

    it.each<Row>([
      [{ return_url: 'https://a.example' }, 'return_url', notOn('hosted_page', 'return_url')],
      [
        { permissions: { update_shipping_details: 'client_only' } },
        'permissions',
        notOn('hosted_page', 'permissions'),
      ],
      [
        { success_url: '' },
        'success_url',
        expect.stringContaining("'success_url' cannot be unset") as unknown as string,
      ],
    ])('on its own page: %j', async (given, param, message) => {
      await expectRefusal('/v1/checkout/sessions', { ...hosted, ...given }, param, message);
    });

    it.each<Row>([
      ...(
        [
          ['allow_promotion_codes', false],
          ['discounts', ''],
          ['invoice_creation', { enabled: false }],
          ['line_items', [line]],
          ['optional_items', ''],
          ['payment_intent_data', { description: 'a' }],
          ['phone_number_collection', { enabled: false }],
          ['saved_payment_method_options', { payment_method_save: 'disabled' }],
          ['shipping_options', ''],
          ['subscription_data', ''],
        ] as const
      ).map(([name, value]): Row => [{ [name]: value }, name, notIn('setup', name)]),
      [
        { payment_method_collection: 'always' },
        'payment_method_collection',
        'You can only set `payment_method_collection` in `subscription` mode.',
      ],
      [{ currency: undefined }, 'currency', 'Missing required param: currency.'],
    ])('that saves a card: %j', async (given, param, message) => {
      await expectRefusal('/v1/checkout/sessions', { ...setup, ...given }, param, message);
    });

    it('without terms that buyers can read, if they have to agree to them', async () => {
      const own = server.client();
      await own.rawRequest('POST', '/v1/onfile/settings', { terms_url: 'https://shop.example/terms' });
      const consent_collection = { terms_of_service: 'required' };
      const { id } = (await own.rawRequest('POST', '/v1/checkout/sessions', {
        ...elements,
        consent_collection,
      })) as { id: string };
      expect((await own.checkout.sessions.retrieve(id)).consent_collection).toMatchObject(consent_collection);
    });
  });

  describe('in a payment intent', () => {
    const base = { amount: 2000, currency: 'usd' };
    const noFuture =
      'You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent because you cannot set up future usages when processing payments off-session.';

    it.each<Row>([
      ...(
        [
          ['confirmation_token', 'ctoken_1'],
          ['error_on_requires_action', true],
          ['mandate_data', { customer_acceptance: { type: 'offline' } }],
          ['off_session', true],
          ['return_url', 'https://a.example'],
        ] as const
      ).map(
        ([name, value]): Row => [
          { [name]: value },
          name,
          `The parameter \`${name}\` cannot be passed when creating a PaymentIntent unless \`confirm\` is set to true.`,
        ],
      ),
      [
        { automatic_payment_methods: { enabled: true }, confirmation_method: 'manual' },
        'automatic_payment_methods',
        exclusive('automatic_payment_methods', 'confirmation_method'),
      ],
      [
        { automatic_payment_methods: { enabled: true }, allowed_payment_method_types: ['card'] },
        'automatic_payment_methods',
        exclusive('automatic_payment_methods', 'allowed_payment_method_types'),
      ],
      [
        {
          payment_method: 'pm_card_visa',
          payment_method_data: { type: 'card', card: { token: 'tok_visa' } },
        },
        'payment_method',
        exclusive('payment_method', 'payment_method_data'),
      ],
    ])('%j', async (given, param, message) => {
      await expectRefusal('/v1/payment_intents', { ...base, ...given }, param, message);
    });

    it.each<Given>([
      { setup_future_usage: 'off_session' },
      { setup_future_usage: 'on_session' },
      { payment_method_options: { card: { setup_future_usage: 'off_session' } } },
    ])('that charges while the customer is away and asks for later use: %j', async (usage) => {
      const away = { ...base, ...saved, ...usage, off_session: true, confirm: true };
      await expectRefusal('/v1/payment_intents', away, 'off_session', noFuture);
      const { id } = await stripe.paymentIntents.create({ ...base, ...saved, ...usage });
      await expectRefusal(
        `/v1/payment_intents/${id}/confirm`,
        { off_session: true },
        'off_session',
        noFuture,
      );
      const charged = await stripe.paymentIntents.create({
        ...base,
        ...saved,
        off_session: true,
        confirm: true,
      });
      expect(charged.status).toBe('succeeded');
    });

    it('with a transfer_group other than its own', async () => {
      const { id } = await stripe.paymentIntents.create({ ...base, transfer_group: 'order-1' });
      await expectRefusal(
        `/v1/payment_intents/${id}`,
        { transfer_group: 'order-2' },
        'transfer_group',
        'The `transfer_group` of this PaymentIntent has been set and cannot be changed.',
      );
      const same = await stripe.paymentIntents.update(id, { transfer_group: 'order-1', description: 'a' });
      expect(same.transfer_group).toBe('order-1');
    });
  });

  it.each<readonly [name: string, value: unknown]>([
    ['confirmation_token', 'ctoken_1'],
    ['mandate_data', { customer_acceptance: { type: 'offline' } }],
    ['return_url', 'https://a.example'],
  ])('in a setup intent: %s', async (name, value) => {
    await expectRefusal(
      '/v1/setup_intents',
      { [name]: value },
      name,
      `The parameter \`${name}\` cannot be passed when creating a SetupIntent unless \`confirm\` is set to true.`,
    );
  });
});
