import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';
import { dropRequestLogs } from './request-log.ts';

describe.each(engines)('the request log on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('drops what is old, and all but the newest', async () => {
    const stripe = server.client();
    const kept = async () => {
      const page: { data: { path: string }[] } = Object(
        await stripe.rawRequest('GET', '/v1/onfile/request_logs'),
      );
      return page.data.map(({ path }) => path);
    };
    const { system } = server.services.store;
    for (const id of ['cus_1', 'cus_2', 'cus_3', 'cus_4'])
      await stripe.customers.retrieve(id).catch(() => {});
    expect(await kept()).toEqual(['cus_4', 'cus_3', 'cus_2', 'cus_1'].map((id) => `/v1/customers/${id}`));
    await dropRequestLogs(system, 0, 2);
    expect(await kept()).toEqual(['/v1/customers/cus_4', '/v1/customers/cus_3']);
    await dropRequestLogs(system, server.clock.now() + 10, 2);
    expect(await kept()).toEqual([]);
  });
});
