import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../migrations/migrate.ts';
import { storeContract } from '../store.contract.ts';
import { createStore } from '../store.ts';
import { openSqlite } from './open.ts';

storeContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-store-'));
  return {
    open: async () => {
      const engine = openSqlite(join(folder, 'onfile.db'));
      await migrate(engine);
      return createStore(engine);
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
