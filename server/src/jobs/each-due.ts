import { type RawBuilder, sql } from 'kysely';
import { joinClock, type TimedTable } from '../flows/customers/customer-clock.ts';
import type { Services } from '../services.ts';
import { type Statement, systemStatement } from '../store/statement.ts';
import type { AccountStore } from '../store/store.ts';
import type { Duty, Shift } from './duty.ts';

/** How many rows are read at once. */
const batch = 100;

/** A row that a job found across all accounts, with its owner. */
export interface Owned {
  readonly table: TimedTable;
  readonly id: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly clock_offset: number;
  /** The time of the customer's test clock; null if there is none. */
  readonly frozen_time: number | null;
}

interface Found extends Owned {
  readonly time: number;
  readonly seq: number;
}

interface Page {
  readonly at: number;
  readonly account: string;
  /** Where the previous page ended. */
  readonly time: number;
  readonly seq: number;
}

/** Rows that wait to be worked on, first to last. */
interface Waiting {
  readonly accounts: Statement<{ at: number }, { account: string }, false>;
  readonly page: Statement<Page, Found, false>;
}

type Condition = (p: { readonly at: number }) => RawBuilder<unknown>;

function waiting(table: TimedTable, column: string, condition: Condition): Waiting {
  const time = sql.ref(`t.${column}`);
  const rows = (p: { readonly at: number }) =>
    sql`${sql.table(table)} t join accounts a on a.id = t.account ${joinClock(table)} where ${condition(p)}`;
  return {
    accounts: systemStatement((db, p) =>
      sql<{ account: string }>`select distinct t.account from ${rows(p)}`.compile(db),
    ),
    page: systemStatement((db, p) =>
      // Concatenated, so that the account does not choose the index: what waits is few of its rows.
      sql<Found>`select ${sql.lit(table)} as "table", t.id, t.account, t.mode, a.clock_offset, k.frozen_time,
        ${time} as "time", t.seq from ${rows(p)} and t.account || '' = ${p.account}
        and (${time}, t.seq) > (${p.time}, ${p.seq}) order by ${time}, t.seq limit ${sql.lit(batch)}`.compile(
        db,
      ),
    ),
  };
}

interface Selection {
  /** Which rows of the table `t`. */
  readonly where?: RawBuilder<unknown>;
  /** How many seconds past its time a row has to be. */
  readonly ago?: number;
}

/**
 * The rows of a table whose time (`column`, unix seconds) has come, by the clock of the customer or account that each belongs
 * to: oldest first.
 */
export function dueRows(
  table: TimedTable,
  column: string,
  { where = sql`true`, ago = 0 }: Selection = {},
): Waiting {
  const time = sql.ref(`t.${column}`);
  return waiting(
    table,
    column,
    // The first bound is for the index, the second is the account's, the third each customer's own.
    (p) => sql`${where} and ${time} <= (select max(latest) from (
        select ${p.at} + coalesce(max(clock_offset), 0) as latest from accounts
        union all select max(frozen_time) as latest from test_clocks) bound)
      and (a.has_test_clocks = 1 or ${time} <= ${p.at} + a.clock_offset)
      and ${time} <= coalesce(k.frozen_time, ${p.at} + a.clock_offset) - ${sql.lit(ago)}`,
  );
}

/** Works on a row with its account's store and time. */
export type Work = (services: Services, store: AccountStore, id: string, now: number) => Promise<unknown>;

/** Works on each due row. */
export function eachDue(name: string, rows: Waiting, work: Work): Duty {
  return {
    name,
    accounts: async (services) => {
      const found = await services.store.system.all(rows.accounts, { at: services.clock.now() });
      return found.map(({ account }) => account);
    },
    workOff: async (services, account, shift) => {
      const failures: unknown[] = [];
      let after = { time: Number.MIN_SAFE_INTEGER, seq: 0 };
      while (!shift.isOver()) {
        const page = await services.store.system.all(rows.page, {
          at: services.clock.now(),
          account,
          ...after,
        });
        for (const row of page) {
          if (!shift.isOver()) failures.push(...(await workOn(services, row, work, shift)));
        }
        const last = page.at(-1);
        if (last === undefined || page.length < batch) break;
        after = { time: Number(last.time), seq: Number(last.seq) };
      }
      return failures;
    },
  };
}

/**
 * Works on one row, unless it is set aside, and sets it aside if that fails; returns the failures. A row that no longer exists
 * cannot fail.
 */
export async function workOn(
  services: Services,
  row: Owned,
  work: Work,
  { aside }: Shift,
): Promise<readonly unknown[]> {
  const name = `${row.table} ${row.mode} ${row.id}`;
  if (aside.waits(row.account, name)) return [];
  const store = services.store.account({ account: row.account, livemode: row.mode === 'live' });
  const now = Number(row.frozen_time ?? services.clock.now() + row.clock_offset);
  try {
    await work(services, store, row.id, now);
  } catch (error) {
    if (await isThere(services, row)) {
      aside.put(row.account, name);
      return [error];
    }
  }
  aside.clear(row.account, name);
  return [];
}

/** Whether the row still exists; a sandbox may have been emptied since. */
async function isThere({ store }: Services, { table, id }: Owned): Promise<boolean> {
  const finding = systemStatement<{ id: string }, { id: string }>((db, p) =>
    sql<{ id: string }>`select id from ${sql.table(table)} where id = ${p.id}`.compile(db),
  );
  return (await store.system.all(finding, { id })).length > 0;
}
