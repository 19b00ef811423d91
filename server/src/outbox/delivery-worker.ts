import type { FastifyBaseLogger } from 'fastify';
import type { Services } from '../services.ts';
import { claimDeliveries, deliver } from './deliver.ts';
import { createSender } from './send.ts';

const atOnce = 16;
/** For what no commit of this process announces: retries, and what other processes left. */
const lookMs = 500;

/** Delivers events while it runs: as soon as they are committed, and what has become due. */
export function startDeliveries(services: Services, log: FastifyBaseLogger): { stop(): Promise<void> } {
  const sender = createSender(services.keyMode === 'production' ? 'public' : 'anything', services.cliSockets);
  const running = new Set<Promise<void>>();
  let stopped = false;
  let looking: Promise<void> | null = null;
  let again = false;

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
      again = false;
      const free = atOnce - running.size;
      const claimed = free === 0 ? [] : await claimDeliveries(services, free);
      for (const delivery of claimed) follow(deliver(services, sender, delivery));
      again ||= claimed.length > 0;
    }
  }

  function follow(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => log.error({ err: error }, 'a delivery could not be made'))
      .finally(() => {
        running.delete(done);
        look();
      });
    running.add(done);
  }

  services.store.onAnnounced('deliveries', look);
  const timer = setInterval(look, lookMs).unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all(running);
      await sender.close();
    },
  };
}
