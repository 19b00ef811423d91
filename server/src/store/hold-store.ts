import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, ConfigError } from '../config/config.ts';
import { openFolder } from './open-store.ts';
import { holdFolder } from './sqlite/hold-folder.ts';

/** A process that was killed a moment ago may still be ending. */
const patienceMs = 3000;
const retryMs = 100;

/**
 * Takes the folder of a SQLite database for this server alone: what a process finds unfinished when it starts is then
 * nobody else's work. On PostgreSQL any number of servers work together, and nothing is taken. Commands that manage keys,
 * members or the vault need no hold. Returns what gives it back. Throws ConfigError while another server has it.
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
        `Another Onfile server works in the data folder ${data}. End that one, choose another folder with --data, or let both work on one PostgreSQL (DATABASE_URL).`,
      );
    }
    await sleep(retryMs);
  }
}
