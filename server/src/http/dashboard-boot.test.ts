import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../testing/test-server.ts';
import { newestVersion } from '../versions/version.ts';

describe('the dashboard’s start in development mode', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  /** `fetch` does not let a `Host` be chosen. */
  function boot(headers: Readonly<Record<string, string>> = {}): Promise<{ sandboxes: { key: string }[] }> {
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

  it('knows the documentation’s sandbox from the beginning', async () => {
    expect(await boot()).toMatchObject({
      mode: 'development',
      version: newestVersion,
      user: null,
      accounts_ready: true,
      sandboxes: [{ key: 'sk_test_BQokikJOvBiI2HlWgH4olfQ2', name: 'New business' }],
    });
  });

  it('knows the sandboxes that were used, the last one first', async () => {
    const [one, two] = [server.freshKey(), server.freshKey()];
    const account = await server.client({ key: one }).accounts.retrieveCurrent();
    await server.client({ key: two }).customers.create({});
    const { sandboxes } = await boot();
    expect(sandboxes.slice(0, 2)).toMatchObject([
      { key: two },
      { key: one, account: account.id, created: account.created },
    ]);
  });

  it.each([{ host: 'evil.example' }, { 'x-forwarded-for': '192.0.2.1' }])(
    'tells no key to who is not on this machine (%j)',
    async (headers) => {
      expect(await boot(headers)).toMatchObject({ mode: 'development', sandboxes: [] });
    },
  );
});
