import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../testing/test-server.ts';

describe('a dashboard with an origin of its own', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer('sqlite', {
      mode: 'production',
      publicUrl: 'https://pay.example.com',
      dashboardUrl: 'https://dashboard.example.com',
    });
  });
  afterAll(() => server.stop());

  const get = (host: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
    new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
      request(`${server.url}${path}`, { headers: { host, ...headers } }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, location: response.headers.location });
      })
        .on('error', reject)
        .end();
    });

  it.each([
    ['dashboard.example.com', '/dashboard/boot', 200],
    ['dashboard.example.com', '/v1/customers', 401],
    ['dashboard.example.com', '/v3/', 404],
    ['dashboard.example.com', '/c/pay/cs_test_1', 404],
    ['pay.example.com', '/v1/customers', 401],
    ['pay.example.com', '/healthz', 200],
  ])('%s%s answers %i', async (host, path, status) => {
    expect((await get(host, path)).status).toBe(status);
  });

  it('is where every other address redirects to', async () => {
    expect(await get('pay.example.com', '/dashboard/logs/req_1?t=1')).toEqual({
      status: 308,
      location: 'https://dashboard.example.com/dashboard/logs/req_1?t=1',
    });
  });

  it('accepts its members only from there', async () => {
    const from = (origin: string) =>
      get('dashboard.example.com', '/v1/customers', { 'onfile-dashboard': '1', origin });
    expect((await from('https://pay.example.com')).status).toBe(403);
    expect((await from('https://dashboard.example.com')).status).toBe(401);
  });
});
