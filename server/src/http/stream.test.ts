import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendEvent } from '../events/append.ts';
import { ownDoing } from '../store/store.ts';
import { engines, type TestServer, testServer } from '../testing/test-server.ts';

describe.each(engines)('the stream of events on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const open = (key: string) =>
    fetch(`${server.url}/v1/onfile/stream`, { headers: { authorization: `Bearer ${key}` } });

  /** The first `count` messages of a stream. */
  async function messages(response: Response, count: number) {
    const told: Readonly<Record<string, unknown>>[] = [];
    let text = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += part;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) told.push(JSON.parse(data));
      }
      if (told.length >= count) break;
    }
    return told;
  }

  it('reports what happens in an account from now on', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    await stripe.customers.create({ name: 'Before' });
    const response = await open(key);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const heard = messages(response, 2);
    await server.client().customers.create({ name: 'Somebody else’s' });
    const { id } = await stripe.customers.create({ name: 'Jenny' });
    await stripe.customers.update(id, { name: 'Jenny Rosen' });
    expect(await heard).toMatchObject([
      { type: 'customer.created', object: { id, object: 'customer' } },
      { type: 'customer.updated', object: { id, object: 'customer' } },
    ]);
  });

  // SQLite writes one transaction after the other.
  it.runIf(engine === 'postgres')('reports what commits after a later event', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    const { store, ids, clock } = server.services;
    const heard = messages(await open(key), 2);
    const gate = new EventEmitter();
    const numbered = once(gate, 'numbered');
    const earlier = store.account({ account, livemode: false }).write(ownDoing, async (transaction) => {
      const object = { object: 'customer', id: 'cus_earlier' };
      await appendEvent(transaction, ids, clock.now(), { type: 'customer.created', object });
      gate.emit('numbered');
      await once(gate, 'commit');
    });
    await numbered;
    const later = await stripe.customers.create();
    await expect.poll(() => stripe.events.list().then(({ data }) => data.length)).toBe(1);
    await setTimeout(100);
    gate.emit('commit');
    await earlier;
    expect(await heard).toMatchObject([{ object: { id: later.id } }, { object: { id: 'cus_earlier' } }]);
  });

  it('is for secret keys', async () => {
    expect((await open('pk_test_12345678')).status).toBe(401);
    expect((await open('nonsense')).status).toBe(401);
  });

  it('ends when the server stops', async () => {
    const other = await testServer(engine);
    const response = await fetch(`${other.url}/v1/onfile/stream`, {
      headers: { authorization: `Bearer ${other.freshKey()}` },
    });
    const ended = response.text();
    await other.stop();
    expect(await ended).toMatch(/^:/);
  });
});
