import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { attempts } from '../../resources/attempts/attempts.ts';
import { paymentMoves } from '../../resources/attempts/payment-moves.ts';
import { charges } from '../../resources/charges/table.ts';
import { amountsOfSession } from '../../resources/checkout-sessions/amounts.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { customers } from '../../resources/customers/table.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { refunds } from '../../resources/refunds/table.ts';
import { setupAttempts } from '../../resources/setup-attempts/table.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { ownDoing } from '../../store/store.ts';
import { holdable } from '../../testing/held-network.ts';
import { type Change, changes } from '../../testing/in-flight-changes.ts';
import { type Operation, operations } from '../../testing/in-flight-operations.ts';
import { type Answer, ofPage, type Scene, type Send } from '../../testing/in-flight-scene.ts';
import { networkBalance } from '../../testing/network-books.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const cells = Object.entries(operations).flatMap(([operationName, operation]) =>
  Object.entries(changes)
    .filter(([, { needs }]) => needs.every((thing) => operation.offers.includes(thing)))
    .map(([changeName, change]) => [operationName, changeName, operation, change] as const),
);

/** Whether a call was refused because of an attempt in flight. */
function isHeld({ status, body }: Answer): boolean {
  const { code, message } = errorOf(body);
  return (
    code === 'lock_timeout' || (status === 400 && /being processed|being set up|of processing/.test(message))
  );
}

function endedWell({ status, body }: Answer): boolean {
  if (status >= 400) return false;
  const end = String(body.redirect_status ?? body.status ?? 'succeeded');
  return ['succeeded', 'complete', 'requires_capture', 'canceled'].includes(end);
}

function errorOf({ error }: Answer['body']): { readonly code: string; readonly message: string } {
  const known = typeof error === 'object' && error !== null ? error : {};
  return { code: '', message: '', ...known };
}

describe.each(engines)('what is in flight on %s', (engine) => {
  let server: TestServer;
  let network: ReturnType<typeof holdable>;
  beforeAll(async () => {
    server = await testServer(engine);
    network = holdable(server.services.network);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await server.stop();
  });

  const readerOf = ({ account }: Scene) => server.services.store.account({ account, livemode: false }).reader;

  async function openScene(operation: Operation, key: string): Promise<Scene> {
    const stripe = server.client({ key });
    const { id: account } = await stripe.accounts.retrieveCurrent();
    return { stripe, account, ...(await operation.scene(stripe)) };
  }

  function sender(secretKey: string): Send {
    return async (call, params = {}, key) => {
      const [method = '', path = ''] = call.split(' ');
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          ...('client_secret' in params ? {} : { Authorization: `Bearer ${secretKey}` }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        },
        ...(method === 'POST' ? { body: new URLSearchParams(params) } : {}),
      });
      return { status: response.status, body: await response.json() };
    };
  }

  /** The network answers, or the buyer authenticates, once the change has been answered. */
  async function carryOut(operation: Operation, change: Change, scene: Scene, send: Send) {
    if (operation.at === null) {
      const answer = await operation.start(scene, send, 'operation');
      const waiting = await challengeOf(scene);
      const changed = await change.make(scene, send);
      return { answer, changed, ended: await waiting.prove(send) };
    }
    const gate = network.hold(scene.account, operation.at);
    const running = operation.start(scene, send, 'operation');
    await gate.reached;
    const changed = await change.make(scene, send);
    gate.open();
    const answer = await running;
    return { answer, changed, ended: answer };
  }

  /** Presses the button on the issuer's page and returns as a browser does. */
  async function challengeOf(scene: Scene) {
    const reader = readerOf(scene);
    const [payment] = (await attempts.page(reader, { limit: 1 })).rows;
    const [setup] = (await setupAttempts.page(reader, { limit: 1 })).rows;
    const attempt = payment?.id ?? setup?.id ?? '';
    const intent = scene.intent ?? scene.setup;
    const secret = intent?.client_secret ?? null;
    return {
      prove: async (send: Send): Promise<Answer> => {
        const query = secret === null ? '' : `?${new URLSearchParams({ client_secret: secret })}`;
        const { status, headers } = await fetch(`${server.url}/acs/${attempt}/result${query}`, {
          method: 'POST',
          body: new URLSearchParams({ result: 'authenticated' }),
          redirect: 'manual',
        });
        if (intent === undefined || status !== 303) {
          const finish = `POST /v1/payment_pages/${scene.session?.id}/finish_authentication`;
          return scene.session === undefined
            ? { status, body: {} }
            : send(finish, { ...ofPage(scene.session), attempt });
        }
        const back = new URL(headers.get('location') ?? '').searchParams.get('redirect_status');
        return { status, body: { redirect_status: back } };
      },
    };
  }

  /** What the API reports as paid is what the network holds; nothing is left half done. */
  async function requireOrder(scene: Scene) {
    const reader = readerOf(scene);
    const all = { limit: 100 };
    for (const intent of (await paymentIntents.page(reader, all)).rows) {
      const { amount_received, amount_capturable } = intent.doc;
      const { rows: paid } = await charges.page(reader, { limit: 100, where: { payment_intent: intent.id } });
      const refunded = paid.reduce((sum, charge) => sum + charge.amount_refunded, 0);
      expect(intent.status).not.toBe('processing');
      expect(await networkBalance(server.services, scene.account, intent.id)).toEqual({
        taken: amount_received - refunded,
        held: amount_capturable,
      });
      if (intent.status === 'succeeded') expect(intent.amount).toBeGreaterThanOrEqual(amount_received);
      if (intent.status !== 'succeeded') expect(amount_received).toBe(0);
    }
    for (const session of (await checkoutSessions.page(reader, all)).rows) {
      const intent = await paymentIntents.find(reader, session.payment_intent ?? '');
      const paid = session.doc.payment_status === 'paid' ? amountsOfSession(session.doc).total : 0;
      expect(intent?.doc.amount_received ?? 0).toBe(paid);
      if (paid > 0) expect(session.status).toBe('complete');
    }
    for (const card of (await paymentMethods.page(reader, all)).rows) {
      if (card.customer === null) continue;
      expect((await customers.find(reader, card.customer))?.deleted).toBe(0);
      expect(card.sealed_card).not.toBeNull();
    }
    const left = [
      ...(await attempts.page(reader, all)).rows.filter(
        ({ status }) => status === 'started' || status === 'giving_back',
      ),
      ...(await setupAttempts.page(reader, all)).rows.filter(({ status }) => status === 'processing'),
      ...(await setupIntents.page(reader, all)).rows.filter(({ status }) => status === 'processing'),
      ...(await paymentMoves.page(reader, all)).rows.filter(({ status }) => status === 'started'),
      ...(await refunds.page(reader, all)).rows.filter(({ phase }) => phase === 'asking'),
    ];
    expect(left).toEqual([]);
  }

  it.concurrent.each(cells)('%s × %s', async (_, changeName, operation, change) => {
    const key = server.freshKey();
    const send = sender(key);
    const scene = await openScene(operation, key);
    const { answer, changed, ended } = await carryOut(operation, change, scene, send);
    for (const { status } of [answer, changed, ended]) expect(status).toBeLessThan(500);
    await requireOrder(scene);
    if (changeName === 'the sandbox is emptied') return;
    expect({ refused: isHeld(changed), endedWell: endedWell(ended) }).toEqual({
      refused: operation.holds.some((name) => name === changeName),
      endedWell: !operation.yieldsTo.some((name) => name === changeName),
    });
    const again = await operation.start(scene, send, 'operation');
    expect(again.status).toBe(answer.status);
    if (answer.status < 400 || answer.status === 402) expect(again).toEqual(answer);
  });

  it('is not paid if something has changed anyway: the approval is reversed', async () => {
    const operation = operations['an intent is paid with a saved card'];
    if (operation === undefined) throw new Error('There is no such operation.');
    const key = server.freshKey();
    const scene = await openScene(operation, key);
    const gate = network.hold(scene.account, 'authorize');
    const running = operation.start(scene, sender(key), 'operation');
    await gate.reached;
    const store = server.services.store.account({ account: scene.account, livemode: false });
    await store.write(ownDoing, async (transaction) => {
      const intent = await paymentIntents.lock(transaction, scene.intent?.id ?? '');
      if (intent !== undefined) await paymentIntents.update(transaction, { ...intent, amount: 3500 });
    });
    gate.open();
    expect(await running).toMatchObject({ status: 200, body: { status: 'requires_payment_method' } });
    await requireOrder(scene);
  });
});
