import { sql } from 'kysely';
import { makeAvailable } from '../flows/balance.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { batch, eachOwned, type Owned, ownDoing } from './each-owned.ts';

const due = systemStatement<{ now: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from balance_transactions
    where status = 'pending' and available_on <= ${p.now} order by available_on limit ${sql.lit(batch)}`.compile(
    db,
  ),
);

/** Makes money available whose settlement delay is over. */
export async function releaseFunds(services: Services): Promise<void> {
  const now = services.clock.now();
  await eachOwned(services, await services.store.system.all(due, { now }), (store, id) =>
    store.write(ownDoing, (transaction) => makeAvailable(transaction, now, id)),
  );
}
