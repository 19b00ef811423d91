import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { describe, expect, it } from 'vitest';
import { sessionOf } from './session.ts';

const nowhere = { country: null, line1: null, line2: null, city: null, postal_code: null, state: null };

const shirts: CheckoutPage = {
  id: 'cs_test_1',
  object: 'checkout.page',
  session_id: 'cs_test_1',
  livemode: false,
  mode: 'payment',
  status: 'open',
  payment_status: 'unpaid',
  collects_card: true,
  currency: 'usd',
  expires_at: 1_900_000_000,
  amount_subtotal: 2000,
  amount_discount: 300,
  amount_shipping: 500,
  amount_tax_exclusive: 170,
  amount_tax_inclusive: 80,
  amount_total: 2370,
  line_items: [
    {
      id: 'li_1',
      name: 'T-shirt',
      description: null,
      quantity: 2,
      unit_amount: 1000,
      unit_amount_decimal: '1000',
      amount_subtotal: 2000,
      amount_discount: 300,
      amount_tax_exclusive: 170,
      amount_tax_inclusive: 0,
      amount_total: 1870,
      adjustable_quantity: null,
      images: [],
      price: 'price_1',
      unit_label: null,
    },
  ],
  customer: null,
  customer_email: null,
  email: null,
  phone_number: null,
  billing_address: null,
  shipping_address: null,
  billing_address_collection: 'auto',
  phone_number_collection: false,
  terms_of_service_required: false,
  saved_payment_methods: null,
  payment_method_save_usage: 'off_session',
  payment_method_save: 'disabled',
  payment_method_remove: 'disabled',
  setup_future_usage: null,
  reuse_agreement: 'auto',
  payment_method_types: ['card'],
  return_url: null,
  locale: null,
  business: { name: 'Shop', color: null, logo_url: null, terms_url: null, save_label: {} },
  last_payment_error: null,
  hosted: null,
  next_action: null,
};

function savedCard(id: string, expired: boolean) {
  return {
    id,
    type: 'card' as const,
    card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: expired ? 2020 : 2034, expired },
    billing_details: { email: null, name: null, phone: null, address: nowhere },
  };
}

function sessionWith(changes: Partial<CheckoutPage>, locale = 'en-US') {
  return sessionOf({ ...shirts, ...changes }, locale, true);
}

describe('the session as the page sees it', () => {
  it.each([
    ['usd', 'en-US', 2000, '$20.00', 100],
    ['eur', 'de-DE', 2000, '20,00\u00a0€', 100],
    ['jpy', 'en-US', 2000, '¥2,000', 1],
    ['kwd', 'en-US', 2000, 'KWD\u00a02.000', 1000],
  ])('%s for %s: %i minor units are %s', (currency, locale, amount_total, text, divisor) => {
    const session = sessionWith({ currency, amount_total }, locale);
    expect(session.total.total).toEqual({ minorUnitsAmount: amount_total, amount: text });
    expect(session.minorUnitsAmountDivisor).toBe(divisor);
  });

  it.each([
    ['open', { status: 'open' }, { type: 'open' }],
    ['expired', { status: 'expired' }, { type: 'expired' }],
    [
      'complete and paid',
      { status: 'complete', payment_status: 'paid' },
      { type: 'complete', paymentStatus: 'paid' },
    ],
    [
      'complete, to be captured',
      { status: 'complete', payment_status: 'unpaid' },
      { type: 'complete', paymentStatus: 'unpaid' },
    ],
  ] as const)('says that it is %s', (_, changes, status) => {
    expect(sessionWith(changes).status).toEqual(status);
  });

  it.each([
    ['null without a customer', null, null],
    ['an empty list if there is nothing to show', [], []],
    ['without expired cards', [savedCard('pm_new', false), savedCard('pm_old', true)], ['pm_new']],
  ])('savedPaymentMethods is %s', (_, saved_payment_methods, ids) => {
    const { savedPaymentMethods } = sessionWith({ saved_payment_methods });
    expect(savedPaymentMethods?.map(({ id }) => id) ?? null).toEqual(ids);
  });

  it('a saved card has camel case keys', () => {
    const [saved] =
      sessionWith({ saved_payment_methods: [savedCard('pm_1', false)] }).savedPaymentMethods ?? [];
    expect(saved).toMatchObject({
      id: 'pm_1',
      type: 'card',
      card: { brand: 'visa', expMonth: 12, expYear: 2034, last4: '4242' },
    });
  });

  it.each([
    ['none', null, null],
    ['one without a country', { name: 'Jenny', address: nowhere }, null],
    [
      'a known one',
      { name: 'Jenny', address: { ...nowhere, country: 'US' } },
      { name: 'Jenny', address: { ...nowhere, country: 'US' } },
    ],
  ])('billingAddress: %s', (_, billing_address, shown) => {
    expect(sessionWith({ billing_address }).billingAddress).toEqual(shown);
  });

  it('the last decline shows the buyer only its message', () => {
    const last_payment_error = {
      message: 'Your card has insufficient funds.',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    };
    expect(sessionWith({ last_payment_error }).lastPaymentError).toEqual({
      message: 'Your card has insufficient funds.',
    });
  });

  it('a line item names its price, its product and its amounts', () => {
    expect(sessionWith({}).lineItems).toMatchObject([
      {
        id: 'li_1',
        name: 'T-shirt',
        quantity: 2,
        priceId: 'price_1',
        unitAmount: { minorUnitsAmount: 1000, amount: '$10.00' },
        subtotal: { minorUnitsAmount: 2000, amount: '$20.00' },
        discount: { minorUnitsAmount: 300, amount: '$3.00' },
        taxExclusive: { minorUnitsAmount: 170, amount: '$1.70' },
        total: { minorUnitsAmount: 1870, amount: '$18.70' },
      },
    ]);
  });

  it('its totals are the page’s', () => {
    const { total } = sessionWith({});
    const { subtotal, discount, shippingRate, taxExclusive, taxInclusive } = total;
    expect(
      [subtotal, discount, shippingRate, taxExclusive, taxInclusive, total.total].map(
        ({ minorUnitsAmount }) => minorUnitsAmount,
      ),
    ).toEqual([2000, 300, 500, 170, 80, 2370]);
  });
});
