// Requests as the official clients send them.
import { randomBytes, randomUUID } from 'node:crypto';

export const secretKey = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';
export const publishableKey = 'pk_test_TYooMQauvdEDq54NiTphI7jx';

/** A new sandbox's key. */
export const freshKey = () => `sk_test_${randomBytes(12).toString('hex')}`;

const agent = {
  accept: 'application/json',
  'user-agent': 'Stripe/v1 NodeBindings/23.1.0',
  'x-stripe-client-user-agent': JSON.stringify({
    bindings_version: '23.1.0',
    lang: 'node',
    publisher: 'stripe',
    platform: 'linux',
    lang_version: process.version,
    typescript: false,
  }),
};

const form = (params) => new URLSearchParams(params).toString();
const formType = 'application/x-www-form-urlencoded';

export function get(path, key = secretKey) {
  return {
    method: 'GET',
    path,
    headers: { ...agent, authorization: `Bearer ${key}`, 'content-type': formType },
  };
}

/** A POST, with its own idempotency key as the Node client adds one, unless `idempotent` is false. */
export function post(path, params, { key = secretKey, idempotent = true } = {}) {
  const headers = { ...agent, authorization: `Bearer ${key}`, 'content-type': formType };
  if (idempotent) headers['idempotency-key'] = `stripe-node-retry-${randomUUID()}`;
  return { method: 'POST', path, headers, body: form(params) };
}

export const customerParams = {
  email: 'jenny.rosen@example.com',
  name: 'Jenny Rosen',
  description: 'Bought in the shop',
  'metadata[order_id]': '6735',
};

const sessionOf = (customer, lineItem) => ({
  mode: 'payment',
  ui_mode: 'custom',
  customer,
  ...lineItem,
  'line_items[0][quantity]': '1',
  'saved_payment_method_options[payment_method_save]': 'enabled',
  return_url: 'https://shop.example/return?session_id={CHECKOUT_SESSION_ID}',
  'metadata[order_id]': '6735',
});

export const sessionParams = (customer) =>
  sessionOf(customer, {
    'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': '2000',
    'line_items[0][price_data][product_data][name]': 'T-shirt',
  });

/** The same for a product whose price exists already. */
export const pricedSessionParams = (customer, price) =>
  sessionOf(customer, { 'line_items[0][price]': price });

export const offSessionParams = (customer, card) => ({
  amount: '2000',
  currency: 'usd',
  customer,
  payment_method: card,
  off_session: 'true',
  confirm: 'true',
});

/** Paid at once, with a test card that is not saved. */
export const paidIntentParams = {
  amount: '2000',
  currency: 'usd',
  payment_method: 'pm_card_visa',
  confirm: 'true',
  'automatic_payment_methods[enabled]': 'true',
  'automatic_payment_methods[allow_redirects]': 'never',
};

/** What a browser sends when its buyer pays with a new card and saves it. */
export function confirmation(session) {
  const params = {
    key: publishableKey,
    client_secret: session.client_secret,
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': '4242424242424242',
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2034',
    'payment_method_data[card][cvc]': '123',
    'payment_method_data[billing_details][address][country]': 'US',
    'payment_method_data[billing_details][address][postal_code]': '94103',
    save_payment_method: 'true',
    expected_amount: '2000',
    email: 'jenny.rosen@example.com',
  };
  const path = `/v1/payment_pages/${session.id}/confirm`;
  return {
    method: 'POST',
    path,
    headers: { accept: 'application/json', 'content-type': formType },
    body: form(params),
  };
}

/** Sends one request outside a measurement and returns its body. */
export async function send(url, { method, path, headers, body }) {
  const response = await fetch(url + path, { method, headers, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}
