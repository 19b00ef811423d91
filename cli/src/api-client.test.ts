import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, NoServer, Refused, Unanswered } from './api-client.ts';

describe('a command whose answers are lost', () => {
  let server: TestServer;
  let between: Server;
  /** How many of the next answers to cut off. */
  let lost = 0;
  let keys: (string | undefined)[] = [];
  let apiBase = '';
  beforeAll(async () => {
    server = await testServer();
    // Stands in between: the server does what it is asked.
    between = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const key = request.headers['idempotency-key']?.toString();
      keys.push(key);
      const answer = await fetch(`${server.url}${request.url}`, {
        method: request.method ?? 'GET',
        headers: {
          authorization: request.headers.authorization ?? '',
          'content-type': request.headers['content-type'] ?? '',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
      });
      const body = await answer.text();
      if (lost > 0) {
        lost -= 1;
        response.destroy();
      } else response.writeHead(answer.status).end(body);
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    apiBase = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    between.closeAllConnections();
    between.close();
    await server.stop();
  });

  function flags() {
    keys = [];
    return { apiBase, apiKey: server.freshKey() };
  }

  it('moves time once', async () => {
    const given = flags();
    lost = 2;
    await callApi(given, 'POST', '/v1/onfile/clock/advance', { by: '1d' });
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(await callApi(given, 'GET', '/v1/onfile/clock')).toMatchObject({ offset: 24 * 60 * 60 });
  });

  it('says that the outcome is unknown, and continues the same change when run again', async () => {
    const given = flags();
    lost = 4;
    const make = () => callApi(given, 'POST', '/v1/customers', { name: 'Jenny' });
    await expect(make()).rejects.toThrow(Unanswered);
    await make();
    expect((await server.client({ key: given.apiKey }).customers.list()).data).toHaveLength(1);
    await make();
    expect((await server.client({ key: given.apiKey }).customers.list()).data).toHaveLength(2);
  });

  it('reports a refusal at once', async () => {
    const given = flags();
    await expect(callApi(given, 'POST', '/v1/customers', { email: 'foo' })).rejects.toThrow(Refused);
    expect(keys).toHaveLength(1);
  });

  it('does not wait if nothing listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const nowhere = { apiBase: `http://127.0.0.1:${port}`, apiKey: server.freshKey() };
    await expect(callApi(nowhere, 'POST', '/v1/customers')).rejects.toThrow(NoServer);
    await expect(callApi(nowhere, 'GET', '/v1/customers')).rejects.toThrow(
      `No server answers at ${nowhere.apiBase}.`,
    );
  });
});
