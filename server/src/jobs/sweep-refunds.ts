import { sql } from 'kysely';
import { refunds } from '../api/refunds/table.ts';
import { askForRefund } from '../flows/finish-refund.ts';
import { NetworkUnavailable } from '../network/network.ts';
import type { Services } from '../services.ts';
import type { AccountStore } from '../store/store.ts';
import { ownDoing } from '../store/store.ts';
import { eachStanding, standingRows } from './each-due.ts';

const standing = standingRows('refunds', sql`t.phase = 'asking'`);

/**
 * Finishes the refunds whose process ended before the network's answer was committed: the network is asked again
 * under the same request id, which it pays back once. One that it does not answer for waits for the next run.
 * `startup` takes all of them, however young.
 */
export async function sweepRefunds(services: Services, startup = false): Promise<void> {
  const finish = async (store: AccountStore, id: string, now: number) => {
    const refund = await refunds.find(store.reader, id);
    if (refund === undefined) return;
    await askForRefund(services, store, ownDoing, now, refund).catch((error: unknown) => {
      if (!(error instanceof NetworkUnavailable)) throw error;
    });
  };
  await eachStanding(services, standing, finish, startup);
}
