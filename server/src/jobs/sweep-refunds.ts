import { sql } from 'kysely';
import { askForRefund } from '../flows/refunds/finish-refund.ts';
import { refunds } from '../resources/refunds/table.ts';
import type { Services } from '../services.ts';
import { ownDoing } from '../store/store.ts';
import { workOffAll } from './duty.ts';
import { eachStanding, standingRows } from './each-due.ts';

const standing = standingRows('refunds', sql`t.phase = 'asking'`);

/**
 * Finishes the refunds whose process ended before the network's answer was committed: the network is asked again
 * under the same request id, which it pays back once. One that it does not answer for is tried again later.
 */
export const standingRefunds = eachStanding('finish refunds', standing, async (services, store, id, now) => {
  const refund = await refunds.find(store.reader, id);
  if (refund === undefined) return;
  await askForRefund(services, store, ownDoing, now, refund);
});

/** The same for all accounts, until it is done. */
export function sweepRefunds(services: Services, startup = false): Promise<void> {
  return workOffAll(services, standingRefunds(startup));
}
