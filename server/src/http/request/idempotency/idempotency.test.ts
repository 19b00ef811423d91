import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaseSeconds } from '../../../store/leases.ts';
import { systemStatement } from '../../../store/statement.ts';
import { rawRequest } from '../../../testing/raw-request.ts';
import { engines, type TestServer, testServer } from '../../../testing/test-server.ts';
import { reserveKey } from './key-records.ts';

const day = 24 * 60 * 60;

describe.each(engines)('idempotency keys on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const post = (key: string, path: string, body: string, idempotencyKey: string) =>
    rawRequest(server, `POST ${path}`, { key, body, headers: { 'idempotency-key': idempotencyKey } });

  it('replay status and body, and name the request that made them', async () => {
    const key = server.freshKey();
    const first = await post(key, '/v1/customers', 'name=Jenny', 'order-1');
    const again = await post(key, '/v1/customers', 'name=Jenny', 'order-1');
    expect(again.text).toBe(first.text);
    expect(first.headers.get('idempotency-key')).toBe('order-1');
    expect(first.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
    const stripe = server.client({ key });
    expect((await stripe.customers.list()).data).toHaveLength(1);
    const [event] = (await stripe.events.list()).data;
    expect(event?.request).toEqual({ id: first.headers.get('request-id'), idempotency_key: 'order-1' });
  });

  it('replay what was answered then, whatever has changed since', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const made = await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k' });
    await stripe.customers.update(made.id, { name: 'B' });
    expect((await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k' })).name).toBe('A');
  });

  it('refuse other parameters', async () => {
    const key = server.freshKey();
    await post(key, '/v1/customers', 'name=Jenny', 'k');
    expect(await post(key, '/v1/customers', 'name=Rosen', 'k')).toMatchObject({
      status: 400,
      json: {
        error: {
          type: 'idempotency_error',
          message:
            "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'k' if you meant to execute a different request.",
        },
      },
    });
  });

  it('refuse another path', async () => {
    const key = server.freshKey();
    await post(key, '/v1/customers', 'name=Jenny', 'k');
    expect(await post(key, '/v1/products', 'name=Jenny', 'k')).toMatchObject({
      status: 400,
      json: {
        error: {
          type: 'idempotency_error',
          message: expect.stringContaining("('/v1/products' vs '/v1/customers')"),
        },
      },
    });
  });

  it('belong to one sandbox', async () => {
    const [one, other] = [server.freshKey(), server.freshKey()];
    const first = await post(one, '/v1/customers', 'name=Jenny', 'k');
    const second = await post(other, '/v1/customers', 'name=Rosen', 'k');
    expect(second).toMatchObject({ status: 200, json: { name: 'Rosen' } });
    expect(second.json.id).not.toBe(first.json.id);
  });

  it('answer 409 while the first request runs', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const customer = await stripe.customers.create({});
    server.simulator.setFaults(account, { latencyMs: 400 });
    const attach = () =>
      post(key, '/v1/payment_methods/pm_card_visa/attach', `customer=${customer.id}`, 'attach');
    const [first, second] = await Promise.all([attach(), attach()]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect(won.status).toBe(200);
    expect(lost).toMatchObject({
      status: 409,
      json: { error: { type: 'idempotency_error', code: 'idempotency_key_in_use' } },
    });
    expect((await attach()).text).toBe(won.text);
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  it('execute once when many requests come at once', async () => {
    const key = server.freshKey();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(key, '/v1/customers', 'name=Jenny', 'k')),
    );
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    expect((await server.client({ key }).customers.list()).data).toHaveLength(1);
  });

  it('let one of two simultaneous requests begin, and another continue what the first made once nobody works on it', async () => {
    const key = server.freshKey();
    const { id: account } = await server.client({ key }).accounts.retrieveCurrent();
    const store = server.services.store.account({ account, livemode: false });
    const now = server.clock.now();
    const lease = { worker: 'worker', lease_until: now + leaseSeconds };
    const asked = { key: 'k', shown: 'k', method: 'POST', path: '/v1/refunds', parameters: '' };
    const reserve = (request: string, id: string | null, resumes: string | null = null, at = now) =>
      store.write({ requestId: request, idempotencyKey: 'k' }, (transaction) =>
        reserveKey(transaction, { idempotent: { ...asked, resumes }, request, now: at, lease }, id),
      );
    const inUse = { status: 409 };
    await reserve('req_a', null);
    await reserve('req_a', 're_a');
    await expect(reserve('req_b', 're_b')).rejects.toMatchObject(inUse);
    await expect(reserve('req_b', 're_b', 're_a')).rejects.toMatchObject(inUse);
    await reserve('req_a', null);
    const later = now + leaseSeconds;
    await expect(reserve('req_c', 're_c', null, later)).rejects.toMatchObject(inUse);
    await expect(reserve('req_c', 're_c', 're_other', later)).rejects.toMatchObject(inUse);
    await reserve('req_c', null, 're_a', later);
  });

  it('are taken over from a process that has ended, once its lease has expired', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const customer = await stripe.customers.create();
    const attach = () =>
      post(key, '/v1/payment_methods/pm_card_visa/attach', `customer=${customer.id}`, 'attach');
    const first = await attach();
    // As if the process had been killed before answering.
    const leaving = systemStatement<{ key: string; until: number }>((db, p) =>
      sql<never>`update idempotency_keys set status = 0, body = '', worker = 'killed', lease_until = ${p.until}
        where key = ${p.key}`.compile(db),
    );
    await server.services.store.system.run(leaving, {
      key: 'attach',
      until: server.clock.now() + leaseSeconds,
    });
    if (engine === 'postgres') {
      expect((await attach()).status).toBe(409);
      server.clock.advance(leaseSeconds);
    }
    const again = await attach();
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null]);
    expect((await attach()).text).toBe(again.text);
    expect(again.json.id).not.toBe(first.json.id);
  });

  it('are free at once when a request was refused after its first step', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });
    const capture = () => post(key, `/v1/payment_intents/${intent.id}/capture`, '', 'k');
    expect((await capture()).status).toBe(400);
    expect((await capture()).status).toBe(400);
  });

  it('report what has begun, and begin nothing, if asked only to resume', async () => {
    const key = server.freshKey();
    const ask = (idempotencyKey: string, more = {}) =>
      rawRequest(server, 'POST /v1/customers', {
        key,
        body: 'name=Jenny',
        headers: { 'idempotency-key': idempotencyKey, ...more },
      });
    const only = { 'onfile-resume': 'only' };
    expect(await ask('k', only)).toMatchObject({
      status: 404,
      json: { error: { type: 'invalid_request_error', code: 'request_not_begun' } },
    });
    const made = await ask('k');
    expect((await ask('k', only)).text).toBe(made.text);
    expect((await ask('other', only)).status).toBe(404);
    expect((await server.client({ key }).customers.list()).data).toHaveLength(1);
  });

  it('keep a decline', async () => {
    const key = server.freshKey();
    const customer = await server.client({ key }).customers.create({});
    const decline = () =>
      post(key, '/v1/payment_methods/pm_card_chargeDeclined/attach', `customer=${customer.id}`, 'k');
    const first = await decline();
    const again = await decline();
    expect(first).toMatchObject({ status: 402, json: { error: { decline_code: 'generic_decline' } } });
    expect(again).toMatchObject({ status: 402, text: first.text });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('are not used up by refused input', async () => {
    const key = server.freshKey();
    expect((await post(key, '/v1/customers', 'email=foo', 'k')).status).toBe(400);
    const corrected = await post(key, '/v1/customers', 'email=foo@example.com', 'k');
    expect(corrected).toMatchObject({ status: 200, json: { email: 'foo@example.com' } });
    expect(corrected.headers.get('idempotent-replayed')).toBeNull();
  });

  it('are free again after 24 hours', async () => {
    const key = server.freshKey();
    const first = await post(key, '/v1/customers', 'name=A', 'k');
    server.clock.advance(day - 60);
    expect((await post(key, '/v1/customers', 'name=A', 'k')).text).toBe(first.text);
    server.clock.advance(120);
    const later = await post(key, '/v1/customers', 'name=B', 'k');
    expect(later).toMatchObject({ status: 200, json: { name: 'B' } });
    expect((await post(key, '/v1/customers', 'name=B', 'k')).text).toBe(later.text);
  });

  it('mean nothing on GET and DELETE', async () => {
    const key = server.freshKey();
    const made = await server.client({ key }).customers.create({});
    const headers = { 'idempotency-key': 'k' };
    const path = `/v1/customers/${made.id}`;
    expect((await rawRequest(server, `GET ${path}`, { key, headers })).status).toBe(200);
    expect((await rawRequest(server, `DELETE ${path}`, { key, headers })).status).toBe(200);
    const gone = await rawRequest(server, `DELETE ${path}`, { key, headers });
    expect(gone.status).toBe(404);
    expect(gone.headers.get('idempotency-key')).toBeNull();
  });

  it('are text, and no card in it is kept or repeated in any form', async () => {
    const key = server.freshKey();
    const bytesOf = (text: string) => Buffer.from(text).toString('latin1');
    for (const between of ['\u00a0', '\u200b', '\u3164', ' ']) {
      const disguised = ['4539', '5787', '6362', '1486'].join(between);
      const { status, headers } = await rawRequest(server, 'POST /v1/customers', {
        key,
        body: 'name=Jenny',
        headers: { 'idempotency-key': bytesOf(disguised), 'user-agent': bytesOf(`shop ${disguised}`) },
      });
      expect([status, headers.get('idempotency-key')]).toEqual([200, '[redacted]']);
    }
    const { text: events } = await rawRequest(server, 'GET /v1/events', { key });
    const { text: logs } = await rawRequest(server, 'GET /v1/onfile/request_logs', { key });
    for (const kept of [events, logs]) expect(kept).not.toMatch(/4539|1486/);
    const greeting = await rawRequest(server, 'POST /v1/customers', {
      key,
      body: 'name=Jenny',
      headers: { 'idempotency-key': bytesOf('grüße') },
    });
    expect(greeting.headers.get('idempotency-key')).toBe('gr%C3%BC%C3%9Fe');
  });

  it('have up to 255 characters', async () => {
    const key = server.freshKey();
    expect((await post(key, '/v1/customers', '', 'k'.repeat(255))).status).toBe(200);
    expect((await post(key, '/v1/customers', '', 'k'.repeat(256))).status).toBe(400);
  });

  it('survive a restart', async () => {
    const key = server.freshKey();
    const first = await post(key, '/v1/customers', 'name=A', 'k');
    server = await server.restart();
    expect((await post(key, '/v1/customers', 'name=A', 'k')).text).toBe(first.text);
  });
});
