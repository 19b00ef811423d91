import { sql } from 'kysely';
import { setupAttempts } from '../api/setup-attempts/table.ts';
import { finishSetup } from '../flows/finish-setup.ts';
import { NetworkUnavailable } from '../network/network.ts';
import type { Services } from '../services.ts';
import type { AccountStore } from '../store/store.ts';
import { ownDoing } from '../store/store.ts';
import { eachStanding, standingRows } from './each-due.ts';

const standing = standingRows('setup_attempts', sql`t.status = 'processing'`);

/** Finishes the setups whose process ended before their outcome was committed, as `sweepAttempts` does for payments. */
export async function sweepSetups(services: Services, startup = false): Promise<void> {
  const finish = async (store: AccountStore, id: string, now: number) => {
    const attempt = await setupAttempts.find(store.reader, id);
    if (attempt === undefined) return;
    try {
      const answer = await services.network.lookup(attempt.doc.network_request);
      const proof = attempt.doc.authentication;
      const authentication = proof === null ? null : await services.network.authentication(proof);
      const outcome =
        answer === null || !('networkTransactionId' in answer)
          ? ({ kind: 'untried' } as const)
          : ({ kind: 'answered', answer, authentication } as const);
      await finishSetup(services, store, ownDoing, now, id, outcome);
    } catch (error) {
      // It waits for the next run.
      if (!(error instanceof NetworkUnavailable)) throw error;
    }
  };
  await eachStanding(services, standing, finish, startup);
}
