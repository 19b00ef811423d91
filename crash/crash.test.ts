import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canStartPostgres, startOwnPostgres } from '../scripts/start-postgres.mjs';
import { type Books, disagreements, imbalances, unfinished } from './src/findings.ts';
import { fleet } from './src/fleet.ts';
import { oneServer } from './src/one-server.ts';
import { badCards, type Sandbox } from './src/operations.ts';
import { type Plan, type Run, runThroughCrashes, type Site } from './src/run.ts';

// `npm run crash -- --operations 5000 --seed 7` runs more of the first test, `--processes 3` of the second.
const { CRASH_OPERATIONS, CRASH_KILLS, CRASH_SEED = '1', CRASH_PROCESSES } = process.env;
const seed = Number(CRASH_SEED);
const processes = Number(CRASH_PROCESSES ?? 2);
const hour = 3_600_000;
const patienceMs = 60_000;

async function everyOne<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** The books once nothing is under way: unfinished work is taken up when its lease has expired. */
async function settledBooks(site: Site): Promise<Books> {
  for (const until = Date.now() + patienceMs; ; await pause(500)) {
    const books = await site.books();
    if (unfinished(books).length === 0 || Date.now() > until) return books;
  }
}

function holdsThrough(open: () => Promise<Site>, plan: Pick<Plan, 'operations' | 'kills' | 'actors'>): void {
  let site: Site;
  let run: Run;
  let books: Books;
  let stop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    site = await open();
    const operations = Number(CRASH_OPERATIONS ?? plan.operations);
    const least = Number(CRASH_KILLS ?? plan.kills);
    run = await runThroughCrashes(site, { ...plan, operations, kills: least, sandboxes: 3, seed });
    stop = await site.serve();
    books = await settledBooks(site);
    const { random, marked, rolled, database } = run.kills;
    process.stdout.write(
      `Crash test: ${run.operations} operations, seed ${seed}; killed ${random} times at random and ${marked} at crash points, replaced ${rolled} times, the database killed ${database} times; ${books.charges.length} charges\n`,
    );
  }, 4 * hour);
  afterAll(async () => {
    await stop?.();
    await run?.receiver.stop();
    await site?.remove();
  });

  it('was indeed killed', () => {
    expect(run.kills.random + run.kills.marked).toBeGreaterThanOrEqual(4);
  });

  it('has every answered write, as it was answered', async () => {
    const read = {
      charge: async (sandbox: Sandbox, id: string) => (await sandbox.stripe.charges.retrieve(id)).status,
      customer: async (sandbox: Sandbox, id: string) =>
        'deleted' in (await sandbox.stripe.customers.retrieve(id)) ? 'deleted' : null,
      payment_intent: async (sandbox: Sandbox, id: string) =>
        (await sandbox.stripe.paymentIntents.retrieve(id)).status,
      setup_intent: async (sandbox: Sandbox, id: string) =>
        (await sandbox.stripe.setupIntents.retrieve(id)).status,
      checkout_session: async (sandbox: Sandbox, id: string) =>
        (await sandbox.stripe.checkout.sessions.retrieve(id)).status,
    };
    for (const sandbox of run.sandboxes) {
      expect(sandbox.answered.length).toBeGreaterThan(0);
      for (const { kind, id, status } of sandbox.answered) {
        expect({ id, status: await read[kind](sandbox, id) }).toEqual({ id, status });
      }
    }
  });

  it('told every client in trouble to ask again', () => {
    expect(run.sandboxes.flatMap(({ unhelpful }) => unhelpful)).toEqual([]);
  });

  it('agrees with the issuer one to one', () => {
    expect(books.authorizations.length).toBeGreaterThan(0);
    expect(disagreements(books)).toEqual([]);
  });

  it('declined no good card', () => {
    const declined = run.sandboxes.flatMap((sandbox) => sandbox.declined);
    expect(declined.length).toBeGreaterThan(0);
    expect(declined.filter((card) => !badCards.includes(card))).toEqual([]);
  });

  it('keeps a ledger that sums to zero', () => {
    expect(books.ledger.length).toBeGreaterThan(0);
    expect(imbalances(books)).toEqual([]);
  });

  it('has left nothing half done', () => {
    expect(unfinished(books)).toEqual([]);
  });

  it('acted once for each idempotency key', async () => {
    for (const { stripe } of run.sandboxes) {
      const made = [
        ...(await everyOne(stripe.paymentIntents.list({ limit: 100 }))),
        ...(await everyOne(stripe.setupIntents.list({ limit: 100 }))),
        ...(await everyOne(stripe.customers.list({ limit: 100 }))),
        ...(await everyOne(stripe.checkout.sessions.list({ limit: 100 }))),
      ];
      const names = made.flatMap(({ object, metadata }) =>
        metadata?.operation === undefined ? [] : [`${object} of ${metadata.operation}`],
      );
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
  });

  it('delivered every event at least once', async () => {
    const happened = new Set<string>();
    for (const { stripe } of run.sandboxes) {
      for (const { id } of await everyOne(stripe.events.list({ limit: 100 }))) happened.add(id);
    }
    const undelivered = () => {
      const delivered = new Set(run.receiver.received.map(({ body }) => JSON.parse(body).id));
      return [...happened].filter((id) => !delivered.has(id));
    };
    await vi.waitFor(() => expect(undelivered()).toEqual([]), { timeout: patienceMs, interval: 500 });
  }, 120_000);

  it('reported each payment once', async () => {
    for (const { stripe } of run.sandboxes) {
      const all = await everyOne(stripe.events.list({ limit: 100 }));
      const told = (type: string) =>
        all
          .filter((event) => event.type === type)
          .map(({ data }) => ('id' in data.object ? data.object.id : ''));
      const charges = await everyOne(stripe.charges.list({ limit: 100 }));
      const by = (status: string) => charges.filter((charge) => charge.status === status).map(({ id }) => id);
      expect(told('charge.succeeded').sort()).toEqual(by('succeeded').sort());
      expect(told('charge.failed').sort()).toEqual(by('failed').sort());
      const intents = await everyOne(stripe.paymentIntents.list({ limit: 100 }));
      // A charge that was made directly is reported by the charge's event alone.
      const ofCharges = new Set(charges.flatMap(({ id, source }) => (source === null ? [] : [id])));
      const paid = intents
        .filter(
          ({ status, latest_charge }) => status === 'succeeded' && !ofCharges.has(String(latest_charge)),
        )
        .map(({ id }) => id);
      expect(told('payment_intent.succeeded').sort()).toEqual(paid.sort());
    }
  });
}

describe.runIf(CRASH_PROCESSES === undefined || processes === 0)(
  'a server that is killed again and again',
  () => {
    holdsThrough(oneServer, { operations: 400, kills: 4, actors: 3 });
  },
);

describe.runIf(processes > 0 && canStartPostgres())(
  'servers on one PostgreSQL that are killed and replaced, and the database beneath them',
  () => {
    const open = async () => {
      const postgres = await startOwnPostgres();
      if ('skipped' in postgres) throw new Error(postgres.skipped);
      return fleet(postgres, processes);
    };
    holdsThrough(open, { operations: 60, kills: 4, actors: 6 });
  },
);
