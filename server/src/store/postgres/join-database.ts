import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Neighbours } from '../neighbours.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import type { Reached } from './reach-database.ts';

/** An arbitrary constant: the advisory lock that servers share, and that a migration holds exclusively. */
export const schemaLock = 7_310_223;
const channel = 'onfile';
const rejoinMs = 500;
/** How often the connection is checked, and how long an answer may take. */
const pulseMs = 5000;
/** PostgreSQL's limit is just under 8000 bytes. */
const payloadMax = 7000;
/** Messages within this time are sent together: notifications of all processes wait for each other. */
const beatMs = 5;

/**
 * Behind a pooler in transaction mode, a connection is only ours while a transaction is open, and it receives no
 * notifications. This transaction has read nothing, so it holds back no vacuum; limits on idle transactions must not end it.
 */
const joining = {
  direct: `select pg_advisory_lock_shared(${schemaLock}); listen ${channel}`,
  pooled: `begin; set local idle_in_transaction_session_timeout = 0;
    select pg_advisory_xact_lock_shared(${schemaLock})`,
} as const;

/**
 * Joins the processes that use a database, over a dedicated connection that is restored when it breaks. While it is open,
 * nobody can change the schema. `onJoined` runs after each connect, before any message is delivered. If it throws, this
 * process must not use the database: the first time, the error is thrown; later, it is passed to `onRefused`.
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

  /** While the database does not answer, no other process can use it either. */
  async function rejoin(): Promise<void> {
    while (!left && client === null) {
      await join().catch(() => sleep(rejoinMs));
    }
    if (left) return;
    try {
      await onJoined();
      tellListeners(null);
    } catch (error) {
      // It is away again: the next connection tries.
      if (error instanceof StoreUnavailable) await client?.end();
      else onRefused(error);
    }
  }

  /** Sends one notification after the other. */
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

/** Opens a connection that holds the shared lock and receives what other processes send. */
async function connect(
  { config, keepsStatements }: Reached,
  onTold: (message: string) => void,
): Promise<pg.Client> {
  const client = new pg.Client({ ...config, keepAlive: true });
  // The `end` event follows.
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

/** Runs a statement. If it fails, its message is lost; a connection that does not answer is closed. */
async function say(client: pg.Client | null, sentence: string, values: string[] = []): Promise<void> {
  if (client === null) return;
  const silent = setTimeout(() => client.end(), pulseMs);
  await client.query(sentence, values).catch(() => client.end());
  clearTimeout(silent);
}

/** Takes as many messages as fit into one notification. */
function payloadOf(waiting: Set<string>): string {
  let payload = '';
  for (const message of waiting) {
    if (payload.length + message.length >= payloadMax) break;
    payload += payload === '' ? message : `\n${message}`;
    waiting.delete(message);
  }
  return payload;
}
