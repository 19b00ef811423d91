import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Services } from '../services.ts';
import { type Claimed, type Complete, claimDeliveries, deliver } from './deliver.ts';
import { createSender } from './send.ts';

/** How many tries run at once: for one endpoint and one account, so that none that does not answer holds up others, and in all. */
const atOnce = { ofOneEndpoint: 16, ofOneAccount: 64, ofAll: 256 };
/** Claims and outcomes are written in beats, which share a commit, so that requests seldom wait for one. */
const beatMs = 5;
/** How long others wait while an endpoint or account is busy, because looking passes over everything due to it. */
const busyMs = 25;
/** How long to wait for an endpoint's answer when the server stops. */
const patienceMs = 4000;
/** How often to look for what no commit of this process announces: retries, and work that other processes left. */
const lookMs = 500;

/** Delivers events while it runs: as soon as they are committed, and when retries become due. */
export function startDeliveries(
  services: Services,
  log: FastifyBaseLogger,
  complete: Complete,
): { stop(): Promise<void> } {
  const sender = createSender(services.keyMode === 'production' ? 'public' : 'anything', services.cliSockets);
  const running = new Map<Promise<void>, Claimed>();
  let stopped = false;
  let looking: Promise<void> | null = null;
  let again = false;
  let beat: Promise<void> | null = null;

  function nextBeat(): Promise<void> {
    beat ??= sleep(beatMs).then(() => {
      beat = null;
    });
    return beat;
  }

  function look(): void {
    again = true;
    looking ??= claimAll()
      .catch((error: unknown) => log.error({ err: error }, 'deliveries could not be claimed'))
      .finally(() => {
        looking = null;
      });
  }

  async function claimAll(): Promise<void> {
    while (again && !stopped) {
      await nextBeat();
      const busy = busyOnes();
      if (busy.size > 0) await Promise.race([sleep(busyMs), ...[...busy.values()].flat()]);
      again = false;
      const free = Math.min(atOnce.ofAll - running.size, atOnce.ofOneEndpoint);
      const claimed = free === 0 ? [] : await claimDeliveries(services, free, [...busyOnes().keys()]);
      for (const delivery of claimed) follow(delivery);
      again ||= claimed.length > 0;
    }
  }

  /** Endpoints and accounts that have all the tries they may have, with these tries. */
  function busyOnes(): Map<string, Promise<void>[]> {
    const endpoints = triesOf(({ endpoint }) => endpoint);
    const accounts = triesOf(({ account }) => account);
    return new Map([
      ...[...endpoints].filter(([, { length }]) => length >= atOnce.ofOneEndpoint),
      ...[...accounts].filter(([, { length }]) => length >= atOnce.ofOneAccount),
    ]);
  }

  function triesOf(whose: (delivery: Claimed) => string): Map<string, Promise<void>[]> {
    const tries = new Map<string, Promise<void>[]>();
    for (const [done, delivery] of running) {
      const known = tries.get(whose(delivery)) ?? [];
      known.push(done);
      tries.set(whose(delivery), known);
    }
    return tries;
  }

  function follow(delivery: Claimed): void {
    const done = deliver({ services, sender, complete }, delivery, nextBeat)
      .catch((error: unknown) => log.error({ err: error }, 'a delivery could not be made'))
      .finally(() => {
        running.delete(done);
        look();
      });
    running.set(done, delivery);
  }

  services.store.onAnnounced('deliveries', look);
  const timer = setInterval(look, lookMs).unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
      const late = setTimeout(() => void sender.end(), patienceMs);
      await Promise.all(running.keys());
      clearTimeout(late);
      await sender.end();
    },
  };
}
