import { type RawBuilder, sql } from 'kysely';
import { joinClock, type TimedTable } from '../flows/customer-clock.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import type { AccountStore } from '../store/store.ts';

/** How many rows one run of a job takes. */
const batch = 100;

/** A table whose rows a sweeper finishes. */
type StandingTable = 'payment_attempts' | 'payment_moves' | 'refunds' | 'setup_attempts';

/** A row that a job found over all accounts, with whose it is. */
export interface Owned {
  readonly table: TimedTable | 'test_clocks';
  readonly id: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly clock_offset: number;
  /** The time of the customer's test clock; null where there is none. */
  readonly frozen_time: number | null;
}

/**
 * The rows of a table that meet a condition and whose time (`column`, unix seconds) has come, by the clock of the
 * customer or account that each belongs to: oldest first, a batch of them.
 */
export function dueRows(table: TimedTable, column: string, condition: RawBuilder<unknown> = sql`true`) {
  const time = sql.ref(`t.${column}`);
  return systemStatement<{ now: number }, Owned>((db, p) =>
    // The first bound is the index's; the second is each customer's own.
    sql<Owned>`select ${sql.lit(table)} as "table", t.id, t.account, t.mode, a.clock_offset, k.frozen_time
      from ${sql.table(table)} t join accounts a on a.id = t.account ${joinClock(table)}
      where ${condition} and ${time} <= (select max(latest) from (
          select ${p.now} + coalesce(max(clock_offset), 0) as latest from accounts
          union all select max(frozen_time) as latest from test_clocks) bound)
        and ${time} <= coalesce(k.frozen_time, ${p.now} + a.clock_offset)
      order by ${time} limit ${sql.lit(batch)}`.compile(db),
  );
}

/** Works on each due row (see `eachOwned`). */
export async function eachDue(
  services: Services,
  due: ReturnType<typeof dueRows>,
  work: Work,
): Promise<void> {
  const rows = await services.store.system.all(due, { now: services.clock.now() });
  await eachOwned(services, rows, work);
}

/** What stands still for so long has lost its request: no network call takes longer. */
export const staleSeconds = 60;

/**
 * The rows of a table on which somebody works, or has worked until their process ended: longest ago first, a batch of
 * them. How long is measured by the machine's clock: a sandbox that is moved ahead leaves its requests no less time.
 */
export function standingRows(table: StandingTable, condition: RawBuilder<unknown>) {
  return systemStatement<{ since: number }, Owned>((db, p) =>
    sql<Owned>`select ${sql.lit(table)} as "table", t.id, t.account, t.mode, a.clock_offset, k.frozen_time
      from ${sql.table(table)} t join accounts a on a.id = t.account ${joinClock(table)}
      where ${condition} and t.updated <= ${p.since} order by t.updated limit ${sql.lit(batch)}`.compile(db),
  );
}

/** Works on each row that stands still. `startup` takes all of them, however young: nobody works on them any more. */
export async function eachStanding(
  services: Services,
  standing: ReturnType<typeof standingRows>,
  work: Work,
  startup: boolean,
): Promise<void> {
  const since = startup ? Number.MAX_SAFE_INTEGER : services.clock.now() - staleSeconds;
  await eachOwned(services, await services.store.system.all(standing, { since }), work);
}

type Work = (store: AccountStore, id: string, now: number) => Promise<unknown>;

/** Not among those of a sandbox that was emptied since. */
async function isThere({ store }: Services, { table, id }: Owned): Promise<boolean> {
  const finding = systemStatement<{ id: string }, { id: string }>((db, p) =>
    sql<{ id: string }>`select id from ${sql.table(table)} where id = ${p.id}`.compile(db),
  );
  return (await store.system.all(finding, { id })).length > 0;
}

/**
 * Works on each row with its account's store and time. Throws what went wrong with some once it is through with the
 * others; nothing goes wrong with a row that is not there any more.
 */
export async function eachOwned(services: Services, rows: readonly Owned[], work: Work): Promise<void> {
  const real = services.clock.now();
  const failures: unknown[] = [];
  for (const row of rows) {
    const store = services.store.account({ account: row.account, livemode: row.mode === 'live' });
    await work(store, row.id, Number(row.frozen_time ?? real + row.clock_offset)).catch(
      async (error: unknown) => {
        if (await isThere(services, row)) failures.push(error);
      },
    );
  }
  if (failures.length > 0) throw new AggregateError(failures, 'A part of the work could not be done.');
}
