import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { manageKeys } from '../commands/manage-keys.ts';
import { ConfigError, readConfig } from '../config/config.ts';
import { start } from '../main.ts';

const data = mkdtempSync(join(tmpdir(), 'onfile-hold-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

it('a SQLite folder has one server at a time; commands work beside it, and the next server starts once it has stopped', async () => {
  const config = readConfig({ port: 0, host: '127.0.0.1', data, logLevel: 'error' }, {});
  const first = await start(config);
  const refused = await start(config).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ConfigError);
  expect(refused).toMatchObject({
    message: expect.stringMatching(/^Another Onfile server works in the data folder .*$/),
  });
  expect((await fetch(`${first.url}/v1/customers`)).status).toBe(401);
  expect(await manageKeys(config, { action: 'list' })).toHaveLength(1);
  await first.stop();
  const next = await start(config);
  await next.stop();
}, 60_000);
