import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.runIf(engines.includes('postgres'))('an idempotency key at two servers on one PostgreSQL', () => {
  let one: TestServer;
  let other: TestServer;
  beforeAll(async () => {
    one = await testServer('postgres');
    other = await one.neighbour();
  });
  afterAll(async () => {
    await other.stop();
    await one.stop();
  });

  const post = (server: TestServer, key: string, path: string, body: string) =>
    rawRequest(server, `POST ${path}`, { key, body, headers: { 'idempotency-key': 'k' } });
  const inUse = { status: 409, json: { error: { code: 'idempotency_key_in_use' } } };

  it('is in use at one while its request runs at the other, and then has one answer at both', async () => {
    const key = one.freshKey();
    const stripe = one.client({ key });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const customer = await stripe.customers.create();
    for (const server of [one, other]) server.simulator.setFaults(account, { latencyMs: 500 });
    const attach = (server: TestServer) =>
      post(server, key, '/v1/payment_methods/pm_card_visa/attach', `customer=${customer.id}`);
    const answers = await Promise.all([attach(one), attach(other)]);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    expect(won?.status).toBe(200);
    expect(lost).toMatchObject(inUse);
    for (const server of [one, other]) expect((await attach(server)).text).toBe(won?.text);
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  it('makes one thing, however many come to both at once', async () => {
    const key = one.freshKey();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        post(index % 2 === 0 ? one : other, key, '/v1/customers', 'name=Jenny'),
      ),
    );
    const made = answers.filter(({ status }) => status === 200);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers) if (answer.status !== 200) expect(answer).toMatchObject(inUse);
    expect((await other.client({ key }).customers.list()).data).toHaveLength(1);
  });

  it('is never refused for what its own request has done at the other', async () => {
    const key = one.freshKey();
    const stripe = one.client({ key });
    for (let round = 0; round < 3; round += 1) {
      const session = await stripe.checkout.sessions.create({
        mode: 'setup',
        ui_mode: 'elements',
        currency: 'usd',
        return_url: 'https://example.com',
      });
      const expire = (server: TestServer) =>
        rawRequest(server, `POST /v1/checkout/sessions/${session.id}/expire`, {
          key,
          body: '',
          headers: { 'idempotency-key': session.id },
        });
      const statuses = (await Promise.all([one, other, one, other].map(expire))).map(({ status }) => status);
      expect(statuses).toContain(200);
      expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    }
  });
});
