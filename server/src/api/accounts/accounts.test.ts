import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../testing/test-server.ts';

describe('the account', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('is the caller’s own, and no other is visible', async () => {
    const [mine, theirs] = [server.client(), server.client()];
    const account = await mine.accounts.retrieveCurrent();
    expect(account).toMatchObject({
      id: expect.stringMatching(/^acct_1[A-Za-z0-9]{15}$/),
      object: 'account',
      charges_enabled: true,
      country: 'US',
      default_currency: 'usd',
    });
    expect(await mine.accounts.retrieve(account.id)).toMatchObject({ id: account.id });
    await expect(theirs.accounts.retrieve(account.id)).rejects.toMatchObject({ statusCode: 404 });
  });
});
