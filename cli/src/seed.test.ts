import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plant, readSeed } from './seed.ts';

const file = `
customers:
  - name: Jenny Rosen
    as: jenny
    email: jenny@example.com
    metadata: { tier: gold }
products:
  - name: T-shirt
    as: shirt
prices:
  - as: summer
    product: $shirt
    currency: usd
    unit_amount: 1500
cards:
  - customer: $jenny
    card: pm_card_mastercard
    allow_redisplay: always
sessions:
  - mode: payment
    ui_mode: custom
    customer: $jenny
    line_items: [{ price: $summer, quantity: 2 }]
`;

describe('onfile seed', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('creates what a file describes', async () => {
    const apiKey = server.freshKey();
    const made = await plant({ apiBase: server.url, apiKey }, readSeed(file, 'shop.yaml'));
    expect(made.map(({ name }) => name)).toEqual(['jenny', 'shirt', 'summer', 'cards', 'sessions']);
    const stripe = server.client({ key: apiKey });
    const [customer] = (await stripe.customers.list()).data;
    expect(customer).toMatchObject({ name: 'Jenny Rosen', metadata: { tier: 'gold' } });
    const [card] = (await stripe.customers.listPaymentMethods(customer?.id ?? '')).data;
    expect(card).toMatchObject({ allow_redisplay: 'always', card: { brand: 'mastercard' } });
    const [session] = (await stripe.checkout.sessions.list()).data;
    expect(session).toMatchObject({ customer: customer?.id, amount_total: 3000 });
  });

  it.each([
    ['people:\n  - name: A', 'shop.yaml:1: people is none of customers'],
    ['customers:\n  - name: A\n  - B', 'an entry of customers is not a group'],
    ['customers: yes', 'customers is not a list'],
    ['customers:\n  - {name: A', 'shop.yaml'],
  ])('says what it does not understand in %j', (text, message) => {
    expect(() => readSeed(text, 'shop.yaml')).toThrow(message);
  });

  it('names the line that the server refuses, or that refers to nothing', async () => {
    const flags = { apiBase: server.url, apiKey: server.freshKey() };
    const refused = readSeed('customers:\n  - name: A\n  - name: B\n    email: foo', 'shop.yaml');
    await expect(plant(flags, refused)).rejects.toThrow('shop.yaml:3: Invalid email address: foo');
    const dangling = readSeed('cards:\n  - customer: $nobody', 'shop.yaml');
    await expect(plant(flags, dangling)).rejects.toThrow('shop.yaml:2: $nobody names nothing');
  });
});
