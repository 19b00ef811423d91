import { sql } from 'kysely';
import { setupAttempts } from '../api/setup-attempts/table.ts';
import { finishSetup } from '../flows/finish-setup.ts';
import { NetworkUnavailable } from '../network/network.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { type Owned, ownDoing } from './own-doing.ts';
import { staleSeconds } from './sweep-attempts.ts';

const batch = 100;

const standing = systemStatement<{ before: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from setup_attempts
    where status = 'processing' and updated <= ${p.before} order by updated limit ${sql.lit(batch)}`.compile(
    db,
  ),
);

/** Finishes the setups whose process ended before their outcome was committed, as `sweepAttempts` does for payments. */
export async function sweepSetups(services: Services, startup = false): Promise<void> {
  const now = services.clock.now();
  const before = startup ? now : now - staleSeconds;
  for (const { id, account, mode } of await services.store.system.all(standing, { before })) {
    const store = services.store.account({ account, livemode: mode === 'live' });
    const attempt = await setupAttempts.find(store.reader, id);
    if (attempt === undefined) continue;
    try {
      const answer = await services.network.lookup(attempt.doc.network_request);
      const outcome =
        answer === null || !('networkTransactionId' in answer)
          ? ({ kind: 'lost' } as const)
          : ({ kind: 'answered', answer } as const);
      await finishSetup(services, store, ownDoing, now, id, outcome);
    } catch (error) {
      // It waits for the next run.
      if (!(error instanceof NetworkUnavailable)) throw error;
    }
  }
}
