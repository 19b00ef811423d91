import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../config/config.ts';
import { findEarlier, reserveKey } from '../http/request/idempotency/key-records.ts';
import { freshDatabase } from '../testing/postgres.ts';
import { engines, testClock } from '../testing/test-server.ts';
import { createLeases, type Leases, leaseSeconds } from './leases.ts';
import { openFolder, openStore } from './open-store.ts';
import { ownDoing, type Store } from './store.ts';

describe.each(engines)('a lease on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-leases-'));
  const clock = testClock();
  const failing = (error: unknown) => expect.fail(String(error));
  let store: Store;
  /** Of two processes. */
  let mine: Leases;
  let theirs: Leases;
  let drop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const database = engine === 'postgres' ? await freshDatabase() : null;
    drop = database?.drop;
    const data = join(folder, 'data');
    openFolder(data);
    store = await openStore(readConfig({ port: 0, data, databaseUrl: database?.url }, {}), failing);
    mine = createLeases(store, clock, failing);
    theirs = createLeases(store, clock, failing);
  });
  afterAll(async () => {
    await mine.stop();
    await theirs.stop();
    await store.close();
    await drop?.();
    rmSync(folder, { recursive: true, force: true });
  });

  let made = 0;
  /** An operation that `leases` has begun, in an account that has no other. */
  async function begun(leases: Leases) {
    made += 1;
    const account = `acct_${made}`;
    const own = store.account({ account, livemode: false });
    await own.write(ownDoing, (transaction) => leases.begin(transaction, 'payment', 'payatt_1'));
    return { account, store: own };
  }

  it('distinguishes its process from others', async () => {
    const { store } = await begun(mine);
    expect(await mine.claim(store, 'payatt_1')).toBe('mine');
    // SQLite has one process: the other has ended, and whatever it worked on is free.
    expect(await theirs.claim(store, 'payatt_1')).toBe(engine === 'sqlite' ? 'taken' : 'others');
  });

  it('goes to one of those who want it once it has expired', async () => {
    const { account, store } = await begun(mine);
    clock.advance(leaseSeconds + 1);
    expect(await theirs.accounts()).toContain(account);
    expect(await theirs.abandoned(account, 10, { lease_until: 0, id: '' })).toMatchObject([
      { id: 'payatt_1', kind: 'payment', mode: 'test' },
    ]);
    const claims = await Promise.all([theirs.claim(store, 'payatt_1'), theirs.claim(store, 'payatt_1')]);
    expect(claims.sort()).toEqual(['mine', 'taken']);
  });

  it('is free for callers when released, and for jobs when expired', async () => {
    const { account, store } = await begun(mine);
    await mine.keep(store, 'payatt_1').release();
    expect(await mine.accounts()).not.toContain(account);
    expect(await theirs.claim(store, 'payatt_1')).toBe('taken');
    expect(await theirs.claim(store, 'payatt_1')).toBe('mine');
  });

  it('is released at once by a process that ends', async () => {
    const leaving = createLeases(store, clock, failing);
    const { account } = await begun(leaving);
    await leaving.stop();
    expect(await theirs.accounts()).toContain(account);
  });

  it('of a key is renewed while its request runs', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const renewing = createLeases(store, clock, failing);
    const own = store.account({ account: 'acct_keys', livemode: false });
    const begun = clock.now();
    const idempotent = { key: 'k', shown: 'k', method: 'POST', path: '/', parameters: '', resumes: null };
    await own.write(ownDoing, (transaction) =>
      reserveKey(transaction, { idempotent, request: 'req_1', now: begun, lease: renewing.lease() }, null),
    );
    const found = () => findEarlier(own.reader, idempotent, clock.now(), theirs.isOver);
    const drop = renewing.keepKey(own, 'k');
    clock.advance(leaseSeconds + 1);
    expect(await found()).toEqual({ kind: 'left', made: null });
    vi.advanceTimersByTime(7000);
    vi.useRealTimers();
    if (engine === 'postgres') await expect.poll(found).toEqual({ kind: 'running' });
    drop();
    await renewing.stop();
  });

  it('ends with its operation', async () => {
    const { store } = await begun(mine);
    expect(await mine.isThere(store, 'payatt_1')).toBe(true);
    await store.write(ownDoing, (transaction) => mine.end(transaction, 'payatt_1'));
    expect(await mine.claim(store, 'payatt_1')).toBe('over');
    expect(await mine.isThere(store, 'payatt_1')).toBe(false);
  });
});
