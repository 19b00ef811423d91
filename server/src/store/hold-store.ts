import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, ConfigError } from '../config/config.ts';
import { openFolder } from './open-store.ts';
import { holdFolder } from './sqlite/hold-folder.ts';

/** A process that was killed a moment ago may still be ending. */
const patienceMs = 3000;
const retryMs = 100;

/**
 * Claims a SQLite folder for this server alone, so that whatever is unfinished at start-up is nobody else's work. On
 * PostgreSQL, servers work together and nothing is claimed. Commands that manage keys, members or the vault need no claim.
 * Returns a function that releases it. Throws ConfigError while another server holds it.
 */
export async function holdStore({ data, databaseUrl }: Config): Promise<() => void> {
  openFolder(data);
  if (databaseUrl !== undefined) return () => {};
  const until = Date.now() + patienceMs;
  for (;;) {
    const hold = holdFolder(data);
    if (hold !== null) return hold;
    if (Date.now() > until) {
      throw new ConfigError(
        `Another Onfile server works in the data folder ${data}. Stop that one, choose another folder with --data, or let both use one PostgreSQL database (DATABASE_URL).`,
      );
    }
    await sleep(retryMs);
  }
}
