import { ApiError } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { runMove } from '../flows/payments/run-move.ts';
import { paymentMoves } from '../resources/attempts/payment-moves.ts';
import type { Services } from '../services.ts';
import { ownDoing } from '../store/store.ts';
import { workOffAll } from './duty.ts';
import { eachStanding, standingRows } from './each-due.ts';

const standing = standingRows('payment_moves', sql`t.status = 'started'`);

/**
 * Carries out the captures and reversals whose process ended before their outcome was committed. One that
 * the network refuses is over; one that it does not answer for is tried again later.
 */
export const standingMoves = eachStanding('finish moves', standing, async (services, store, id, now) => {
  const move = await paymentMoves.find(store.reader, id);
  if (move?.status !== 'started') return;
  await runMove({ services, store, origin: ownDoing, now }, move).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
  });
});

/** The same for all accounts, until it is done. */
export function sweepMoves(services: Services, startup = false): Promise<void> {
  return workOffAll(services, standingMoves(startup));
}
