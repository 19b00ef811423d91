import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Consent } from '../../api/types.ts';
import { brokenAt } from './chain.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

it('accepts a journal that the server wrote, and finds what was altered, removed or moved', async () => {
  const stripe = server.client();
  const customer = await stripe.customers.create({ name: 'Jenny Rosen' });
  for (const card of ['pm_card_visa', 'pm_card_mastercard', 'pm_card_amex']) {
    await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      customer: customer.id,
      payment_method: card,
      setup_future_usage: 'off_session',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
  }
  const { data } = (await stripe.rawRequest('GET', '/v1/onfile/consents?limit=100')) as unknown as {
    readonly data: readonly Consent[];
  };
  const { id } = await stripe.accounts.retrieveCurrent();
  const entries = [...data].reverse();
  expect(entries.length).toBeGreaterThanOrEqual(3);
  expect(await brokenAt(entries, id)).toBeNull();
  const [first, second, ...rest] = entries;
  if (first === undefined || second === undefined) throw new Error('The journal is empty.');
  expect(await brokenAt([first, { ...second, uses: ['redisplay'] }, ...rest], id)).toBe(2);
  expect(await brokenAt([first, ...rest], id)).toBe(2);
  expect(await brokenAt([second, first, ...rest], id)).toBe(1);
  expect(await brokenAt(entries, 'acct_another')).toBe(1);
});
