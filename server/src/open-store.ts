import { accessSync, constants, mkdirSync } from 'node:fs';
import { type Config, ConfigError } from './config.ts';
import { migrate } from './store/migrations/migrate.ts';
import { openPostgres } from './store/postgres/open.ts';
import { openSqlite } from './store/sqlite/open.ts';
import { createStore, type Store } from './store/store.ts';

/** Opens the store that the settings name, at the newest schema. Throws ConfigError for a folder that cannot be written. */
export async function openStore(config: Config): Promise<Store> {
  openFolder(config.data);
  const engine =
    config.databaseUrl === undefined ? openSqlite(config.data) : openPostgres(config.databaseUrl);
  await migrate(engine);
  return createStore(engine);
}

function openFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new ConfigError(`The data folder ${folder} cannot be written. Choose another with --data.`);
  }
}
