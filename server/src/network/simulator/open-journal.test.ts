import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { randomIds } from '../../ids.ts';
import type { Engine } from '../../store/engine.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { openPostgres } from '../../store/postgres/open.ts';
import { createStore, type Store } from '../../store/store.ts';
import { freshDatabase } from '../../testing/postgres.ts';
import { engines } from '../../testing/test-server.ts';
import { networkContract } from '../network.contract.ts';
import {
  authenticationRequest,
  authorization,
  capture,
  cardData,
  refund,
  reversal,
  stored,
  storedForLater,
} from '../network.fixtures.ts';
import { openJournalFile, openSharedJournal } from './open-journal.ts';
import { clockOf2040, temporaryFolder } from './simulator.fixtures.ts';
import { createSimulator, type Simulator } from './simulator.ts';

const challenging = cardData('4000002760003184');
/** A card whose holder must authenticate until they have done so for a stored credential. */
const provenOnce = cardData('4000002500003155');

/** The merchant's charge to that card as stored. */
function whileAway(origin: string | null) {
  const card = { ...provenOnce, securityCode: null };
  return authorization({ card, initiator: 'merchant', storedCredential: stored(origin) });
}

async function inFile(folder: string): Promise<Simulator> {
  const journal = await openJournalFile(folder);
  onTestFinished(() => journal.close());
  return createSimulator(journal, randomIds(), clockOf2040());
}

/** The tables as earlier versions created them. */
const earlierTables = `
  create table entries (request_id text primary key, network_transaction_id text, authorization_request_id text,
    document text not null) without rowid;
  create index entries_by_network_transaction on entries (network_transaction_id)
    where network_transaction_id is not null;
  create index entries_by_authorization on entries (authorization_request_id)
    where authorization_request_id is not null;
  create table authentications (id text primary key, request_id text not null unique, document text not null)
    without rowid;
  create table challenges (authentication_id text primary key references authentications (id), document text not null)
    without rowid;
  create table news (id text primary key, due integer not null, document text not null) without rowid;
  create index news_by_due on news (due, id);
  pragma user_version = 1;`;

/** An earlier version's journal, with a held authorization of 2000. */
function earlierJournal(folder: string): { readonly held: string } {
  const entry = {
    requestId: 'held_before',
    account: 'acct_shop',
    kind: 'authorization',
    amount: 2000,
    currency: 'usd',
    card: null,
    last4: '4242',
    captured: false,
    setUp: false,
    refunds: 'succeeded',
    networkTransactionId: '123456789012345',
    answer: {
      outcome: 'approved',
      networkTransactionId: '123456789012345',
      authorizationCode: '123456',
      checks: { cvc: 'pass', postalCode: null, line1: null },
      risk: { level: 'normal', score: 12 },
    },
  };
  const database = new Database(join(folder, 'simulator.db'));
  database.exec(`pragma journal_mode = wal; ${earlierTables}`);
  database
    .prepare('insert into entries values (?, ?, ?, ?)')
    .run([entry.requestId, entry.networkTransactionId, null, JSON.stringify(entry)]);
  database.close();
  writeFileSync(join(folder, 'simulator.key'), Buffer.alloc(32, 7));
  return { held: entry.requestId };
}

describe('a journal of an earlier version', () => {
  it('opens unchanged on SQLite, and its hold can be captured', async () => {
    const folder = temporaryFolder();
    const { held } = earlierJournal(folder);
    const simulator = await inFile(folder);
    expect(await simulator.capture(capture(held, 2000))).toMatchObject({ outcome: 'done' });
    expect(await simulator.capture(capture(held, 1))).toMatchObject({ outcome: 'refused' });
  });
});

describe.runIf(engines.includes('postgres'))('on PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let engine: Engine;
  let stores: readonly [Store, Store];

  beforeAll(async () => {
    database = await freshDatabase();
    engine = await openPostgres(database.url);
    await migrate(engine);
    stores = [createStore(engine), createStore(await openPostgres(database.url))];
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await database.drop();
  });
  beforeEach(async () => {
    const tables = ['entries', 'authentications', 'challenges', 'news', 'card_key'];
    const all = tables.map((name) => `network_${name}`).join(', ');
    await engine.transaction((executor) => executor.all(`truncate ${all}`, []));
  });

  /** The network as one of two processes sees it. */
  async function shared(process: 0 | 1, folder = temporaryFolder()): Promise<Simulator> {
    return createSimulator(
      await openSharedJournal(stores[process].system, folder),
      randomIds(),
      clockOf2040(),
    );
  }

  networkContract('the simulator that processes share', async () => {
    const network = await shared(0);
    return {
      network,
      goodCard: cardData(),
      declinedCard: cardData('4000000000000002'),
      losingAnswers: async (account, work) => {
        network.setFaults(account, { lostAnswerRate: 1 });
        await work();
        network.setFaults(account, { lostAnswerRate: 0 });
      },
      unreachable: async (account, work) => {
        network.setFaults(account, { outage: true });
        await work();
        network.setFaults(account, { outage: false });
      },
      restart: () => shared(1),
    };
  });

  it('acts once on a request id that two processes send at once', async () => {
    const processes = [await shared(0), await shared(1)];
    const everywhere = <Answer>(ask: (simulator: Simulator) => Promise<Answer>) =>
      Promise.all([...processes, ...processes, ...processes, ...processes].map(ask));
    const once = <Answer>(answers: readonly Answer[]) => {
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    };
    const request = authorization({ amount: 2000, card: cardData('4000000000000259') });
    once(await everywhere((simulator) => simulator.authorize(request)));
    once(
      await everywhere((simulator) => simulator.authenticate(authenticationRequest({ card: cardData() }))),
    );
    const challenge = authenticationRequest({ card: challenging });
    once(await everywhere((simulator) => simulator.authenticate(challenge)));
    const paidBack = refund(request.requestId, 1200);
    once(await everywhere((simulator) => simulator.refund(paidBack)));
    expect(await processes[0]?.news(10)).toHaveLength(1);
    const rest = await everywhere((simulator) => simulator.refund(refund(request.requestId, 200)));
    expect(rest.filter(({ outcome }) => outcome === 'done')).toHaveLength(4);
  });

  it('does only one thing with an authorization if two processes ask for different ones', async () => {
    const [one, other] = [await shared(0), await shared(1)];
    for (let round = 0; round < 20; round += 1) {
      const { requestId } = authorization();
      await one.authorize(authorization({ requestId, captureMethod: 'manual' }));
      const answers = await Promise.all([
        one.capture(capture(requestId, 2000)),
        other.reverse(reversal(requestId)),
      ]);
      expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    }
  });

  it('lets one process continue what another has begun', async () => {
    const [one, other] = [await shared(0), await shared(1)];
    const saving = { card: provenOnce, storedCredential: storedForLater };
    const asked = await one.authenticate(authenticationRequest(saving));
    if (asked.outcome !== 'challenge') throw new Error('No challenge was made.');
    const { authenticationId } = asked;
    expect(await other.challenge(authenticationId)).toMatchObject({ status: 'pending' });
    await other.completeChallenge(authenticationId, 'authenticated');
    await one.completeChallenge(authenticationId, 'failed');
    expect(await one.authentication(authenticationId)).toMatchObject({ status: 'authenticated' });
    const saved = await one.authorize(authorization({ ...saving, authenticationId }));
    expect(await other.authorize(whileAway(saved.networkTransactionId))).toMatchObject({
      outcome: 'approved',
    });
    expect(await other.authorize(whileAway(null))).toMatchObject({ declineCode: 'authentication_required' });
  });

  it('copies what an earlier version left in the data folder, once', async () => {
    const folder = temporaryFolder();
    const { held } = earlierJournal(folder);
    const before = await inFile(folder);
    const first = authenticationRequest({ card: provenOnce, storedCredential: storedForLater });
    const asked = await before.authenticate(first);
    if (asked.outcome !== 'challenge') throw new Error('No challenge was made.');
    await before.completeChallenge(asked.authenticationId, 'authenticated');
    const { authenticationId } = asked;
    const saving = { card: provenOnce, storedCredential: storedForLater, authenticationId };
    const saved = await before.authorize(authorization(saving));
    const disputed = authorization({ card: cardData('4000000000000259') });
    await before.authorize(disputed);
    const waiting = await before.authenticate(authenticationRequest({ card: challenging }));
    if (waiting.outcome !== 'challenge') throw new Error('No challenge was made.');

    const [one, other] = [await shared(0, folder), await shared(1)];
    expect(existsSync(join(folder, 'simulator.db'))).toBe(false);
    expect(existsSync(join(folder, 'simulator.db.copied'))).toBe(true);
    for (const simulator of [one, other]) {
      expect(await simulator.authenticate(first)).toEqual(asked);
      expect(await simulator.lookup(disputed.requestId)).toMatchObject({ outcome: 'approved' });
      expect(await simulator.challenge(waiting.authenticationId)).toMatchObject({ status: 'pending' });
      expect(await simulator.authorize(whileAway(saved.networkTransactionId))).toMatchObject({
        outcome: 'approved',
      });
    }
    const [news] = await other.news(10);
    expect(news).toMatchObject({ kind: 'dispute', authorizationRequestId: disputed.requestId });
    await other.acknowledge(news?.id ?? '');
    expect(await other.capture(capture(held, 2000))).toMatchObject({ outcome: 'done' });
    // The next start finds nothing to copy.
    expect(await (await shared(0, folder)).news(10)).toEqual([]);
  });
});
