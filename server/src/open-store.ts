import { accessSync, constants, mkdirSync } from 'node:fs';
import { type Config, ConfigError } from './config.ts';
import type { Engine } from './store/engine.ts';
import { migrate } from './store/migrations/migrate.ts';
import { openSqlite } from './store/sqlite/open.ts';
import { createStore, type Store } from './store/store.ts';

/** Opens the store that the settings name, at the newest schema. Throws ConfigError for a folder that cannot be written. */
export async function openStore(config: Config): Promise<Store> {
  openFolder(config.data);
  const engine = await openEngine(config);
  await migrate(engine);
  return createStore(engine);
}

async function openEngine(config: Config): Promise<Engine> {
  if (config.databaseUrl === undefined) return openSqlite(config.data);
  // Loaded when it is used: a server on SQLite starts sooner and stays smaller without it.
  const { openPostgres } = await import('./store/postgres/open.ts');
  return openPostgres(config.databaseUrl);
}

/** Makes a folder that only its owner reads. Throws ConfigError for one that cannot be written. */
export function openFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new ConfigError(`The data folder ${folder} cannot be written. Choose another with --data.`);
  }
}
