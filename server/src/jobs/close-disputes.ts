import { sql } from 'kysely';
import { disputes } from '../api/disputes/table.ts';
import { endDispute } from '../flows/dispute-charge.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { batch, eachOwned, type Owned, ownDoing } from './each-owned.ts';

const due = systemStatement<{ now: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from disputes where decide_at <= ${p.now}
    order by decide_at limit ${sql.lit(batch)}`.compile(db),
);

/** Ends the disputes that are decided, and those that nobody answered in time. */
export async function closeDisputes(services: Services): Promise<void> {
  const now = services.clock.now();
  await eachOwned(services, await services.store.system.all(due, { now }), (store, id) =>
    store.write(ownDoing, async (transaction) => {
      const row = await disputes.lock(transaction, id);
      if (row === undefined || row.decide_at === null || row.decide_at > now) return;
      await endDispute(transaction, services, now, row);
    }),
  );
}
