import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freshDatabase } from '@onfile/server/testing/postgres.ts';
import { engines } from '@onfile/server/testing/test-server.ts';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../cli/dist/onfile.js', import.meta.url));
const text = readFileSync(new URL('../docs/operating.md', import.meta.url), 'utf8');
const tools = ['sqlite3', 'pg_dump', 'pg_restore'];
const missing = tools.filter(
  (tool) => !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool))),
);

/** The commands of docs/operating.md, by the heading above them. */
const commands = new Map<string, string[]>();
for (const section of text.split(/^## /m).slice(1)) {
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  if (blocks.length > 0) commands.set(section.slice(0, section.indexOf('\n')), blocks);
}
const ran = new Set<string>();
/** Allows for many processes, one after the other. */
const timeout = 240_000;

const cleanUps: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A folder to work in, with `onfile` on the path. */
function machine(environment: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-operating-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'onfile'), `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`);
  chmodSync(join(bin, 'onfile'), 0o755);
  const env = {
    ...process.env,
    DATABASE_URL: '',
    ...environment,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  };
  return {
    folder,
    /** Runs one block of the page's commands. */
    follow: async (heading: string, block = 0, more: NodeJS.ProcessEnv = {}) => {
      const script = commands.get(heading)?.[block];
      if (script === undefined) throw new Error(`docs/operating.md has no commands under "${heading}".`);
      ran.add(`${heading} ${block}`);
      await promisify(execFile)('bash', ['-euc', script], { cwd: folder, env: { ...env, ...more } });
    },
    serve: (more: NodeJS.ProcessEnv = {}) => serve(folder, { ...env, ...more }),
  };
}

async function serve(folder: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--data', 'data'], {
    cwd: folder,
    env,
  });
  cleanUps.push(() => child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (printed += String(data)));
  await expect.poll(() => printed, { timeout: 30_000 }).toContain('Onfile is ready');
  const { hostname, port } = new URL(/http:\/\/[\d.:]+/.exec(printed)?.[0] ?? '');
  const stripe = new Stripe('sk_test_BQokikJOvBiI2HlWgH4olfQ2', {
    host: hostname,
    port: Number(port),
    protocol: 'http',
  });
  return { stripe, end: () => ended(child) };
}

function ended(child: ChildProcess): Promise<unknown> {
  const exit = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGTERM');
  return exit;
}

type Client = Stripe;

/** Creates a customer with a saved card, and an authorization that is not captured yet. */
async function trade(stripe: Client) {
  const customer = await stripe.customers.create({ name: 'Jenny Rosen' });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const held = await stripe.paymentIntents.create({
    ...{ amount: 900, currency: 'usd', confirm: true, off_session: true, capture_method: 'manual' },
    customer: customer.id,
    payment_method: card.id,
  });
  return { customer: customer.id, card: card.id, held: held.id };
}

/** Checks that what was saved still works: charges the card, and captures what the network held. */
async function goOn(stripe: Client, { customer, card, held }: Awaited<ReturnType<typeof trade>>) {
  const charge = { amount: 2400, currency: 'usd', confirm: true, off_session: true };
  const paid = await stripe.paymentIntents.create({ ...charge, customer, payment_method: card });
  expect(paid.status).toBe('succeeded');
  expect((await stripe.paymentIntents.capture(held)).status).toBe('succeeded');
}

describe.runIf(missing.length === 0)('what docs/operating.md says', { timeout }, () => {
  it('backs SQLite up beside a server and restores it', async () => {
    const { folder, follow, serve: start } = machine();
    const first = await start();
    const traded = await trade(first.stripe);
    await follow('SQLite: back up', 0);
    const lost = await first.stripe.customers.create();
    await first.end();
    await follow('SQLite: back up', 1);
    expect(existsSync(join(folder, 'backup-of-stopped', 'onfile.db'))).toBe(true);
    await follow('SQLite: restore');
    const restored = await start();
    await goOn(restored.stripe, traded);
    await expect(restored.stripe.customers.retrieve(lost.id)).rejects.toThrow('No such customer');
    await restored.end();
    await follow('Upgrade');
    const upgraded = await start();
    await upgraded.stripe.customers.update(traded.customer, { name: 'Jenny of tomorrow' });
    await upgraded.end();
    await follow('Roll back');
    const rolledBack = await start();
    expect(await rolledBack.stripe.customers.retrieve(traded.customer)).toMatchObject({
      name: 'Jenny Rosen',
    });
    await rolledBack.end();
  });

  it.runIf(engines.includes('postgres'))('backs PostgreSQL up beside a server and restores it', async () => {
    const [database, other] = [await freshDatabase(), await freshDatabase()];
    cleanUps.push(
      () => database.drop(),
      () => other.drop(),
    );
    const { follow, serve: start } = machine({ DATABASE_URL: database.url });
    const first = await start();
    const traded = await trade(first.stripe);
    await follow('PostgreSQL: back up');
    await first.end();
    await follow('PostgreSQL: restore', 0, { RESTORED_URL: other.url });
    const restored = await start({ DATABASE_URL: other.url });
    await goOn(restored.stripe, traded);
    await restored.end();
  });

  it.runIf(engines.includes('postgres'))('is all run by these tests, command by command', () => {
    const all = [...commands].flatMap(([heading, blocks]) => blocks.map((_, index) => `${heading} ${index}`));
    expect([...ran].sort()).toEqual(all.sort());
  });
});
