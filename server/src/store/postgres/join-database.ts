import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Neighbours } from '../neighbours.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import type { Reached } from './reach-database.ts';

/** Any constant of ours: the advisory lock that servers share, and that whoever changes the schema has alone. */
export const schemaLock = 7_310_223;
const channel = 'onfile';
const rejoinMs = 500;
/** How often, and how long, the connection is asked whether it is still there. */
const pulseMs = 5000;
/** PostgreSQL takes less than 8000 bytes. */
const payloadMax = 7000;
/** What is told within this time is told together: each telling waits for those of all other processes. */
const beatMs = 5;

/**
 * Behind a pooler in transaction mode a connection is one's own for as long as a transaction is open, and hears nothing.
 * This one holds nothing back, as it has read nothing. A limit on idle transactions is not meant for it.
 */
const joining = {
  direct: `select pg_advisory_lock_shared(${schemaLock}); listen ${channel}`,
  pooled: `begin; set local idle_in_transaction_session_timeout = 0;
    select pg_advisory_xact_lock_shared(${schemaLock})`,
} as const;

/**
 * Joins the processes that work on a database, on a connection of its own, which is made again when it ends: while it
 * stands, nobody changes the schema. `onJoined` runs each time, before anything is told; where it throws, the process has
 * no place here: the first time that is thrown, later `onRefused` hears it.
 */
export async function joinDatabase(
  reached: Reached,
  onJoined: () => Promise<void>,
  onRefused: (error: unknown) => void,
): Promise<Neighbours> {
  const listeners: ((message: string | null) => void)[] = [];
  const waiting = new Set<string>();
  let client: pg.Client | null = null;
  let speaking: Promise<void> | null = null;
  let left = false;

  function tellListeners(message: string | null): void {
    for (const listener of listeners) listener(message);
  }

  async function join(): Promise<void> {
    client = await connect(reached, tellListeners);
    client.once('end', () => {
      client = null;
      if (!left) void rejoin();
    });
    if (left) await client.end();
  }

  /** While the database does not answer, nobody can do anything on it. */
  async function rejoin(): Promise<void> {
    while (!left && client === null) {
      await join().catch(() => sleep(rejoinMs));
    }
    if (left) return;
    try {
      await onJoined();
      tellListeners(null);
    } catch (error) {
      // It is away again: the next one joins.
      if (error instanceof StoreUnavailable) await client?.end();
      else onRefused(error);
    }
  }

  /** One sentence after the other. */
  async function speak(): Promise<void> {
    await sleep(beatMs);
    while (waiting.size > 0) {
      const payload = payloadOf(waiting);
      await say(client, 'select pg_notify($1, $2)', [channel, payload]);
    }
    speaking = null;
  }

  const leave = async () => {
    left = true;
    await speaking;
    await client?.end();
  };

  await join();
  try {
    await onJoined();
  } catch (error) {
    await leave();
    throw error;
  }
  const pulse = setInterval(() => {
    speaking ??= say(client, 'select').then(speak);
  }, pulseMs).unref();
  return {
    tell: (message) => {
      if (!reached.keepsStatements) return Promise.resolve();
      waiting.add(message);
      speaking ??= speak();
      return speaking;
    },
    hear: (listener) => {
      listeners.push(listener);
    },
    leave: async () => {
      clearInterval(pulse);
      await leave();
    },
  };
}

/** A connection that has the lock, and hears what others tell. */
async function connect(
  { config, keepsStatements }: Reached,
  onTold: (message: string) => void,
): Promise<pg.Client> {
  const client = new pg.Client({ ...config, keepAlive: true });
  // The end of the connection tells all.
  client.on('error', () => {});
  client.on('notification', ({ processId, payload = '' }) => {
    if ('processID' in client && processId === client.processID) return;
    for (const message of payload.split('\n')) onTold(message);
  });
  await client.connect();
  try {
    await client.query(joining[keepsStatements ? 'direct' : 'pooled']);
  } catch (error) {
    await client.end();
    throw error;
  }
  return client;
}

/** What cannot be said is lost; a connection on which nothing can be said is ended. */
async function say(client: pg.Client | null, sentence: string, values: string[] = []): Promise<void> {
  if (client === null) return;
  const silent = setTimeout(() => client.end(), pulseMs);
  await client.query(sentence, values).catch(() => client.end());
  clearTimeout(silent);
}

/** Takes as much as one notification holds. */
function payloadOf(waiting: Set<string>): string {
  let payload = '';
  for (const message of waiting) {
    if (payload.length + message.length >= payloadMax) break;
    payload += payload === '' ? message : `\n${message}`;
    waiting.delete(message);
  }
  return payload;
}
