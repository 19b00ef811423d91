import type { EventType } from '@onfile/server/events/event-types.ts';
import type { Params } from './api-client.ts';

/** One call of a fixture. `{name:field.field}` stands for a field of an earlier step's answer. */
export interface Step {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly params?: Params;
  /** The step is meant to be declined. */
  readonly declined?: true;
  /** The step is repeated until its answer has this field (`data.0.id`), or this value in it (`status=won`). */
  readonly until?: string;
}

const post = (name: string, path: string, params: Params = {}): Step => ({
  name,
  method: 'POST',
  path,
  params,
});
const awaited = (name: string, path: string, params: Params, until = 'data.0.id'): Step => ({
  name,
  method: 'GET',
  path,
  params,
  until,
});
const deleted = (path: string): Step => ({ name: 'deletion', method: 'DELETE', path });
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

const ofPayment = { payment_intent: '{payment_intent:id}' };
const paidWith = (card: string) => intent({ payment_method: card, confirm: 'true' });
const disputed = [paidWith('pm_card_createDispute'), awaited('dispute', '/v1/disputes', ofPayment)] as const;
const answeredWith = (words: string) =>
  post('evidence', '/v1/disputes/{dispute:data.0.id}', {
    'evidence[uncategorized_text]': words,
    submit: 'true',
  });
const refundEnds = (status: string) => awaited('end', '/v1/refunds/{refund:id}', {}, `status=${status}`);
const now = Math.floor(Date.now() / 1000);
const clock = post('test_clock', '/v1/test_helpers/test_clocks', { frozen_time: String(now) });
const eightDays = post('advance', '/v1/test_helpers/test_clocks/{test_clock:id}/advance', {
  frozen_time: String(now + 8 * 24 * 60 * 60),
});

const source = post('source', '/v1/customers/{customer:id}/sources', { source: 'tok_visa' });

/** What has to be done to cause each event. */
export const fixtures: Readonly<Record<EventType, readonly Step[]>> = {
  'charge.captured': [held, post('capture', '/v1/payment_intents/{payment_intent:id}/capture')],
  'charge.dispute.closed': [...disputed, post('close', '/v1/disputes/{dispute:data.0.id}/close')],
  'charge.dispute.created': disputed,
  'charge.dispute.funds_reinstated': [
    ...disputed,
    answeredWith('winning_evidence'),
    awaited('end', '/v1/disputes/{dispute:data.0.id}', {}, 'status=won'),
  ],
  'charge.dispute.funds_withdrawn': disputed,
  'charge.dispute.updated': [...disputed, answeredWith('The shirt was worn.')],
  'charge.expired': [
    clock,
    { ...customer, params: { ...customer.params, test_clock: '{test_clock:id}' } },
    card,
    intent({
      customer: '{customer:id}',
      payment_method: '{payment_method:id}',
      confirm: 'true',
      capture_method: 'manual',
    }),
    eightDays,
  ],
  'charge.failed': [refused],
  'charge.refund.updated': [
    paid,
    refund,
    post('update', '/v1/refunds/{refund:id}', { 'metadata[foo]': 'bar' }),
  ],
  'charge.refunded': [paid, refund],
  'charge.succeeded': [paid],
  'charge.updated': [
    paid,
    post('update', '/v1/charges/{payment_intent:latest_charge}', { 'metadata[foo]': 'bar' }),
  ],
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
  'customer.deleted': [customer, deleted('/v1/customers/{customer:id}')],
  'customer.source.created': [customer, source],
  'customer.source.deleted': [customer, source, deleted('/v1/customers/{customer:id}/sources/{source:id}')],
  'customer.source.updated': [
    customer,
    source,
    post('update', '/v1/customers/{customer:id}/sources/{source:id}', { name: 'Jenny' }),
  ],
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
  'product.deleted': [product, deleted('/v1/products/{product:id}')],
  'product.updated': [product, post('update', '/v1/products/{product:id}', { 'metadata[foo]': 'bar' })],
  'radar.early_fraud_warning.created': [
    paidWith('pm_card_createIssuerFraudRecord'),
    awaited('warning', '/v1/radar/early_fraud_warnings', ofPayment),
  ],
  'refund.created': [paid, refund],
  'refund.failed': [paidWith('pm_card_refundFail'), refund, refundEnds('failed')],
  'refund.updated': [paidWith('pm_card_pendingRefund'), refund, refundEnds('succeeded')],
  'setup_intent.canceled': [setup(), post('cancellation', '/v1/setup_intents/{setup_intent:id}/cancel')],
  'setup_intent.created': [setup()],
  'setup_intent.requires_action': [setup(challenged)],
  'setup_intent.setup_failed': [
    declined(setup({ payment_method: 'pm_card_visa_chargeDeclined', confirm: 'true' })),
  ],
  'setup_intent.succeeded': [setup({ payment_method: 'pm_card_visa', confirm: 'true' })],
  'test_helpers.test_clock.advancing': [clock, eightDays],
  'test_helpers.test_clock.created': [clock],
  'test_helpers.test_clock.deleted': [clock, deleted('/v1/test_helpers/test_clocks/{test_clock:id}')],
  'test_helpers.test_clock.ready': [clock, eightDays],
};
