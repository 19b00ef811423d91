import { sql } from 'kysely';
import { finishSetup } from '../flows/setups/finish-setup.ts';
import { setupAttempts } from '../resources/setup-attempts/table.ts';
import type { Services } from '../services.ts';
import { ownDoing } from '../store/store.ts';
import { workOffAll } from './duty.ts';
import { eachStanding, standingRows } from './each-due.ts';

const standing = standingRows('setup_attempts', sql`t.status = 'processing'`);

/** Finishes the setups whose process ended before their outcome was committed, as `sweepAttempts` does for payments. */
export const standingSetups = eachStanding('finish setups', standing, async (services, store, id, now) => {
  const attempt = await setupAttempts.find(store.reader, id);
  if (attempt === undefined) return;
  const answer = await services.network.lookup(attempt.doc.network_request);
  const proof = attempt.doc.authentication;
  const authentication = proof === null ? null : await services.network.authentication(proof);
  const outcome =
    answer === null || !('networkTransactionId' in answer)
      ? ({ kind: 'untried' } as const)
      : ({ kind: 'answered', answer, authentication } as const);
  await finishSetup(services, store, ownDoing, now, id, outcome);
});

/** The same for all accounts, until it is done. */
export function sweepSetups(services: Services, startup = false): Promise<void> {
  return workOffAll(services, standingSetups(startup));
}
