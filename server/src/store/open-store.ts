import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { type Config, ConfigError } from '../config/config.ts';
import type { Engine } from './engine.ts';
import { migrate, requireNewestSchema } from './migrations/migrate.ts';
import { type Neighbours, noNeighbours } from './neighbours.ts';
import { databaseFile, openSqlite } from './sqlite/open.ts';
import { createStore, type Store } from './store.ts';

/**
 * Opens the configured store at the newest schema, creating it if there is none, and joins the other servers that use it.
 * `onOutdated` is called if a newer version changed the schema during an outage. Throws ConfigError for a folder that cannot
 * be written, a database that a newer version has migrated, and one that needs migrating while servers are using it.
 */
export async function openStore(config: Config, onOutdated: (error: unknown) => void): Promise<Store> {
  openFolder(config.data);
  return open(config, async (engine) => {
    await migrate(engine);
    return engine.join(() => requireNewestSchema(engine), onOutdated);
  });
}

/**
 * Opens a server's store for a command: creates none, and changes no schema under a running server. Throws ConfigError if
 * there is none, or one of another version.
 */
export async function openExistingStore(config: Config): Promise<Store> {
  const { data, databaseUrl } = config;
  const missing = new ConfigError(
    databaseUrl === undefined
      ? `There is no Onfile database in ${data}. Name its folder with --data or ONFILE_DATA, or create one with \`onfile init\`.`
      : 'The database that DATABASE_URL names is not an Onfile database. Name another, or create its tables with `onfile init`.',
  );
  if (databaseUrl === undefined && !existsSync(databaseFile(data))) throw missing;
  return open(config, async (engine) => {
    if ((await engine.reader.all(engine.dialect.tableNamed, ['migrations'])).length === 0) throw missing;
    await requireNewestSchema(engine);
    return noNeighbours;
  });
}

async function open(config: Config, prepare: (engine: Engine) => Promise<Neighbours>): Promise<Store> {
  const engine = await openEngine(config);
  try {
    return createStore(engine, await prepare(engine));
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function openEngine(config: Config): Promise<Engine> {
  if (config.databaseUrl === undefined) return openSqlite(databaseFile(config.data));
  // Loaded on demand: without it a server on SQLite starts sooner and stays smaller.
  const { openPostgres } = await import('./postgres/open.ts');
  return openPostgres(config.databaseUrl);
}

/** Creates a folder that only its owner can read. Throws ConfigError for one that cannot be written. */
export function openFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new ConfigError(
      `The data folder ${folder} cannot be written. Choose another with --data or ONFILE_DATA.`,
    );
  }
}
