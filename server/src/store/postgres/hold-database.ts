import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { reachDatabase } from './reach-database.ts';

/** Any constant of ours: the advisory lock of the one server that works on a database. */
const serverLock = 7_310_223;
const retakeMs = 500;

/**
 * Asked for in a transaction that stays open, so that also a pooler leaves it its connection for as long; it holds nothing
 * back, as it has read nothing. A limit on idle transactions is not meant for it.
 */
const taking = `begin; set local idle_in_transaction_session_timeout = 0;
  select pg_try_advisory_xact_lock(${serverLock}) as taken`;

/**
 * Takes a database for this process alone, for as long as a connection stays open; answers what gives it back, or null
 * while another has it. When the connection ends, it is taken again; `onLost` hears that another was faster.
 */
export async function holdDatabase(url: string, onLost: () => void): Promise<(() => Promise<void>) | null> {
  const { config } = await reachDatabase(url);
  let held: pg.Client | null = null;
  let released = false;

  /** Whether the database is this process's. Rejects when it does not answer. */
  async function take(): Promise<boolean> {
    const client = new pg.Client({ ...config, keepAlive: true });
    // The end of the connection tells all.
    client.on('error', () => {});
    await client.connect();
    // Of several statements each has a result of its own.
    const results: unknown = await client.query(taking);
    const last: pg.QueryResult | undefined = Array.isArray(results) ? results.at(-1) : undefined;
    const taken = last?.rows[0]?.taken === true;
    if (!taken || released) {
      await client.end();
      return taken;
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
