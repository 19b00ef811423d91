import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config/config.ts';
import { type RunningServer, start } from '../main.ts';
import { leaseSeconds } from '../store/leases.ts';
import { type Cable, layCable } from '../testing/cable.ts';
import { freshDatabase } from '../testing/postgres.ts';
import { engines, type TestClock, testClock } from '../testing/test-server.ts';

describe.runIf(engines.includes('postgres'))('while PostgreSQL is unavailable', () => {
  const data = mkdtempSync(join(tmpdir(), 'onfile-outage-'));
  const clock: TestClock = testClock();
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let cable: Cable;
  let server: RunningServer;
  beforeAll(async () => {
    database = await freshDatabase();
    cable = await layCable(database.url);
    server = await start(
      readConfig({ port: 0, data, databaseUrl: cable.url, logLevel: 'silent' }, {}),
      clock,
    );
  });
  afterAll(async () => {
    cable.mend();
    await server.stop();
    await cable.remove();
    await database.drop();
    rmSync(data, { recursive: true, force: true });
  });

  async function ask(target: string, body?: string, idempotencyKey?: string) {
    const [method = 'GET', path = '/'] = target.split(' ');
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: 'Bearer sk_test_BQokikJOvBiI2HlWgH4olfQ2',
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: response.status,
      retry: response.headers.get('stripe-should-retry'),
      json: await response.json(),
    };
  }

  const payment =
    'amount=2400&currency=usd&confirm=true&payment_method=pm_card_visa&return_url=https://example.com';
  const away = { status: 503, retry: 'true', json: { error: { type: 'api_error' } } };

  it('requests in flight and new ones are told to repeat, and nothing is lost or done twice', async () => {
    const { json: account } = await ask('GET /v1/account');
    // The card network takes so long to answer that the database is gone by then.
    server.simulator.setFaults(account.id, { latencyMs: 700 });
    const keys = ['one', 'two', 'three'];
    const inFlight = keys.map((key) => ask('POST /v1/payment_intents', payment, key));
    await expect
      .poll(async () => (await ask('GET /v1/payment_intents')).json.data.length, { interval: 20 })
      .toBe(3);
    cable.cut();
    for (const answer of await Promise.all(inFlight)) expect(answer).toMatchObject(away);
    expect(await ask('GET /v1/customers')).toMatchObject(away);
    expect(await ask('POST /v1/customers', 'name=Jenny', 'four')).toMatchObject(away);
    expect((await ask('GET /readyz')).status).toBe(503);
    expect((await ask('GET /healthz')).status).toBe(200);

    cable.mend();
    server.simulator.setFaults(account.id, { latencyMs: 0 });
    await expect.poll(async () => (await ask('GET /readyz')).status, { timeout: 20_000 }).toBe(200);
    // Nothing could record that the requests had ended.
    clock.advance(leaseSeconds);
    for (const key of keys) {
      const again = async () => {
        const { status, json } = await ask('POST /v1/payment_intents', payment, key);
        return [status, json.status];
      };
      await expect.poll(again, { timeout: 20_000 }).toEqual([200, 'succeeded']);
    }
    expect((await ask('POST /v1/customers', 'name=Jenny', 'four')).status).toBe(200);
    const { json: charges } = await ask('GET /v1/charges');
    expect(charges.data.map(({ status }: { status: string }) => status)).toEqual(keys.map(() => 'succeeded'));
    expect((await ask('GET /v1/customers')).json.data).toHaveLength(1);
  });
});
