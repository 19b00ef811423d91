/**
 * The permissions needed to read an object, by its `object` name. The first is the object's own resource, which is also
 * what writing it needs. Objects that are not listed are parts of others, or Onfile's own and named by their path.
 */
export const resourcesShownBy: Readonly<Record<string, readonly [string, ...string[]]>> = {
  balance_transaction: ['balance_transactions'],
  card: ['payment_methods'],
  charge: ['charges'],
  'checkout.page': ['payment_pages', 'customers', 'payment_methods'],
  'checkout.session': ['checkout_sessions'],
  confirmation_token: ['confirmation_tokens'],
  customer: ['customers'],
  customer_session: ['customer_sessions'],
  dispute: ['disputes'],
  elements_session: ['elements', 'payment_methods'],
  event: ['events'],
  file: ['files'],
  file_link: ['file_links'],
  mandate: ['mandates'],
  'onfile.customer': ['customers', 'payment_methods', 'charges'],
  payment_intent: ['payment_intents'],
  payment_method: ['payment_methods'],
  price: ['prices'],
  product: ['products'],
  'radar.early_fraud_warning': ['radar'],
  refund: ['refunds'],
  setup_attempt: ['setup_attempts'],
  setup_intent: ['setup_intents'],
  'test_helpers.test_clock': ['test_helpers'],
  token: ['tokens'],
  webhook_endpoint: ['webhook_endpoints'],
};
