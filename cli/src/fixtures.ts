import type { Params } from './api-client.ts';

/** One call of a fixture. `{name:field.field}` stands for a field of an earlier step's answer. */
export interface Step {
  readonly name: string;
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly params?: Params;
  /** The step is meant to be declined. */
  readonly declined?: true;
}

const post = (name: string, path: string, params: Params = {}): Step => ({
  name,
  method: 'POST',
  path,
  params,
});
const declined = (step: Step): Step => ({ ...step, declined: true });

const noRedirects = {
  'automatic_payment_methods[enabled]': 'true',
  'automatic_payment_methods[allow_redirects]': 'never',
};
const customer = post('customer', '/v1/customers', { name: 'Jenny Rosen', email: 'jenny@example.com' });
const product = post('product', '/v1/products', { name: 'T-shirt' });
const price = post('price', '/v1/prices', {
  product: '{product:id}',
  currency: 'usd',
  unit_amount: '1500',
});
const card = post('payment_method', '/v1/payment_methods/pm_card_visa/attach', {
  customer: '{customer:id}',
});
const intent = (more: Params = {}) =>
  post('payment_intent', '/v1/payment_intents', {
    amount: '2000',
    currency: 'usd',
    ...noRedirects,
    ...more,
  });
const paid = intent({ payment_method: 'pm_card_visa', confirm: 'true' });
const refused = declined(intent({ payment_method: 'pm_card_visa_chargeDeclined', confirm: 'true' }));
const held = intent({ payment_method: 'pm_card_visa', confirm: 'true', capture_method: 'manual' });
const refund = post('refund', '/v1/refunds', { payment_intent: '{payment_intent:id}' });
const challenged = {
  payment_method: 'pm_card_authenticationRequired',
  confirm: 'true',
  use_stripe_sdk: 'true',
};
const setup = (more: Params = {}) => post('setup_intent', '/v1/setup_intents', { ...noRedirects, ...more });
const session = post('checkout_session', '/v1/checkout/sessions', {
  mode: 'payment',
  ui_mode: 'custom',
  customer_creation: 'always',
  'saved_payment_method_options[payment_method_save]': 'enabled',
  'line_items[0][price]': '{price:id}',
  'line_items[0][quantity]': '2',
});

/** What really has to happen for each event. */
export const fixtures: Readonly<Record<string, readonly Step[]>> = {
  'charge.captured': [held, post('capture', '/v1/payment_intents/{payment_intent:id}/capture')],
  'charge.failed': [refused],
  'charge.refunded': [paid, refund],
  'charge.succeeded': [paid],
  'checkout.session.completed': [
    product,
    price,
    session,
    post('payment_page', '/v1/payment_pages/{checkout_session:id}/confirm', {
      payment_method: 'pm_card_visa',
      email: 'jenny@example.com',
      expected_amount: '3000',
    }),
  ],
  'checkout.session.expired': [
    product,
    price,
    session,
    post('expiry', '/v1/checkout/sessions/{checkout_session:id}/expire'),
  ],
  'customer.created': [customer],
  'customer.deleted': [customer, { name: 'deletion', method: 'DELETE', path: '/v1/customers/{customer:id}' }],
  'customer.updated': [customer, post('update', '/v1/customers/{customer:id}', { 'metadata[foo]': 'bar' })],
  'payment_intent.amount_capturable_updated': [held],
  'payment_intent.canceled': [
    intent(),
    post('cancellation', '/v1/payment_intents/{payment_intent:id}/cancel'),
  ],
  'payment_intent.created': [intent()],
  'payment_intent.payment_failed': [refused],
  'payment_intent.requires_action': [intent(challenged)],
  'payment_intent.succeeded': [paid],
  'payment_method.attached': [customer, card],
  'payment_method.detached': [
    customer,
    card,
    post('detachment', '/v1/payment_methods/{payment_method:id}/detach'),
  ],
  'payment_method.updated': [
    customer,
    card,
    post('update', '/v1/payment_methods/{payment_method:id}', { allow_redisplay: 'always' }),
  ],
  'price.created': [product, price],
  'price.updated': [product, price, post('update', '/v1/prices/{price:id}', { nickname: 'Summer' })],
  'product.created': [product],
  'product.deleted': [product, { name: 'deletion', method: 'DELETE', path: '/v1/products/{product:id}' }],
  'product.updated': [product, post('update', '/v1/products/{product:id}', { 'metadata[foo]': 'bar' })],
  'refund.created': [paid, refund],
  'setup_intent.canceled': [setup(), post('cancellation', '/v1/setup_intents/{setup_intent:id}/cancel')],
  'setup_intent.created': [setup()],
  'setup_intent.requires_action': [setup(challenged)],
  'setup_intent.setup_failed': [
    declined(setup({ payment_method: 'pm_card_visa_chargeDeclined', confirm: 'true' })),
  ],
  'setup_intent.succeeded': [setup({ payment_method: 'pm_card_visa', confirm: 'true' })],
};
