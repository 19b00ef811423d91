import { sql } from 'kysely';
import { finishAdvancing } from '../flows/advance-test-clock.ts';
import { deleteTestClock } from '../flows/delete-test-clock.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { ownDoing } from '../store/store.ts';
import { eachOwned, type Owned } from './each-due.ts';

const owned = (condition: ReturnType<typeof sql>) =>
  systemStatement<{ now: number }, Owned>((db, p) =>
    sql<Owned>`select 'test_clocks' as "table", t.id, t.account, t.mode, a.clock_offset, null as frozen_time
      from test_clocks t join accounts a on a.id = t.account
      where ${condition} and t.created <= ${p.now} + a.clock_offset limit 100`.compile(db),
  );
const standing = owned(sql`t.status = 'advancing'`);

const lifeSeconds = 30 * 24 * 60 * 60;
const old = owned(sql`t.status = 'ready'`);

/** Brings clocks to their end whose process ended while they were advancing. */
export async function finishTestClocks(services: Services): Promise<void> {
  const rows = await services.store.system.all(standing, { now: services.clock.now() });
  await eachOwned(services, rows, (store, id) => finishAdvancing(services, store, ownDoing, { id }));
}

/** Deletes the clocks whose thirty days are over. */
export async function dropOldTestClocks(services: Services): Promise<void> {
  const rows = await services.store.system.all(old, { now: services.clock.now() - lifeSeconds });
  await eachOwned(services, rows, (store, id, now) =>
    store.write(ownDoing, (transaction) =>
      deleteTestClock({ services, livemode: store.reader.scope.livemode, now }, transaction, id),
    ),
  );
}
