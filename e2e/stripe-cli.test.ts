import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The official binary, from the package of this platform; null where npm has installed none. */
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

describe.skipIf(cli === null)('the official Stripe CLI', () => {
  let server: TestServer;
  let key: string;
  const home = mkdtempSync(join(tmpdir(), 'stripe-cli-'));
  beforeAll(async () => {
    server = await testServer();
    key = server.freshKey();
  });
  afterAll(() => server.stop());

  async function stripe(...given: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(cli ?? '', [...given, '--api-base', server.url], {
      env: { HOME: home, STRIPE_API_KEY: key, STRIPE_CLI_TELEMETRY_OPTOUT: '1' },
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
