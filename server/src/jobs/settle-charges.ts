import { sql } from 'kysely';
import { charges } from '../api/charges/table.ts';
import { settleNow } from '../flows/post-charge.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { batch, eachOwned, type Owned, ownDoing } from './each-owned.ts';

const due = systemStatement<{ now: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from charges where settle_at <= ${p.now}
    order by settle_at limit ${sql.lit(batch)}`.compile(db),
);

/** Brings the money of charges with asynchronous capture into the balance. */
export async function settleCharges(services: Services): Promise<void> {
  const now = services.clock.now();
  await eachOwned(services, await services.store.system.all(due, { now }), (store, id) =>
    store.write(ownDoing, async (transaction) => {
      const charge = await charges.lock(transaction, id);
      if (charge !== undefined) await settleNow(transaction, services, now, charge);
    }),
  );
}
