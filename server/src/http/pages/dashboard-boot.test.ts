import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../testing/test-server.ts';
import { newestVersion } from '../../versions/version.ts';

describe('the dashboard’s start in development mode', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  /** `fetch` does not let callers set `Host`. */
  function bootOf(headers: Readonly<Record<string, string>> = {}): Promise<{ sandboxes: { key: string }[] }> {
    return new Promise((resolve, reject) => {
      request(`${server.url}/dashboard/boot`, { headers }, (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve(JSON.parse(text)));
      })
        .on('error', reject)
        .end();
    });
  }

  it('lists the sandboxes that were used', async () => {
    const [one, two] = [server.freshKey(), server.freshKey()];
    const account = await server.client({ key: one }).accounts.retrieveCurrent();
    await server.client({ key: two }).customers.create({});
    const boot = await bootOf();
    expect(boot).toMatchObject({
      mode: 'development',
      version: newestVersion,
      user: null,
      accounts_ready: true,
      sandboxes: expect.arrayContaining([
        { key: one, account: account.id, name: 'New business', created: account.created },
        expect.objectContaining({ key: two }),
      ]),
    });
  });

  it.each([{ host: 'evil.example' }, { 'x-forwarded-for': '192.0.2.1' }])(
    'gives no key to anyone who is not on this machine (%j)',
    async (headers) => {
      expect(await bootOf(headers)).toMatchObject({ mode: 'development', sandboxes: [] });
    },
  );
});
