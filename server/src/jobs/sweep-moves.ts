import { ApiError } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { paymentMoves } from '../flows/payment-moves.ts';
import { runMove } from '../flows/run-move.ts';
import type { Services } from '../services.ts';
import type { AccountStore } from '../store/store.ts';
import { ownDoing } from '../store/store.ts';
import { eachStanding, standingRows } from './each-due.ts';

const standing = standingRows('payment_moves', sql`t.status = 'started'`);

/**
 * Carries out the captures and reversals whose process ended before their outcome was committed. `startup` takes all
 * of them, however young. One that the network does not answer for, or refuses, is not asked for again here.
 */
export async function sweepMoves(services: Services, startup = false): Promise<void> {
  const finish = async (store: AccountStore, id: string, now: number) => {
    const move = await paymentMoves.find(store.reader, id);
    if (move?.status !== 'started') return;
    await runMove({ services, store, origin: ownDoing, now }, move).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
    });
  };
  await eachStanding(services, standing, finish, startup);
}
