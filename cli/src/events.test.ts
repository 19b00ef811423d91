import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Receiver } from '@onfile/server/testing/receiver.ts';
import { type TestServer, testServer } from '@onfile/server/testing/test-server.ts';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fixtures } from './fixtures.ts';

const command = fileURLToPath(new URL('../dist/onfile.js', import.meta.url));

/** A running command, and what it has printed so far. */
class Running {
  output = '';
  readonly ended: Promise<unknown>;
  readonly child: ChildProcess;

  constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = once(this.child, 'exit');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  prints(text: string | RegExp) {
    return vi.waitFor(() => expect(this.output).toMatch(text), 15_000);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGINT');
    await this.ended;
  }
}

describe('the commands about events', () => {
  let server: TestServer;
  let key: string;
  let stripe: Stripe;
  let receiver: Receiver;
  beforeAll(async () => {
    server = await testServer();
    key = server.freshKey();
    stripe = server.client({ key });
    receiver = await Receiver.start();
  });
  afterAll(async () => {
    await server.stop();
    await receiver.stop();
  });

  const flags = () => ['--api-base', server.url, '--api-key', key];
  async function onfile(...args: string[]): Promise<string> {
    const running = new Running([...args, ...flags()]);
    await running.ended;
    return running.output;
  }

  it('onfile listen forwards events as they happen, under a secret that stays the same', async () => {
    const args = ['listen', '--forward-to', receiver.url, '--events', 'customer.created', '--device', 'test'];
    const listening = new Running([...args, ...flags()]);
    await listening.prints('Ready! Your webhook signing secret is whsec_');
    const secret = /whsec_\w+/.exec(listening.output)?.[0] ?? '';
    const customer = await stripe.customers.create({ name: 'Jenny' });
    await stripe.products.create({ name: 'T-shirt' });
    await listening.prints(/<-- {2}\[200\] POST/);
    expect(listening.output).toContain('--> customer.created [evt_');
    expect(receiver.received).toHaveLength(1);
    const [got] = receiver.received;
    const event = stripe.webhooks.constructEvent(
      got?.body ?? '',
      String(got?.headers['stripe-signature']),
      secret,
    );
    expect(event.data.object).toMatchObject({ id: customer.id });
    await listening.stop();
    expect(await onfile('listen', '--device', 'test', '--print-secret')).toBe(`${secret}\n`);
  });

  it('onfile events resend delivers an event again', async () => {
    const endpoint = await stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['product.created'],
    });
    await stripe.products.create({ name: 'T-shirt' });
    const before = receiver.received.length;
    await vi.waitFor(() => expect(receiver.types.at(-1)).toBe('product.created'));
    const id = JSON.parse(receiver.received.at(-1)?.body ?? '').id;
    expect(JSON.parse(await onfile('events', 'resend', id, '--webhook-endpoint', endpoint.id)).id).toBe(id);
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThanOrEqual(before + 1));
    expect(await onfile('events', 'resend', 'evt_none')).toContain("No such event: 'evt_none'");
    await stripe.webhookEndpoints.del(endpoint.id);
  });

  it('onfile listen exits if it cannot work', async () => {
    expect(await onfile('listen', '--events', 'customer.sneezed')).toContain('customer.sneezed');
    expect(await onfile('listen', '--forward-to', 'http://[')).toContain('is not a server address');
  });

  it('onfile faults makes API calls fail', async () => {
    const set = await onfile(
      'faults',
      'set',
      '--api',
      '429 POST /v1/customers times=1',
      '--api',
      '503 /v1/x',
    );
    expect(JSON.parse(set)).toMatchObject({
      api: [
        { status: 429, method: 'POST', path: '/v1/customers', rate: 1, times: 1 },
        { status: 503, method: null, path: '/v1/x', rate: 1, times: null },
      ],
    });
    await expect(stripe.customers.create()).rejects.toMatchObject({ statusCode: 429 });
    expect(await stripe.customers.create()).toMatchObject({ object: 'customer' });
    expect(await onfile('faults', 'set', '--api', '429 sometimes')).toContain('sometimes is not understood');
    expect(JSON.parse(await onfile('faults', 'set', '--api', 'off'))).toMatchObject({ api: [] });
  });

  it('onfile logs tail prints requests, and filters them', async () => {
    const tailing = new Running(['logs', 'tail', '--filter-http-method', 'POST', ...flags()]);
    await tailing.prints('Ready!');
    await vi.waitFor(async () => {
      await stripe.customers.list();
      await stripe.customers.create();
      expect(tailing.output).toMatch(/\[200\] POST \/v1\/customers \[req_\w+\]/);
    }, 15_000);
    expect(tailing.output).not.toContain('GET');
    tailing.child.kill('SIGKILL');
    await tailing.ended;
  });

  it.each(Object.keys(fixtures))('onfile trigger %s makes it happen', async (type) => {
    const own = server.freshKey();
    const running = new Running(['trigger', type, '--api-base', server.url, '--api-key', own]);
    await running.ended;
    expect(running.output).toContain('Trigger succeeded!');
    const { data } = await server.client({ key: own }).events.list({ limit: 100 });
    expect(data.map((event): string => event.type)).toContain(type);
  });

  it('onfile trigger accepts other values, and says what it cannot do', async () => {
    expect(await onfile('trigger', 'customer.created', '--override', 'customer:name=Ann Other')).toContain(
      'succeeded',
    );
    const [customer] = (await stripe.customers.list({ limit: 1 })).data;
    expect(customer?.name).toBe('Ann Other');
    expect(await onfile('trigger', 'customer.sneezed')).toContain('cannot be triggered');
    expect(await onfile('trigger', 'customer.created', '--override', 'product:name=Hat')).toContain(
      'customer.created has no step product. Its steps are: customer.',
    );
    expect(await onfile('trigger', 'customer.created', '--override', 'name=Ann')).toContain(
      'write it as customer:name=Ann',
    );
  });
});
