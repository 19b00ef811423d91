import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { routes } from './api/index.ts';
import { createCardLimits } from './card-limits.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Config, ConfigError } from './config.ts';
import { configuredMasterKey } from './configured-master-key.ts';
import { armCrashPoint } from './crash-point.ts';
import { createFaults } from './faults.ts';
import { holdStore } from './hold-store.ts';
import type { ChallengeIssuer } from './http/challenge-pages.ts';
import { separateDashboard } from './http/dashboard-origin.ts';
import { permissionsOf } from './http/permit.ts';
import { createServer } from './http/server.ts';
import { randomIds } from './ids.ts';
import { dropExpired } from './jobs/drop-expired.ts';
import { dueWork, standingWork } from './jobs/due-work.ts';
import { startJobs } from './jobs/every.ts';
import { hearNetwork } from './jobs/hear-network.ts';
import { createLanes } from './jobs/lanes.ts';
import { sweepAttempts } from './jobs/sweep-attempts.ts';
import { sweepMoves } from './jobs/sweep-moves.ts';
import { sweepRefunds } from './jobs/sweep-refunds.ts';
import { sweepSetups } from './jobs/sweep-setups.ts';
import { createCallerCache } from './keys/caller-cache.ts';
import { acsPage } from './network/simulator/acs-page.ts';
import { acsStylesheet } from './network/simulator/acs-stylesheet.ts';
import { openSimulator, type Simulator } from './network/simulator/simulator.ts';
import { openStore } from './open-store.ts';
import { createCliSockets } from './outbox/cli-sockets.ts';
import { releaseClaims } from './outbox/deliver.ts';
import { startDeliveries } from './outbox/delivery-worker.ts';
import { withoutCards } from './redaction/without-cards.ts';
import { createRequestLog } from './request-log.ts';
import { createSearchIndex } from './search/search-index.ts';
import type { Services } from './services.ts';
import type { SignInParts } from './sign-in/sign-in.ts';
import { dataKeyStore } from './vault/key-store.ts';
import { openKeyRing } from './vault/keys.ts';
import { createVault } from './vault/vault.ts';

export interface RunningServer {
  /** Where it listens, `http://127.0.0.1:12111`. */
  readonly url: string;
  readonly services: Services;
  readonly simulator: Simulator;
  /** Where the first owner of the dashboard is set up; null in development mode, and when there is one. */
  readonly setUpUrl: string | null;
  /** Finishes the requests that run, then closes everything. */
  stop(): Promise<void>;
}

const secondMs = 1000;

/**
 * Starts a server: takes the store for itself, opens it and the vault, finishes what an earlier process left behind, and
 * listens. Throws ConfigError while another server works on the store.
 */
export async function start(
  config: Config,
  clock: Clock = systemClock,
  logTo: pino.DestinationStream = process.stdout,
): Promise<RunningServer> {
  const log = pino({ level: config.logLevel, hooks: { streamWrite: withoutCards } }, logTo);
  const lost = new AbortController();
  const release = await holdStore(config, () => lost.abort());
  try {
    const running = await run(config, clock, log);
    const stop = async () => {
      await running.stop();
      await release();
    };
    lost.signal.onabort = () => {
      log.fatal(
        'Another Onfile server has taken the database while it could not be reached; this one stops.',
      );
      process.exitCode = 1;
      void stop();
    };
    return { ...running, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

async function run(config: Config, clock: Clock, log: pino.Logger): Promise<RunningServer> {
  if (config.crashAt !== undefined) armCrashPoint(config.crashAt);
  const store = await openStore(config);
  const keys = await openKeyRing(configuredMasterKey(config), dataKeyStore(store.system), clock.now());
  const ids = randomIds();
  const simulator = openSimulator(config.data, ids, clock);
  const address = { origin: config.publicUrl ?? '' };
  const dashboardOrigin = config.dashboardUrl === undefined ? null : new URL(config.dashboardUrl).origin;
  const requestLog = createRequestLog(store.system);
  const signIn =
    config.mode === 'development'
      ? null
      : await openSignIn({
          store,
          clock,
          ids,
          secret: keys.newest('sign_in').bytes.toString('base64'),
          log,
          origin: () => dashboardOrigin ?? address.origin,
        });
  const services: Services = {
    store,
    vault: createVault(keys),
    network: simulator,
    clock,
    ids,
    requestLog,
    searchIndex: createSearchIndex(store),
    cliSockets: createCliSockets(requestLog),
    callers: createCallerCache(),
    cardLimits: createCardLimits(),
    signIn,
    permissions: permissionsOf(routes),
    abandoned: new Set(),
    faults: createFaults((account, faults) => simulator.setFaults(account, faults)),
    runDue: (account) => due.finish(account),
    get origin() {
      return address.origin;
    },
    get dashboardOrigin() {
      return dashboardOrigin ?? address.origin;
    },
    allowedHosts: config.allowedHosts,
    keyMode: config.mode,
  };
  const due = createLanes(services, dueWork, log);
  const standing = createLanes(services, standingWork, log);
  await finishWhatStands(services).catch((error: unknown) => log.error({ err: error }, 'sweep failed'));
  const server = createServer(services, issuerOf(simulator), log, config.trustedProxies);
  if (dashboardOrigin !== null) separateDashboard(server, dashboardOrigin);
  const jobs = startJobs(
    [
      { name: 'look for due work', intervalMs: secondMs, run: due.look },
      { name: 'look for standing work', intervalMs: 10 * secondMs, run: standing.look },
      { name: 'write request logs', intervalMs: secondMs, run: () => services.requestLog.flush() },
      { name: 'put into the search', intervalMs: secondMs, run: () => services.searchIndex.workOff() },
      { name: 'drop expired', intervalMs: 60 * secondMs, run: () => dropExpired(services) },
      { name: 'refresh vault keys', intervalMs: 60 * secondMs, run: () => keys.refresh() },
    ],
    log,
  );
  store.onAnnounced('captures', () => {
    due.look([hearNetwork]).catch((error: unknown) => log.error({ err: error }, 'the network was not heard'));
  });
  await releaseClaims(services);
  const deliveries = startDeliveries(services, log);
  const stop = async () => {
    await server.close();
    await jobs.stop();
    await Promise.all([due.stop(), standing.stop()]);
    await deliveries.stop();
    await services.requestLog.flush();
    simulator.close();
    await store.close();
  };
  try {
    await server.listen({ port: config.port, host: config.host });
  } catch (error) {
    await stop();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new ConfigError(`Port ${config.port} on ${config.host} is taken. Choose another with --port.`);
    }
    throw error;
  }
  const url = urlOf(server.server.address(), config.host);
  if (address.origin === '') address.origin = url;
  return { url, services, simulator, setUpUrl: (await signIn?.setUpUrl()) ?? null, stop };
}

/** Loaded when it is used: development mode has no members. */
async function openSignIn(parts: SignInParts): Promise<Services['signIn']> {
  const { createSignIn } = await import('./sign-in/sign-in.ts');
  return createSignIn(parts);
}

/** What an earlier process left between the card network and its outcome. */
async function finishWhatStands(services: Services): Promise<void> {
  await sweepAttempts(services, true);
  await sweepMoves(services, true);
  await sweepSetups(services, true);
  await sweepRefunds(services, true);
}

/** The simulator's test issuer as a web page. */
function issuerOf(simulator: Simulator): ChallengeIssuer {
  return {
    challengePage: (authenticationId, action) => {
      const challenge = simulator.challenge(authenticationId);
      return challenge && acsPage({ challenge, action, stylesheet: '/acs/style.css', merchant: null });
    },
    challengeStyle: acsStylesheet,
    completeChallenge: (authenticationId, answer) => simulator.completeChallenge(authenticationId, answer),
  };
}

function urlOf(bound: AddressInfo | string | null, host: string): string {
  if (bound === null || typeof bound === 'string') throw new Error('The server listens on no port.');
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}
