import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import type { Clock } from '../clock.ts';
import { readConfig } from '../config/config.ts';
import { randomIds } from '../ids.ts';
import { type RunningServer, start } from '../main.ts';
import { freshDatabase } from './postgres.ts';

export type EngineName = 'sqlite' | 'postgres';

/** The engines that the tests run on: always SQLite, and PostgreSQL if the test command found one. */
export const engines: readonly EngineName[] =
  process.env.TEST_DATABASE_URL === undefined ? ['sqlite'] : ['sqlite', 'postgres'];

/** The machine's clock, which can be advanced. */
export interface TestClock extends Clock {
  advance(seconds: number): void;
}

export interface TestServer extends RunningServer {
  readonly clock: TestClock;
  readonly folder: string;
  /** The official client on a sandbox of its own. */
  client(options?: Partial<ClientOptions>): Stripe;
  /** A key of a sandbox that nobody else uses. */
  freshKey(): string;
  /** Ends the process's hold on the data and starts again on it. */
  restart(): Promise<TestServer>;
  /** Starts another server on the same PostgreSQL. It leaves the data in place when it stops. */
  neighbour(): Promise<TestServer>;
}

interface ClientOptions {
  readonly key: string;
  readonly apiVersion: string;
  readonly maxNetworkRetries: number;
}

export function testClock(): TestClock {
  let offset = 0;
  return {
    now: () => Math.floor(Date.now() / 1000) + offset,
    advance: (seconds) => {
      offset += seconds;
    },
  };
}

/** What a test may choose about its server. */
interface ServerOptions {
  readonly mode?: 'development' | 'production';
  readonly publicUrl?: string;
  readonly dashboardUrl?: string;
  readonly trustedProxies?: string;
  readonly allowedHosts?: string;
  /** Receives every line of the log, at the level `debug`. */
  readonly log?: { write(line: string): void };
}

/** Starts a whole server on a free port and a fresh data folder, which `stop` removes. */
export async function testServer(
  engine: EngineName = 'sqlite',
  options: ServerOptions = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'onfile-test-'));
  const database = engine === 'postgres' ? await freshDatabase() : null;
  const clock = testClock();
  const masterKey = options.mode === 'production' ? randomBytes(32).toString('base64') : undefined;
  const config = readConfig(
    {
      port: 0,
      host: '127.0.0.1',
      data: folder,
      databaseUrl: database?.url,
      mode: options.mode ?? 'development',
      publicUrl: options.publicUrl,
      dashboardUrl: options.dashboardUrl,
      trustedProxies: options.trustedProxies,
      allowedHosts: options.allowedHosts,
      logLevel: options.log === undefined ? 'error' : 'debug',
      masterKey,
    },
    {},
  );
  const run = () => start(config, clock, options.log);
  const withdraw = async () => {
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  return wrap(await run(), { folder, clock, run, withdraw });
}

interface Surroundings {
  readonly folder: string;
  readonly clock: TestClock;
  run(): Promise<RunningServer>;
  /** Removes the data. */
  withdraw(): Promise<void>;
}

function wrap(running: RunningServer, around: Surroundings): TestServer {
  const { hostname, port } = new URL(running.url);
  const freshKey = () => `sk_test_${randomIds().next('api_key_body').slice(0, 32)}`;
  return {
    ...running,
    clock: around.clock,
    folder: around.folder,
    freshKey,
    client: ({ key = freshKey(), apiVersion, maxNetworkRetries = 0 } = {}) =>
      new Stripe(key, {
        host: hostname,
        port: Number(port),
        protocol: 'http',
        maxNetworkRetries,
        telemetry: false,
        // The type names only the pinned version, but these tests are about older ones.
        ...(apiVersion === undefined ? {} : { apiVersion: apiVersion as '2026-10-28.endive' }),
      }),
    restart: async () => {
      await running.stop();
      return wrap(await around.run(), around);
    },
    neighbour: async () => wrap(await around.run(), { ...around, withdraw: async () => {} }),
    stop: async () => {
      await running.stop();
      await around.withdraw();
    },
  };
}
