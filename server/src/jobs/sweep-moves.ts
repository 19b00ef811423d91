import { ApiError } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { paymentMoves } from '../flows/payment-moves.ts';
import { runMove } from '../flows/run-move.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { type Owned, ownDoing } from './own-doing.ts';
import { staleSeconds } from './sweep-attempts.ts';

const batch = 100;

const standing = systemStatement<{ before: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from payment_moves
    where status = 'started' and updated <= ${p.before} order by updated limit ${sql.lit(batch)}`.compile(db),
);

/**
 * Carries out the captures and reversals whose process ended before their outcome was committed. `startup` takes all
 * of them, however young. One that the network does not answer for, or refuses, is not asked for again here.
 */
export async function sweepMoves(services: Services, startup = false): Promise<void> {
  const now = services.clock.now();
  const before = startup ? now : now - staleSeconds;
  for (const { id, account, mode } of await services.store.system.all(standing, { before })) {
    const store = services.store.account({ account, livemode: mode === 'live' });
    const move = await paymentMoves.find(store.reader, id);
    if (move?.status !== 'started') continue;
    await runMove({ services, store, origin: ownDoing, now }, move).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
    });
  }
}
