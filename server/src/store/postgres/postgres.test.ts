import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../testing/postgres.ts';
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
    it('may end a connection in the middle of a transaction, and the next one gets another', async () => {
      const database = await freshDatabase();
      const engine = await openPostgres(database.url);
      const interrupted = engine.transaction(async (executor) => {
        const [backend] = await executor.all('select pg_backend_pid() as pid', []);
        await engine.reader.all('select pg_terminate_backend($1)', [Number(backend?.pid)]);
        // The news arrives while nothing is asked.
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
  });
}
