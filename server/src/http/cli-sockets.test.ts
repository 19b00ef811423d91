import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAccount } from '../keys/accounts.ts';
import { expireKey, makeKey } from '../keys/issued-keys.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';

describe('the sockets of the official CLI', () => {
  let server: TestServer;
  const fatal: unknown[] = [];
  const note = (error: unknown) => fatal.push(error);
  beforeAll(async () => {
    server = await testServer();
    process.on('uncaughtException', note).on('unhandledRejection', note);
  });
  afterAll(async () => {
    process.off('uncaughtException', note).off('unhandledRejection', note);
    await server.stop();
  });

  /** Outside a test, any of these would have ended the process. */
  afterEach(() => expect(fatal).toEqual([]));

  async function upgrade(target: string, at = server): Promise<Socket> {
    const { hostname, port } = new URL(at.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    await once(socket, 'connect');
    const lines = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\n${[...lines, key].join('\r\n')}\r\n\r\n`);
    return socket;
  }

  it.each(['//', '/', '/stripecli/subscribe/cliws_none', '/stripecli/subscribe/%'])(
    'are refused at %s',
    async (target) => {
      const socket = await upgrade(target);
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 400 .*Unknown WebSocket ID/s);
      socket.destroy();
    },
  );

  it('may close before they are answered', async () => {
    (await upgrade('/x')).resetAndDestroy();
    await setTimeout(200);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('may break the protocol, which ends only themselves', async () => {
    const session = await rawRequest(server, 'POST /v1/stripecli/sessions', {
      key: server.freshKey(),
      body: 'device_name=x&websocket_features[]=webhooks',
    });
    const socket = await upgrade(`/stripecli/subscribe/${session.json.websocket_id}`);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 101 /);
    socket.write(Buffer.alloc(8, 0xff));
    await once(socket, 'close');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('end when the key that requested them does', async () => {
    const production = await testServer('sqlite', { mode: 'production' });
    const { store, clock, ids } = production.services;
    const account = await openAccount(store.system, clock, ids.next('account'));
    const { key, secret } = await makeKey(
      store.account({ account: account.id, livemode: false }),
      clock,
      ids,
      {
        account: account.id,
        livemode: false,
        kind: 'secret',
        name: 'Console',
      },
    );
    const session = await rawRequest(production, 'POST /v1/stripecli/sessions', {
      key: secret,
      body: 'device_name=x&websocket_features[]=request_logs',
    });
    const target = `/stripecli/subscribe/${session.json.websocket_id}`;
    const socket = await upgrade(target, production);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 101 /);
    await expireKey(store.system, key, clock.now());
    const [closing] = await once(socket, 'data');
    expect(String(closing)).toContain('The API key has ended.');
    const again = await upgrade(target, production);
    expect(String((await once(again, 'data'))[0])).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    again.destroy();
    await production.stop();
  });
});
