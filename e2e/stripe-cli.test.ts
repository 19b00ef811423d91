import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Receiver } from '@onfile/server/testing/receiver.ts';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** The official binary, from this platform's package; null if npm has installed none. */
function findCli(): string | null {
  try {
    const name = `@stripe/cli-${process.platform}-${process.arch}`;
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const file = join(folder, 'bin', 'stripe');
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

const cli = findCli();
/** Colours and the like. */
const terminalCodes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

describe.skipIf(cli === null)('the official Stripe CLI', () => {
  let server: TestServer;
  let key: string;
  const home = mkdtempSync(join(tmpdir(), 'stripe-cli-'));
  beforeAll(async () => {
    server = await testServer();
    key = server.freshKey();
  });
  afterAll(() => server.stop());

  const environment = () => ({ HOME: home, STRIPE_API_KEY: key, STRIPE_CLI_TELEMETRY_OPTOUT: '1' });

  async function stripe(...given: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(cli ?? '', [...given, '--api-base', server.url], {
      env: environment(),
    });
    return stdout;
  }

  it('creates, reads, changes and deletes', async () => {
    const made = JSON.parse(
      await stripe('customers', 'create', '--name', 'Jenny Rosen', '-d', 'metadata[a]=1'),
    );
    expect(made).toMatchObject({ object: 'customer', name: 'Jenny Rosen', metadata: { a: '1' } });
    const text = await stripe('get', `/v1/customers/${made.id}`);
    expect(text).toContain('\n  "name": "Jenny Rosen"');
    const renamed = await stripe('post', `/v1/customers/${made.id}`, '-d', 'name=Jenny');
    expect(JSON.parse(renamed)).toMatchObject({ name: 'Jenny' });
    const gone = await stripe('customers', 'delete', made.id, '--confirm');
    expect(gone).toContain('"deleted": true');
  });

  /** Runs a command that keeps running; resolves to its output once it shows all of the words. */
  async function staying(
    given: readonly string[],
    words: readonly string[],
    meanwhile: () => Promise<unknown>,
  ) {
    const child = spawn(cli ?? '', [...given, '--api-base', server.url], { env: environment() });
    let output = '';
    let begun = false;
    const shown = new Promise<string>((resolve, reject) => {
      const hear = (data: Buffer) => {
        output += data.toString('utf8').replaceAll(terminalCodes, '');
        if (output.includes('Ready!') && !begun) {
          begun = true;
          meanwhile().catch(reject);
        }
        if (words.every((word) => output.includes(word))) resolve(output);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('exit', () => reject(new Error(`The CLI ended with: ${output}`)));
    });
    try {
      return await shown;
    } finally {
      if (child.exitCode === null) {
        child.kill();
        await once(child, 'exit');
      }
    }
  }

  it('listens, forwards events with a valid signature, and keeps its secret', async () => {
    const receiver = await Receiver.start();
    const client = server.client({ key });
    const output = await staying(
      ['listen', '--all-snapshot', '--forward-to', receiver.url],
      ['--> customer.created', `<--  [200] POST ${receiver.url}`],
      () => client.customers.create({ name: 'Jenny Rosen' }),
    );
    const secret = /whsec_\w+/.exec(output)?.[0] ?? '';
    const [got] = receiver.received;
    const event = client.webhooks.constructEvent(
      got?.body ?? '',
      String(got?.headers['stripe-signature']),
      secret,
    );
    expect(event.type).toBe('customer.created');
    await vi.waitFor(async () =>
      expect(await client.events.retrieve(event.id)).toMatchObject({ pending_webhooks: 0 }),
    );
    const again = await staying(['listen'], ['--> product.created'], () =>
      client.products.create({ name: 'Mug' }),
    );
    expect(again).toContain(secret);
    await receiver.stop();
  });

  it('tails the log', async () => {
    await staying(['logs', 'tail'], ['[200] POST', '/v1/customers', '[400] POST', '/v1/prices'], async () => {
      await stripe('customers', 'create');
      await stripe('prices', 'create').catch(() => null);
    });
  });

  it.each([
    'charge.captured',
    'charge.dispute.closed',
    'charge.dispute.created',
    'charge.dispute.updated',
    'charge.failed',
    'charge.refund.updated',
    'charge.refunded',
    'charge.succeeded',
    'checkout.session.completed',
    'checkout.session.expired',
    'customer.created',
    'customer.deleted',
    'customer.updated',
    'payment_intent.amount_capturable_updated',
    'payment_intent.canceled',
    'payment_intent.created',
    'payment_intent.payment_failed',
    'payment_intent.requires_action',
    'payment_intent.succeeded',
    'payment_method.attached',
    'payment_method.detached',
    'price.created',
    'price.updated',
    'product.created',
    'product.deleted',
    'product.updated',
    'setup_intent.canceled',
    'setup_intent.created',
    'setup_intent.setup_failed',
    'setup_intent.succeeded',
  ])('triggers %s', async (type) => {
    key = server.freshKey();
    expect(await stripe('trigger', type)).toContain('Trigger succeeded!');
    const { data } = await server.client({ key }).events.list({ limit: 100 });
    expect(data.map((event) => event.type)).toContain(type);
  });
});
