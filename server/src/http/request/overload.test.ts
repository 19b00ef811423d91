import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../config/config.ts';
import { start } from '../../main.ts';
import { serverLimits } from '../../requests/admission.ts';
import { freshDatabase } from '../../testing/postgres.ts';
import { testServer } from '../../testing/test-server.ts';

const cleanUps: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const post = (url: string, key: string, path: string, params: Record<string, string>) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: new URLSearchParams(params),
  });

it('requests beyond capacity are told to retry, those of the account that sends them', async () => {
  const server = await testServer();
  cleanUps.push(() => server.stop());
  const { simulator, url } = server;
  const [flood, quiet] = [server.freshKey(), server.freshKey()];
  // The network holds every running request until it is opened.
  const gate = { open: () => {} };
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  const { authorize } = simulator;
  const atNetwork = vi.spyOn(simulator, 'authorize').mockImplementation(async (request) => {
    await opened;
    return authorize.call(simulator, request);
  });
  const params = {
    ...{ amount: '2400', currency: 'usd', confirm: 'true', payment_method: 'pm_card_visa' },
    'payment_method_types[0]': 'card',
  };
  const { atWork, waiting } = serverLimits;
  const working = Array.from({ length: atWork.ofOneAccount }, () =>
    post(url, flood, '/v1/payment_intents', params),
  );
  await expect.poll(() => atNetwork.mock.calls.length, { timeout: 30_000 }).toBe(atWork.ofOneAccount);
  const surplus = 20;
  const refused: unknown[] = [];
  const behind = Array.from({ length: waiting.ofOneAccount + surplus }, async () => {
    const response = await fetch(`${url}/v1/balance`, { headers: { Authorization: `Bearer ${flood}` } });
    const { error } = (await response.json()) as { error?: { code: string } };
    const retry = response.headers.get('stripe-should-retry');
    if (!response.ok) refused.push({ status: response.status, code: error?.code, retry });
    return response.ok;
  });
  await expect.poll(() => refused.length, { timeout: 30_000 }).toBe(surplus);
  expect(refused).toEqual(Array(surplus).fill({ status: 429, code: 'rate_limit', retry: 'true' }));
  // Nobody else waits for the account, and the process reports that it is alive.
  expect((await post(url, quiet, '/v1/customers', { name: 'Jenny' })).status).toBe(200);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  gate.open();
  const statuses = (await Promise.all(working)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect((await Promise.all(behind)).filter((ok) => ok)).toHaveLength(waiting.ofOneAccount);
});

describe.runIf(process.env.TEST_DATABASE_URL !== undefined)('while PostgreSQL is down', () => {
  it('the server lives, is not ready, and tells its callers to retry; then it continues', async () => {
    const database = await freshDatabase();
    cleanUps.push(() => database.drop());
    const line = await cuttableLine(database.url);
    const data = mkdtempSync(join(tmpdir(), 'onfile-away-'));
    cleanUps.push(() => rmSync(data, { recursive: true, force: true }));
    const config = { port: 0, data, databaseUrl: line.url, logLevel: 'silent' } as const;
    const server = await start(readConfig(config, {}));
    cleanUps.push(() => server.stop());
    const key = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';
    const make = () => post(server.url, key, '/v1/customers', { name: 'Jenny' });
    expect((await make()).status).toBe(200);
    await line.cut();
    const refused = await make();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('stripe-should-retry')).toBe('true');
    expect(await refused.json()).toMatchObject({ error: { type: 'api_error' } });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await line.mend();
    await expect.poll(async () => (await make()).status, { timeout: 20_000 }).toBe(200);
    await expect
      .poll(async () => (await fetch(`${server.url}/readyz`)).status, { timeout: 20_000 })
      .toBe(200);
  });
});

it.each(['Host', 'Authorization', 'Idempotency-Key'])('two %s headers are refused', async (name) => {
  const server = await testServer();
  cleanUps.push(() => server.stop());
  const { host } = new URL(server.url);
  const headers = name === 'Host' ? '' : `Host: ${host}\r\n`;
  const answer = await sent(
    server.url,
    `GET /v1/customers HTTP/1.1\r\n${headers}${name}: ${host}\r\n${name}: evil.example\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain(name);
});

/** Sends raw bytes; returns what came back. */
async function sent(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).end(bytes);
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** A line to a database that can be cut and restored. */
async function cuttableLine(url: string) {
  const { hostname: host, port: itsPort } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(itsPort || 5432), host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const open = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await open(0);
  const { port } = server.address() as AddressInfo;
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  cleanUps.push(cut);
  const target = new URL(url);
  target.hostname = '127.0.0.1';
  target.port = String(port);
  return { url: target.href, cut, mend: () => open(port) };
}
