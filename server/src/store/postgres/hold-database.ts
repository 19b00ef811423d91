import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Any constant of ours: the advisory lock of the one server that works on a database. */
const serverLock = 7_310_223;
const retakeMs = 500;

/**
 * Takes a database for this process alone, for as long as a connection stays open; answers what gives it back, or null
 * while another has it. When the connection ends, it is taken again; `onLost` hears that another was faster.
 */
export async function holdDatabase(url: string, onLost: () => void): Promise<(() => Promise<void>) | null> {
  let held: pg.Client | null = null;
  let released = false;

  /** Whether the database is this process's. Rejects when it does not answer. */
  async function take(): Promise<boolean> {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    // The end of the connection tells all.
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query(`select pg_try_advisory_lock(${serverLock}) as taken`);
    if (rows[0]?.taken !== true || released) {
      await client.end();
      return rows[0]?.taken === true;
    }
    held = client;
    client.once('end', () => {
      if (!released) void retake();
    });
    return true;
  }

  /** While the database does not answer, nothing can be done on it, by this process or another. */
  async function retake(): Promise<void> {
    while (!released) {
      try {
        if (!(await take())) onLost();
        return;
      } catch {
        await sleep(retakeMs);
      }
    }
  }

  if (!(await take())) return null;
  return async () => {
    released = true;
    await held?.end();
  };
}
