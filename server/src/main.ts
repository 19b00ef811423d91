import pino from 'pino';
import { routes } from './api/index.ts';
import { withUnasked } from './api/unasked.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config/config.ts';
import { armCrashPoint } from './crash-point.ts';
import { entriesOf } from './flows/search/lists.ts';
import type { ChallengeIssuer } from './http/pages/challenge-pages.ts';
import { separateDashboard } from './http/pages/dashboard-origin.ts';
import { permissionsOf } from './http/request/permit.ts';
import { createServer } from './http/server.ts';
import { type TakenPort, takePort } from './http/take-port.ts';
import { randomIds } from './ids.ts';
import { dropExpired } from './jobs/drop-expired.ts';
import { dueWork, standingWork } from './jobs/due-work.ts';
import { startJobs } from './jobs/every.ts';
import { finishAllOperations } from './jobs/finish-operations.ts';
import { hearNetwork } from './jobs/hear-network.ts';
import { createLanes } from './jobs/lanes.ts';
import { createCallerCache } from './keys/caller-cache.ts';
import { acsPage } from './network/simulator/acs-page.ts';
import { acsStylesheet } from './network/simulator/acs-stylesheet.ts';
import { type OpenJournal, openJournalFile, openSharedJournal } from './network/simulator/open-journal.ts';
import { createSimulator, type Simulator } from './network/simulator/simulator.ts';
import { createOpenings, type Openings } from './openings.ts';
import { withoutCards } from './redaction/without-cards.ts';
import { createAdmission, serverLimits } from './requests/admission.ts';
import { createCardLimits } from './requests/card-limits.ts';
import { createFaults } from './requests/create-faults.ts';
import { createRequestLog } from './requests/request-log.ts';
import { createSearchIndex } from './search/search-index.ts';
import type { Services } from './services.ts';
import type { SignInParts } from './sign-in/sign-in.ts';
import { holdStore } from './store/hold-store.ts';
import { createLeases } from './store/leases.ts';
import { openStore } from './store/open-store.ts';
import { noteDashboard } from './store/server-address.ts';
import type { Store } from './store/store.ts';
import { configuredMasterKey } from './vault/configured-master-key.ts';
import { dataKeyStore } from './vault/key-store.ts';
import { openKeyRing } from './vault/keys.ts';
import { createVault } from './vault/vault.ts';
import { createCliSockets } from './webhooks/cli-sockets.ts';
import { releaseClaims } from './webhooks/deliver.ts';
import { startDeliveries } from './webhooks/delivery-worker.ts';

export interface RunningServer {
  /** Its own address, such as `http://127.0.0.1:12111`. */
  readonly url: string;
  readonly services: Services;
  readonly simulator: Simulator;
  /** Where the dashboard's first owner is set up; null in development mode, and once there is an owner. */
  readonly setUpUrl: string | null;
  /** Finishes the running requests, then closes everything. */
  stop(): Promise<void>;
}

const secondMs = 1000;

/**
 * Starts a server: takes the port, and the store if that is SQLite's; opens the store and the vault; finishes what ended
 * processes left behind; then answers. Throws ConfigError while another server has the port or the store.
 */
export async function start(
  config: Config,
  clock: Clock = systemClock,
  logTo: pino.DestinationStream = process.stdout,
): Promise<RunningServer> {
  const log = pino({ level: config.logLevel, hooks: { streamWrite: withoutCards } }, logTo);
  if (config.crashAt !== undefined) armCrashPoint(config.crashAt);
  const openings = createOpenings();
  try {
    const port = await takePort(config.host, config.port);
    openings.add(port.close);
    openings.add(await holdStore(config));
    return { ...(await run(config, clock, log, port, openings)), stop: openings.close };
  } catch (error) {
    await openings.close();
    throw error;
  }
}

async function run(
  config: Config,
  clock: Clock,
  log: pino.Logger,
  port: TakenPort,
  openings: Openings,
): Promise<Omit<RunningServer, 'stop'>> {
  const store = await openStore(config, (error) => {
    log.fatal({ err: error }, 'the schema was changed while the database was away: this server stops');
    process.exitCode = 1;
    void openings.close();
  });
  openings.add(() => store.close());
  const dataKeys = dataKeyStore(store.system);
  const keys = await openKeyRing(await configuredMasterKey(config, dataKeys), dataKeys, clock.now());
  const ids = randomIds();
  const simulator = createSimulator(await openJournal(config, store, openings), ids, clock);
  const origin = config.publicUrl ?? port.url;
  const dashboardOrigin = config.dashboardUrl ?? origin;
  const requestLog = createRequestLog(store.system);
  openings.add(() => requestLog.flush());
  const signIn =
    config.mode === 'development'
      ? null
      : await openSignIn({
          store,
          clock,
          ids,
          secret: keys.newest('sign_in').bytes.toString('base64'),
          log,
          origin: dashboardOrigin,
        });
  const leases = createLeases(store, clock, (error) => log.error({ err: error }, 'leases were not renewed'));
  openings.add(leases.stop);
  const services: Services = {
    store,
    vault: createVault(keys),
    network: simulator,
    clock,
    ids,
    requestLog,
    searchIndex: createSearchIndex(store, entriesOf),
    cliSockets: createCliSockets(),
    callers: createCallerCache(store),
    admission: createAdmission(serverLimits, port.calm),
    cardLimits: createCardLimits(),
    signIn,
    permissions: permissionsOf(routes),
    leases,
    faults: createFaults(store, (account, faults) => simulator.setFaults(account, faults)),
    runDue: (account) => due.finish(account),
    origin,
    dashboardOrigin,
    allowedHosts: config.allowedHosts,
    keyMode: config.mode,
  };
  const due = createLanes(services, dueWork, log);
  const standing = createLanes(services, standingWork, log);
  await finishAllOperations(services).catch((error: unknown) =>
    log.error({ err: error }, 'operations of an earlier process could not be finished'),
  );
  if (store.processes === 'one') await releaseClaims(services);
  await services.faults.open();
  const deliveries = startDeliveries(services, log, withUnasked);
  openings.add(() => Promise.all([due.stop(), standing.stop()]));
  const jobs = startJobs(
    [
      { name: 'look for due work', intervalMs: secondMs, run: due.look },
      { name: 'look for standing work', intervalMs: 2 * secondMs, run: standing.look },
      { name: 'look for faults', intervalMs: 2 * secondMs, run: () => services.faults.look() },
      { name: 'write request logs', intervalMs: secondMs, run: () => requestLog.flush() },
      { name: 'put into the search', intervalMs: secondMs, run: () => services.searchIndex.workOff() },
      { name: 'drop expired', intervalMs: 60 * secondMs, run: () => dropExpired(services) },
      { name: 'refresh vault keys', intervalMs: 60 * secondMs, run: () => keys.refresh() },
    ],
    log,
  );
  openings.add(jobs.stop);
  store.onAnnounced('captures', () => {
    due.look([hearNetwork]).catch((error: unknown) => log.error({ err: error }, 'the network was not heard'));
  });
  const { trustedProxies } = config;
  const server = createServer({ services, issuer: issuerOf(simulator), logger: log, port, trustedProxies });
  openings.add(() => Promise.all([server.close(), port.close(), deliveries.stop()]));
  if (config.dashboardUrl !== undefined) separateDashboard(server, config.dashboardUrl);
  await server.ready();
  await noteDashboard(store.system, dashboardOrigin);
  return { url: port.url, services, simulator, setUpUrl: (await signIn?.setUpUrl()) ?? null };
}

/** Opens the simulated network's journal; servers that share a database share the network. */
async function openJournal(
  { data, databaseUrl }: Config,
  { system }: Store,
  openings: Openings,
): Promise<OpenJournal> {
  const journal = await (databaseUrl === undefined ? openJournalFile(data) : openSharedJournal(system, data));
  openings.add(journal.close);
  return journal;
}

/** Loaded only when used: development mode has no members. */
async function openSignIn(parts: SignInParts): Promise<Services['signIn']> {
  const { createSignIn } = await import('./sign-in/sign-in.ts');
  return createSignIn(parts);
}

/** The simulator's test issuer, as the pages of a challenge use it. */
function issuerOf(simulator: Simulator): ChallengeIssuer {
  return {
    challengePage: async (authenticationId, action) => {
      const challenge = await simulator.challenge(authenticationId);
      return challenge && acsPage({ challenge, action, stylesheet: '/acs/style.css', merchant: null });
    },
    challengeStyle: acsStylesheet,
    completeChallenge: (authenticationId, answer) => simulator.completeChallenge(authenticationId, answer),
  };
}
