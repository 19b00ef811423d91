import { sql } from 'kysely';
import { attempts } from '../flows/attempts.ts';
import { giveBack } from '../flows/give-back.ts';
import { recoverAttempt } from '../flows/recover-attempt.ts';
import { NetworkUnavailable } from '../network/network.ts';
import type { Services } from '../services.ts';
import type { AccountStore } from '../store/store.ts';
import { ownDoing } from '../store/store.ts';
import { eachStanding, standingRows } from './each-due.ts';

const standing = standingRows('payment_attempts', sql`t.status in ('started', 'giving_back')`);

/**
 * Finishes the attempts whose process ended between the network's call and its outcome: what the network did under
 * the attempt's request id is looked up and committed, and late approvals are given back. One that the network does
 * not answer for waits for the next run. `startup` takes all of them, however young. Throws what went wrong with
 * some attempts once it is through with the others.
 */
export async function sweepAttempts(services: Services, startup = false): Promise<void> {
  const finish = async (store: AccountStore, id: string, now: number) => {
    const attempt = await attempts.find(store.reader, id);
    if (attempt === undefined) return;
    try {
      if (attempt.status === 'giving_back') await giveBack(services, store, ownDoing, now, attempt);
      else await recoverAttempt({ services, store, origin: ownDoing, now }, attempt);
    } catch (error) {
      if (!(error instanceof NetworkUnavailable)) throw error;
    }
  };
  await eachStanding(services, standing, finish, startup);
}
