import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, ConfigError } from '../config/config.ts';
import { openFolder } from './open-store.ts';
import { holdFolder } from './sqlite/hold-folder.ts';

/** A process that was killed a moment ago may still be ending. */
const patienceMs = 3000;
const retryMs = 100;

/**
 * Takes the data folder, and the database where it is another, for this server alone: what a process finds unfinished
 * when it starts is then nobody else's work. Commands that manage keys, members or the vault need no hold. Answers what
 * gives it back; `onLost` hears that another server has taken the database. Throws ConfigError while another has either.
 */
export async function holdStore(config: Config, onLost: () => void): Promise<() => Promise<void>> {
  openFolder(config.data);
  const { databaseUrl } = config;
  const folder = await patiently(async () => holdFolder(config.data));
  if (folder === null) {
    throw new ConfigError(
      `Another Onfile server works in the data folder ${config.data}. End that one, or choose another folder with --data.`,
    );
  }
  if (databaseUrl === undefined) return async () => folder();
  try {
    // Loaded when it is used, as the engine is.
    const { holdDatabase } = await import('./postgres/hold-database.ts');
    const database = await patiently(() => holdDatabase(databaseUrl, onLost));
    if (database === null) {
      throw new ConfigError(
        'Another Onfile server works on this PostgreSQL database. End that one, or give this one a database of its own.',
      );
    }
    return async () => {
      await database();
      folder();
    };
  } catch (error) {
    folder();
    throw error;
  }
}

async function patiently<Hold>(take: () => Promise<Hold | null>): Promise<Hold | null> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const hold = await take();
    if (hold !== null || Date.now() > until) return hold;
    await sleep(retryMs);
  }
}
