import { sql } from 'kysely';
import { giveBack } from '../flows/payments/give-back.ts';
import { recoverAttempt } from '../flows/payments/recover-attempt.ts';
import { attempts } from '../resources/attempts/attempts.ts';
import type { Services } from '../services.ts';
import { ownDoing } from '../store/store.ts';
import { workOffAll } from './duty.ts';
import { eachStanding, standingRows } from './each-due.ts';

const standing = standingRows('payment_attempts', sql`t.status in ('started', 'giving_back')`);

/**
 * Finishes the attempts whose process ended between the network's call and its outcome: what the network did under
 * the attempt's request id is looked up and committed, and late approvals are given back. One that the network does
 * not answer for is tried again later.
 */
export const standingAttempts = eachStanding(
  'finish attempts',
  standing,
  async (services, store, id, now) => {
    const attempt = await attempts.find(store.reader, id);
    if (attempt === undefined) return;
    if (attempt.status === 'giving_back') await giveBack(services, store, ownDoing, now, attempt);
    else await recoverAttempt({ services, store, origin: ownDoing, now }, attempt);
  },
);

/** The same for all accounts, until it is done. */
export function sweepAttempts(services: Services, startup = false): Promise<void> {
  return workOffAll(services, standingAttempts(startup));
}
