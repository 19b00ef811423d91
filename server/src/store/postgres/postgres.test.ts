import { describe, it } from 'vitest';
import { freshDatabase } from '../../testing/postgres.ts';
import { migrate } from '../migrations/migrate.ts';
import { storeContract } from '../store.contract.ts';
import { createStore } from '../store.ts';
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
        const engine = openPostgres(database.url);
        await migrate(engine);
        return createStore(engine);
      },
      remove: () => database.drop(),
    };
  });
}
