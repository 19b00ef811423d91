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
  /** Everything printed so far. */
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

function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  program: string = process.execPath,
): Run {
  let printed = '';
  const child = spawn(program, program === process.execPath ? [command, ...args] : args, {
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
  it('prints its address, drains on SIGTERM, and finds its state again', async () => {
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

  it('loses no answered write when killed', async () => {
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

  it('stops in time even if an endpoint does not answer', async () => {
    const first = await serve(folder());
    let told = 0;
    const silent = createServer(() => {
      told += 1;
    }).listen(0, '127.0.0.1');
    cleanUps.push(() => {
      silent.close();
      silent.closeAllConnections();
    });
    await new Promise((resolve) => silent.once('listening', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const stripe = client(first.url);
    await stripe.webhookEndpoints.create({ url, enabled_events: ['customer.created'] });
    await stripe.customers.create();
    await expect.poll(() => told, { timeout: 20_000 }).toBe(1);
    first.process.kill('SIGTERM');
    // 1 if time ran out before everything was finished.
    expect(await first.ended).toBe(0);
  });

  it('is not ready while the disk is full, and keeps everything it answered', async () => {
    const data = folder();
    const limited = run(
      [
        '-c',
        'ulimit -f 6000; exec "$@"',
        'bash',
        process.execPath,
        command,
        'serve',
        '--port',
        '0',
        '--data',
        data,
      ],
      {},
      'bash',
    );
    await expect.poll(limited.output, { timeout: 20_000 }).toContain('Onfile is ready');
    const url = /http:\/\/[\d.:]+/.exec(limited.output())?.[0] ?? '';
    const status = async (path: string) => (await fetch(`${url}${path}`)).status;
    expect(await status('/readyz')).toBe(200);
    const stripe = client(url);
    const made: string[] = [];
    const description = 'x'.repeat(400);
    const metadata = Object.fromEntries(Array.from({ length: 40 }, (_, key) => [`key${key}`, description]));
    const make = () => stripe.customers.create({ metadata }).then(({ id }) => made.push(id));
    const fill = async () => {
      for (;;) await make();
    };
    await expect(fill()).rejects.toMatchObject({ statusCode: 503, type: 'StripeAPIError' });
    await expect.poll(() => status('/readyz'), { timeout: 20_000 }).toBe(503);
    expect(await status('/healthz')).toBe(200);
    limited.process.kill('SIGTERM');
    await limited.ended;
    const found: string[] = [];
    for await (const { id } of client((await serve(data)).url).customers.list({ limit: 100 })) found.push(id);
    expect(found).toEqual(expect.arrayContaining(made));
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

it('onfile logs tail says when it waits, and when it is ready', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const url = `http://127.0.0.1:${port}`;
  const tail = run(['logs', 'tail', '--api-base', url]);
  await expect.poll(tail.output, { timeout: 20_000 }).toBe(`Waiting for ${url}, which does not answer …\n`);
  const server = await serve(folder(), ['--port', String(port)]);
  await expect.poll(tail.output, { timeout: 20_000 }).toContain('Ready!');
  await client(url).customers.create();
  await expect.poll(tail.output, { timeout: 20_000 }).toMatch(/\[200\] POST \/v1\/customers/);
  server.process.kill('SIGKILL');
  await expect.poll(() => tail.output().split('Waiting for').length, { timeout: 20_000 }).toBe(3);
});

describe('onfile keys', () => {
  it('issues the keys that production mode accepts', async () => {
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

it('onfile --help lists the commands', async () => {
  const running = run(['--help']);
  expect(await running.ended).toBe(0);
  expect(running.output()).toMatch(/serve[\s\S]*dev[\s\S]*keys[\s\S]*Examples:/);
});
