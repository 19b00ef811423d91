import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { layCable } from '../../testing/cable.ts';
import { freshDatabase } from '../../testing/postgres.ts';
import type { Executor } from '../engine.ts';
import { migrate } from '../migrations/migrate.ts';
import { storeContract } from '../store.contract.ts';
import { createStore } from '../store.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import { openPostgres } from './open.ts';

if (process.env.TEST_DATABASE_URL === undefined) {
  describe('the store on PostgreSQL', () => {
    it.skip('is not tested: TEST_DATABASE_URL names no server', () => {});
  });
} else {
  storeContract('PostgreSQL', async () => {
    const database = await freshDatabase();
    return {
      open: async () => {
        const engine = await openPostgres(database.url);
        await migrate(engine);
        return createStore(engine);
      },
      remove: () => database.drop(),
    };
  });

  describe('PostgreSQL', () => {
    it('may end a connection in the middle of a transaction, and the next transaction gets another', async () => {
      const database = await freshDatabase();
      const engine = await openPostgres(database.url);
      const interrupted = engine.transaction(async (executor) => {
        const [backend] = await executor.all('select pg_backend_pid() as pid', []);
        await engine.reader.all('select pg_terminate_backend($1)', [Number(backend?.pid)]);
        // The news arrives while nothing is being asked.
        await setTimeout(200);
        return executor.all('select 1 as one', []);
      });
      await expect(interrupted).rejects.toThrow(StoreUnavailable);
      expect(await engine.transaction((executor) => executor.all('select 1 as one', []))).toEqual([
        { one: 1 },
      ]);
      await engine.close();
      await database.drop();
    });

    it('may fall silent, and is away then', async () => {
      const database = await freshDatabase();
      const cable = await layCable(database.url);
      const engine = await openPostgres(cable.url);
      const one = (executor: Executor) => executor.all('select 1 as one', []);
      await Promise.all([one(engine.reader), engine.transaction(one)]);
      cable.silence();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const asked = [one(engine.reader), engine.transaction(one)].map((answer) =>
        expect(answer).rejects.toThrow(StoreUnavailable),
      );
      // Both have been sent.
      await setImmediate();
      vi.advanceTimersByTime(60_000);
      await Promise.all(asked);
      vi.useRealTimers();
      cable.mend();
      expect(await engine.transaction(one)).toEqual([{ one: 1 }]);
      await engine.close();
      await cable.remove();
      await database.drop();
    });
  });
}
