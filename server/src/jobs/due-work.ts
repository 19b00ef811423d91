import type { FastifyBaseLogger } from 'fastify';
import type { Services } from '../services.ts';
import { closeDisputes } from './close-disputes.ts';
import { expireSessions } from './expire-sessions.ts';
import { hearNetwork } from './hear-network.ts';
import { lapseAuthorizations } from './lapse-authorizations.ts';
import { releaseFunds } from './release-funds.ts';
import { settleCharges } from './settle-charges.ts';

type Work = () => Promise<void>;

/** What comes about by time alone. Each duty runs one at a time in a process, whoever asks for it. */
export function dueWork(services: Services, log: FastifyBaseLogger) {
  const duty = (work: (services: Services) => Promise<void>) => oneAtATime(() => work(services));
  const duties = {
    expireSessions: duty(expireSessions),
    lapseAuthorizations: duty(lapseAuthorizations),
    hearNetwork: duty(hearNetwork),
    closeDisputes: duty(closeDisputes),
    settleCharges: duty(settleCharges),
    releaseFunds: duty(releaseFunds),
  };
  return {
    ...duties,
    /** All of it, in the order in which one leads to the other. What could not be done stays due. */
    all: async () => {
      for (const [duty, run] of Object.entries(duties)) {
        await run().catch((error: unknown) => log.error({ err: error, duty }, 'due work failed'));
      }
    },
  };
}

function oneAtATime(work: Work): Work {
  let last: Promise<void> = Promise.resolve();
  return () => {
    const next = last.catch(() => {}).then(work);
    last = next;
    return next;
  };
}
