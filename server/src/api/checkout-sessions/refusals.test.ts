import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../testing/test-server.ts';

describe('a refused checkout session', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  const priceOf = (currency: string, unit_amount: number) => ({
    currency,
    unit_amount,
    product_data: { name: 'T-shirt' },
  });
  const base = {
    mode: 'payment',
    ui_mode: 'elements',
    line_items: [{ price_data: priceOf('usd', 1500), quantity: 2 }],
  };

  const hosted = { ui_mode: 'hosted_page', success_url: 'https://shop.example/done' };

  it.each<[Record<string, unknown>, string, string]>([
    [{ customer: 'cus_none' }, 'customer', "No such customer: 'cus_none'"],
    [{ customer_email: 'foo' }, 'customer_email', 'Invalid email address: foo'],
    [
      { saved_payment_method_options: { payment_method_save: 'enabled' } },
      'saved_payment_method_options[payment_method_save]',
      'Saving a payment method requires a customer: pass `customer`, or `customer_creation=always`.',
    ],
  ])('needs one clear customer: %j', async (given, param, message) => {
    await expect(
      server.client().rawRequest('POST', '/v1/checkout/sessions', { ...base, ...given }),
    ).rejects.toMatchObject({ statusCode: 400, param, message });
  });

  it.each([
    ['after_expiration', { recovery: { enabled: true } }],
    ['allow_promotion_codes', true],
    ['automatic_tax', { enabled: true }],
    ['branding_settings', { display_name: 'A' }],
    ['custom_fields', [{ key: 'a' }]],
    ['custom_text', { submit: { message: 'a' } }],
    ['customer_account', 'acct_1'],
    ['customer_update', { name: 'auto' }],
    ['discounts', [{ coupon: 'a' }]],
    ['invoice_creation', { enabled: true }],
    ['managed_payments', { enabled: true }],
    ['name_collection', { individual: { enabled: true } }],
    ['optional_items', [{ price: 'price_1', quantity: 1 }]],
    ['origin_context', 'mobile_app'],
    ['payment_method_configuration', 'pmc_1'],
    ['redirect_on_completion', 'never'],
    ['shipping_address_collection', { allowed_countries: ['US'] }],
    ['shipping_options', [{ shipping_rate: 'shr_1' }]],
    ['subscription_data', { description: 'a' }],
    ['tax_id_collection', { enabled: true }],
    ['wallet_options', { link: { display: 'always' } }],
    [
      'payment_intent_data[application_fee_amount]',
      undefined,
      { payment_intent_data: { application_fee_amount: 1 } },
    ],
    [
      'payment_intent_data[transfer_data]',
      undefined,
      { payment_intent_data: { transfer_data: { destination: 'a' } } },
    ],
    [
      'payment_method_options[card][installments]',
      undefined,
      { payment_method_options: { card: { installments: { enabled: true } } } },
    ],
    [
      'line_items[0][price_data][recurring]',
      undefined,
      {
        line_items: [{ price_data: { ...priceOf('usd', 1), recurring: { interval: 'month' } }, quantity: 1 }],
      },
    ],
    [
      'line_items[0][tax_rates]',
      undefined,
      { line_items: [{ ...base.line_items[0], tax_rates: ['txr_1'] }] },
    ],
  ] as readonly [string, unknown, Record<string, unknown>?][])(
    'names %s as not supported, and never ignores it',
    async (param, value, whole = { [param]: value }) => {
      await expect(
        server.client().rawRequest('POST', '/v1/checkout/sessions', { ...base, ...whole }),
      ).rejects.toMatchObject({
        statusCode: 400,
        param,
        message: `Onfile does not support the parameter ${param} yet. Remove it from your request.`,
      });
    },
  );

  it.each([
    { adaptive_pricing: { enabled: false } },
    { allow_promotion_codes: false },
    { automatic_tax: { enabled: false, liability: { type: 'self' } } },
    { billing_address_collection: 'auto' },
    { consent_collection: { promotions: 'none', terms_of_service: 'none' } },
    { discounts: '' },
    { excluded_payment_method_types: ['link', 'klarna'] },
    { invoice_creation: { enabled: false, invoice_data: { footer: 'Thank you' } } },
    { line_items: [{ ...base.line_items[0], adjustable_quantity: { enabled: false }, tax_rates: '' }] },
    { locale: 'auto' },
    { managed_payments: { enabled: false } },
    { name_collection: { business: { enabled: false }, individual: { enabled: false } } },
    { optional_items: '' },
    {
      payment_method_options: {
        card: {
          installments: { enabled: false },
          request_extended_authorization: 'never',
          request_incremental_authorization: 'if_available',
          request_multicapture: 'never',
          request_overcapture: 'never',
          request_three_d_secure: 'automatic',
        },
      },
    },
    { permissions: { update_shipping_details: 'client_only' } },
    { phone_number_collection: { enabled: false } },
    { saved_payment_method_options: { payment_method_save: 'disabled', payment_method_remove: 'disabled' } },
    { shipping_options: '' },
    { tax_id_collection: { enabled: false, required: 'never' } },
    { wallet_options: { link: { display: 'never' } } },
    ...[
      { after_expiration: { recovery: { enabled: false } } },
      { branding_settings: { button_color: '' } },
      { custom_fields: '' },
      { custom_text: { submit: '' } },
      { origin_context: 'web' },
      { submit_type: 'auto' },
    ].map((given) => ({ ...hosted, ...given })),
  ] as readonly Record<string, unknown>[])(
    'is accepted if it asks for what is the case anyway: %j',
    async (given) => {
      const stripe = server.client();
      const session = await stripe.rawRequest('POST', '/v1/checkout/sessions', { ...base, ...given });
      expect(session).toMatchObject({
        status: 'open',
        amount_total: 3000,
        allow_promotion_codes: null,
        automatic_tax: { enabled: false },
        discounts: [],
        invoice_creation: { enabled: false },
      });
    },
  );

  it('is accepted if it changes nothing about a customer', async () => {
    const stripe = server.client();
    const { id: customer } = await stripe.customers.create({});
    const customer_update = { address: 'never', name: 'never', shipping: 'never' };
    await stripe.rawRequest('POST', '/v1/checkout/sessions', { ...base, customer, customer_update });
  });

  it.each([true, false])('is accepted with adaptive pricing %s, which is shown', async (enabled) => {
    const session = await server.client().rawRequest('POST', '/v1/checkout/sessions', {
      ...base,
      adaptive_pricing: { enabled },
    });
    expect(session).toMatchObject({ adaptive_pricing: { enabled }, currency: 'usd', amount_total: 3000 });
  });

  it.each<[Record<string, unknown>, string, string | RegExp]>([
    [{ colour: 'red' }, 'colour', 'Received unknown parameter: colour'],
    [{ mode: 'setup' }, 'line_items', /setup/],
    [{ mode: 'subscription' }, 'mode', /subscription/],
    [{ mode: 'gift' }, 'mode', 'Invalid mode: must be one of payment, setup, or subscription'],
    [{ ui_mode: 'embedded_page' }, 'ui_mode', /embedded_page/],
    [{ ui_mode: 'hosted' }, 'success_url', /success_url/],
    [{ ui_mode: undefined }, 'success_url', /success_url/],
    [{ ...hosted, return_url: 'https://shop.example' }, 'return_url', /return_url/],
    [{ ...hosted, billing_address_collection: 'required' }, 'billing_address_collection', /addresses/],
    [
      { cancel_url: 'https://a.example', success_url: 'https://b.example' },
      'cancel_url',
      "The following parameters are not supported with 'ui_mode: elements': cancel_url, success_url.",
    ],
    [
      { ui_mode: 'custom', success_url: 'https://b.example' },
      'success_url',
      "The following parameters are not supported with 'ui_mode: custom': success_url.",
    ],
    [{ return_url: 'example.com' }, 'return_url', /^Invalid URL/],
    [{ line_items: undefined }, 'line_items', 'Missing required param: line_items.'],
    [
      { line_items: [{ price: 'price_none', quantity: 1 }] },
      'line_items[0][price]',
      "No such price: 'price_none'",
    ],
    [
      { line_items: [{ ...base.line_items[0], price: 'price_none' }] },
      'line_items[0]',
      'You may only specify one of these parameters: price, price_data.',
    ],
    [
      { line_items: [{ price_data: priceOf('usd', 100) }] },
      'line_items[0][quantity]',
      /^Missing required param/,
    ],
    [
      { line_items: [{ price_data: { currency: 'usd', unit_amount: 1 }, quantity: 1 }] },
      'line_items[0][price_data][product]',
      /^Missing required param/,
    ],
    [
      { line_items: [{ price_data: { currency: 'usd', product_data: { name: 'A' } }, quantity: 1 }] },
      'line_items[0][price_data][unit_amount]',
      /^Missing required param/,
    ],
    [
      { line_items: [{ ...base.line_items[0], quantity: 0 }] },
      'line_items[0][quantity]',
      /greater than or equal to 1/,
    ],
    [{ locale: 'tlh' }, 'locale', /^Invalid locale: must be one of auto, bg, /],
    [{ client_reference_id: 'x'.repeat(201) }, 'client_reference_id', /at most 200 characters/],
    [{ allowed_payment_method_types: ['ideal'] }, 'allowed_payment_method_types', /only cards/],
  ])('says what is wrong with %j', async (given, param, message) => {
    const stripe = server.client();
    const refused = stripe.rawRequest('POST', '/v1/checkout/sessions', { ...base, ...given });
    await expect(refused).rejects.toMatchObject({ statusCode: 400, param });
    await expect(refused).rejects.toThrow(message);
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
    expect((await stripe.products.list({ active: false })).data).toEqual([]);
  });
});
