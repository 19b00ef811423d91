import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initStore } from '@onfile/server/commands/init-store.ts';
import { readConfig } from '@onfile/server/config/config.ts';
import { takePort } from '@onfile/server/http/take-port.ts';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import type { Command } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProgram, withImplied } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'onfile-program-'));
const data = join(folder, 'data');
const nowhere = await closedAddress();
let server: TestServer;
beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', '');
  await initStore(readConfig({ data }, {}));
  server = await testServer();
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An address where nothing listens. */
async function closedAddress(): Promise<string> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  taken.close();
  return `http://127.0.0.1:${port}`;
}

/** Runs a command in this process; returns what it printed and whether it failed. */
async function run(...words: readonly string[]): Promise<{ said: string; failed: boolean }> {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => printed.push(String(line)));
  vi.spyOn(console, 'error').mockImplementation((line) => printed.push(String(line)));
  const program = createProgram();
  const prepare = (command: Command): void => {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => printed.push(text), writeErr: (text) => printed.push(text) });
    command.commands.forEach(prepare);
  };
  prepare(program);
  const thrown = await program.parseAsync(withImplied(words), { from: 'user' }).then(
    () => false,
    () => true,
  );
  return { said: printed.join('\n'), failed: thrown || process.exitCode === 1 };
}

describe('mistakes are named', () => {
  const keys = ['keys', 'create', '--data', data];
  it.each<[string, readonly string[]]>([
    ["unknown command 'serv'\n(Did you mean serve?)", ['serv']],
    ["unknown command 'advnce'", ['clock', 'advnce', '8d']],
    ["unknown command 'sett'", ['faults', 'sett']],
    [
      '--permissions nope:write is none of',
      [...keys, '--account', 'acct_a', '--kind', 'restricted', '--permissions', 'nope:write'],
    ],
    ['A restricted key needs --permissions', [...keys, '--account', 'acct_a', '--kind', 'restricted']],
    [
      '--permissions are for a key of --kind restricted',
      [...keys, '--account', 'acct_a', '--permissions', 'customers:read'],
    ],
    ['without empty parts', [...keys, '--account', 'acct_a', '--permissions', 'customers:read,']],
    ['--account shop is not an account id', [...keys, '--account', 'shop']],
    ['up to 100 characters', [...keys, '--account', 'acct_a', '--name', 'x'.repeat(101)]],
    ['a number from 0 to 720', ['keys', 'roll', 'sk', '--overlap-hours', 'many', '--data', data]],
    ['--email x is not an e-mail address', ['members', 'invite', '--email', 'x', '--data', data]],
    ['--email x is not an e-mail address', ['members', 'remove', '--email', 'x', '--data', data]],
    [
      'There is no account acct_none',
      ['members', 'invite', '--email', 'a@b.co', '--account', 'acct_none', '--data', data],
    ],
    [
      'file none of --new-master-key-file does not exist',
      ['vault', 'rewrap', '--new-master-key-file', 'none', '--data', data],
    ],
    ['Allowed choices are default, JSON', ['logs', 'tail', '--format', 'xml']],
    ['4xx is not an HTTP status', ['logs', 'tail', '--filter-status-code', '402,4xx']],
    ['FETCH is not GET, POST or DELETE', ['logs', 'tail', '--filter-http-method', 'fetch']],
    ['v1/customers is not a path', ['logs', 'tail', '--filter-request-path', 'v1/customers']],
    ['bad is not a header', ['listen', '--headers', 'bad']],
    ['a b: c is not a header', ['listen', '--headers', 'a b: c']],
    ['It is not a server address', ['listen', '--forward-to', 'ftp://localhost/hook']],
    ['It is not a server address', ['listen', '--forward-to', 'http://']],
    ['without empty parts', ['listen', '--events', '']],
    ['Write it as http://127.0.0.1:12111', ['clock', '--api-base', 'localhost:12111']],
    ['a number from 0 to 65535', ['dev', '--shop-port', 'many']],
    ['ONFILE_PORT (--port) is "many"', ['serve', '--port', 'many']],
    ['ONFILE_PORT (--port) is "many"', ['--port', 'many']],
    ['none.json (ONFILE_CONFIG, --config) does not exist', ['keys', 'list', '--config', 'none.json']],
    [`No server answers at ${nowhere}.`, ['clock', '--api-base', `${nowhere}/`]],
    [`No server answers at ${nowhere}.`, ['trigger', 'customer.created', '--api-base', nowhere]],
    [`No server answers at ${nowhere}.`, ['events', 'resend', 'evt_1', '--api-base', nowhere]],
  ])('%s', async (message, words) => {
    const { said, failed } = await run(...words);
    expect(said).toContain(message);
    expect(failed).toBe(true);
  });

  it('a folder without a database, which none of these commands creates', async () => {
    const none = join(folder, 'dta');
    for (const words of [
      ['keys', 'list'],
      ['members', 'list'],
      ['vault', 'rotate'],
    ]) {
      expect(await run(...words, '--data', none)).toEqual({
        said: `onfile: There is no Onfile database in ${none}. Name its folder with --data or ONFILE_DATA, or create one with \`onfile init\`.`,
        failed: true,
      });
    }
    expect(existsSync(none)).toBe(false);
  });
});

it('correct input is taken as it is meant', async () => {
  const apiBase = `${server.url}/`;
  expect(await run('clock', '--api-base', apiBase)).toMatchObject({ failed: false });
  expect((await run('faults', '--api-base', apiBase)).said).toContain('"latency_ms"');
  const made = await run(
    ...['keys', 'create', '--data', data, '--account', 'acct_shop', '--kind', 'restricted'],
    ...['--permissions', 'customers:read, charges:read'],
  );
  expect(made.said).toMatch(/^rk_test_/);
});

it('a server that is starting has refused nothing', async () => {
  const starting = await takePort('127.0.0.1', 0);
  expect(await run('clock', '--api-base', starting.url)).toMatchObject({
    said: expect.stringContaining(`${starting.url} cannot answer right now: The server is starting`),
    failed: true,
  });
  await starting.close();
});

it('what answers without being an Onfile server is not taken for one', async () => {
  const page = `${server.url}/dashboard`;
  expect((await run('clock', '--api-base', page)).said).toContain(
    `What answers at ${page} is not an Onfile server`,
  );
});
