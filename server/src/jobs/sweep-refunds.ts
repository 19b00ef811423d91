import { sql } from 'kysely';
import { refunds } from '../api/refunds/table.ts';
import { askForRefund } from '../flows/finish-refund.ts';
import { NetworkUnavailable } from '../network/network.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { batch, eachOwned, type Owned, ownDoing } from './each-owned.ts';
import { staleSeconds } from './sweep-attempts.ts';

const standing = systemStatement<{ before: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from refunds where phase = 'asking' and updated <= ${p.before}
    order by updated limit ${sql.lit(batch)}`.compile(db),
);

/**
 * Finishes the refunds whose process ended before the network's answer was committed: the network is asked again
 * under the same request id, which it pays back once. One that it does not answer for waits for the next run.
 * `startup` takes all of them, however young.
 */
export async function sweepRefunds(services: Services, startup = false): Promise<void> {
  const now = services.clock.now();
  const before = startup ? now : now - staleSeconds;
  await eachOwned(services, await services.store.system.all(standing, { before }), async (store, id) => {
    const refund = await refunds.find(store.reader, id);
    if (refund === undefined) return;
    await askForRefund(services, store, ownDoing, now, refund).catch((error: unknown) => {
      if (!(error instanceof NetworkUnavailable)) throw error;
    });
  });
}
