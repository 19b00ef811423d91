import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../dist/onfile.js', import.meta.url));

interface Run {
  readonly process: ChildProcess;
  /** All that was printed so far. */
  output(): string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'onfile-cli-'));
  cleanUps.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Run {
  let printed = '';
  const child = spawn(process.execPath, [command, ...args], {
    cwd: tmpdir(),
    env: { ...process.env, DATABASE_URL: '', ...environment },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (printed += String(data)));
  cleanUps.push(() => child.kill('SIGKILL'));
  return {
    process: child,
    output: () => printed,
    ended: new Promise((resolve) => child.on('exit', (code) => resolve(code))),
  };
}

async function serve(data: string, more: readonly string[] = []): Promise<Run & { url: string }> {
  const running = run(['serve', '--port', '0', '--data', data, ...more]);
  await expect.poll(running.output, { timeout: 20_000 }).toContain('Onfile is ready');
  return { ...running, url: /http:\/\/[\d.:]+/.exec(running.output())?.[0] ?? '' };
}

function client(url: string, key = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2'): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries: 0 });
}

describe('onfile serve', () => {
  it('prints where it is, drains on SIGTERM, and finds its state again', async () => {
    const data = folder();
    const first = await serve(data);
    expect(first.output()).toContain('sk_test_BQokikJOvBiI2HlWgH4olfQ2');
    for (const file of readdirSync(data)) {
      expect([file, (statSync(join(data, file)).mode & 0o777).toString(8)]).toEqual([file, '600']);
    }
    const { id } = await client(first.url).customers.create({ name: 'Jenny Rosen' });
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = await serve(data);
    expect(await client(second.url).customers.retrieve(id)).toMatchObject({ name: 'Jenny Rosen' });
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${second.url}/v3/`)).text()).toContain('__privateStripeFrame');
  });

  it('loses no answered write when it is killed', async () => {
    const data = folder();
    const first = await serve(data);
    const stripe = client(first.url);
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) => stripe.customers.create({ name: `${index}` })),
    );
    first.process.kill('SIGKILL');
    await first.ended;
    const second = await serve(data);
    const found = await client(second.url).customers.list({ limit: 100 });
    expect(new Set(found.data.map(({ id }) => id))).toEqual(new Set(made.map(({ id }) => id)));
  });

  it('says in one line that a port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    cleanUps.push(() => taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const data = folder();
    const running = run(['serve', '--port', String(port), '--data', data]);
    expect(await running.ended).toBe(1);
    expect(readdirSync(data)).toEqual([]);
    expect(running.output()).toBe(
      `onfile: Port ${port} on 127.0.0.1 is taken. Choose another with --port.\n`,
    );
  });

  it('says in one line that the data folder cannot be written', async () => {
    const running = run(['serve', '--port', '0', '--data', '/dev/null/onfile']);
    expect(await running.ended).toBe(1);
    expect(running.output()).toBe(
      'onfile: The data folder /dev/null/onfile cannot be written. Choose another with --data or ONFILE_DATA.\n',
    );
  });

  it('takes settings from the environment, and refuses wrong ones', async () => {
    const running = run(['serve', '--data', folder()], { ONFILE_PORT: 'many' });
    expect(await running.ended).toBe(1);
    expect(running.output()).toMatch(/^onfile: ONFILE_PORT \(--port\) is "many"/);
  });
});

describe('onfile keys', () => {
  it('issues the keys that production mode takes', async () => {
    const data = folder();
    const environment = {
      ONFILE_MODE: 'production',
      ONFILE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    };
    expect(await run(['init', '--data', data], environment).ended).toBe(0);
    const creating = run(['keys', 'create', '--account', 'acct_shop', '--data', data], environment);
    expect(await creating.ended).toBe(0);
    const [key = ''] = creating.output().split('\n');
    const running = run(['serve', '--port', '0', '--data', data], environment);
    await expect.poll(running.output, { timeout: 20_000 }).toContain('Onfile is ready');
    const url = /http:\/\/[\d.:]+/.exec(running.output())?.[0] ?? '';
    expect(await client(url, key).customers.create({})).toMatchObject({ object: 'customer' });
    await expect(client(url).customers.create({})).rejects.toMatchObject({ statusCode: 401 });
    const listing = run(['keys', 'list', '--data', data], environment);
    await listing.ended;
    expect(listing.output()).toContain('acct_shop');
    expect(listing.output()).not.toContain(key);
  });
});

it('onfile --help tells what there is', async () => {
  const running = run(['--help']);
  expect(await running.ended).toBe(0);
  expect(running.output()).toMatch(/serve[\s\S]*dev[\s\S]*keys[\s\S]*Examples:/);
});
