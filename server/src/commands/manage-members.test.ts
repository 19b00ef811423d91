import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../config/config.ts';
import { DashboardBrowser, owner, password, tokenOf } from '../testing/dashboard.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';
import { manageMembers } from './manage-members.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer('sqlite', { mode: 'production' });
});
afterAll(() => server.stop());

const config = () => readConfig({ data: server.folder, mode: 'production' }, {});

it('lets anyone with access to the machine back in, beside the running server', async () => {
  await expect(
    manageMembers(config(), {
      action: 'invite',
      email: 'jenny@example.com',
      role: 'owner',
      account: undefined,
    }),
  ).rejects.toThrow('There is no account yet');
  const jenny = await owner(server);
  const invite = {
    action: 'invite',
    email: 'Jenny@example.com',
    role: 'owner',
    account: undefined,
  } as const;
  await expect(manageMembers(config(), invite)).rejects.toThrow('is already a member');
  expect(await manageMembers(config(), { action: 'list' })).toEqual([
    expect.stringMatching(/^jenny@example\.com {2}Jenny Rosen {2}owner {2}acct_1/),
  ]);
  await manageMembers(config(), { action: 'remove', email: 'jenny@example.com' });
  expect((await jenny.api('GET /v1/account')).status).toBe(401);
  const [link = ''] = await manageMembers(config(), invite);
  // The command knows where the server is, though nobody has told it.
  expect(link).toMatch(new RegExp(`^${server.url}/dashboard/invitation\\?token=`));
  const again = new DashboardBrowser(server);
  const joining = { token: tokenOf(link), name: 'Jenny Rosen', password };
  expect((await again.auth('POST /invitation', joining)).status).toBe(200);
  expect((await again.boot()).json).toMatchObject({ user: { email: 'jenny@example.com', role: 'owner' } });
  await expect(manageMembers(config(), { action: 'remove', email: 'nobody@example.com' })).rejects.toThrow(
    'There is no member',
  );
});
