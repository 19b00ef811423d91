import { describe, expect, it, test } from 'vitest';
import { type Call, snippetOf } from './snippets.ts';

const origin = 'http://127.0.0.1:12111';
const capture: Call = {
  method: 'POST',
  path: '/v1/payment_intents/pi_3MtwBwLkdIwHu7ix28a3tqPa/capture',
  params: { amount_to_capture: 750 },
};

describe('snippetOf', () => {
  it('writes a call as curl, quoting what the shell must not touch', () => {
    const call: Call = {
      method: 'POST',
      path: '/v1/customers',
      params: { name: "Jenny's", metadata: { a: 'b' } },
    };
    expect(snippetOf('curl', call, origin)).toBe(
      `curl http://127.0.0.1:12111/v1/customers \\
  -u "$STRIPE_API_KEY:" \\
  -d 'name=Jenny'\\''s' \\
  -d 'metadata[a]=b'`,
    );
  });

  it('names the method if curl would use another', () => {
    expect(snippetOf('curl', { method: 'GET', path: '/v1/events', params: { limit: 3 } }, origin)).toContain(
      'curl -G ',
    );
    expect(
      snippetOf('curl', { method: 'DELETE', path: '/v1/customers/cus_9s6XKzkNRiz8i3' }, origin),
    ).toContain('-X DELETE');
  });

  test.each<[Call, string, string]>([
    [
      capture,
      "stripe.paymentIntents.capture('pi_3MtwBwLkdIwHu7ix28a3tqPa', {",
      'client.v1.payment_intents.capture("pi_3MtwBwLkdIwHu7ix28a3tqPa", params={',
    ],
    [
      {
        method: 'GET',
        path: '/v1/checkout/sessions/cs_test_a11YYufWQzNY63zpQ6QSNRQhkUpVph4WRmzW0zWJO2znZKdVujZ0N0S22u',
      },
      "stripe.checkout.sessions.retrieve('cs_test_",
      'client.v1.checkout.sessions.retrieve("cs_test_',
    ],
    [
      {
        method: 'POST',
        path: '/v1/payment_methods/pm_card_visa/attach',
        params: { customer: 'cus_9s6XKzkNRiz8i3' },
      },
      "stripe.paymentMethods.attach('pm_card_visa', {",
      'client.v1.payment_methods.attach("pm_card_visa", params={',
    ],
    [
      { method: 'GET', path: '/v1/charges/search', params: { query: 'status:"failed"' } },
      'stripe.charges.search({\n  query: \'status:"failed"\',\n}',
      'client.v1.charges.search(params={\n    "query": "status:\\"failed\\"",\n}',
    ],
    [
      { method: 'DELETE', path: '/v1/customers/cus_9s6XKzkNRiz8i3' },
      "stripe.customers.del('cus_9s6XKzkNRiz8i3')",
      'client.v1.customers.delete("cus_9s6XKzkNRiz8i3")',
    ],
    [
      { method: 'GET', path: '/v1/onfile/consents', params: { limit: 5 } },
      "stripe.rawRequest('GET', '/v1/onfile/consents?limit=5')",
      'client.raw_request("get", "/v1/onfile/consents", params={',
    ],
  ])('names the libraries’ own methods: %j', (call, node, python) => {
    expect(snippetOf('node', call, origin)).toContain(node);
    expect(snippetOf('python', call, origin)).toContain(python);
  });
});
