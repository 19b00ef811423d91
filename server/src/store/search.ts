import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Dialect, SqlValue } from './engine.ts';
import { type ScopeParameters, statement } from './statement.ts';
import type { Reader } from './store.ts';

/** A search condition, built by the resource from its query. */
export type Condition = (dialect: Dialect) => RawBuilder<unknown>;

/** A row's place in the order of creation. */
export interface Position {
  readonly created: number;
  readonly seq: number;
}

/** Rows examined in one go: a few milliseconds. */
const sliceRows = 1000;

const beforeAll: Position = { created: -1, seq: -1 };
const afterAll: Position = { created: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER };

/**
 * Searches a table by conditions that no index covers: from the newest row on, slice by slice, so that other requests are
 * served in between.
 */
export function searchOf<Stored extends object>(table: RawBuilder<unknown>, selected: RawBuilder<unknown>) {
  type Slice = { upper: number; upper_seq: number; lower: number; lower_seq: number };
  const scope = (p: ScopeParameters) => sql`account = ${p.account} and mode = ${p.mode}`;
  const inSlice = (p: ScopeParameters & Slice) =>
    sql`${scope(p)} and (created, seq) < (${p.upper}, ${p.upper_seq}) and (created, seq) >= (${p.lower}, ${p.lower_seq})`;

  const ending = statement<{ upper: number; upper_seq: number }, Position>((db, p) =>
    sql<Position>`select created, seq from ${table}
      where ${scope(p)} and (created, seq) < (${p.upper}, ${p.upper_seq})
      order by created desc, seq desc limit 1 offset ${sql.lit(sliceRows - 1)}`.compile(db),
  );

  async function* slices(reader: Reader, after: Position = afterAll): AsyncGenerator<Slice> {
    let upper = after;
    for (;;) {
      const from = { upper: upper.created, upper_seq: upper.seq };
      const end = await reader.first(ending, from);
      const lower = end ?? beforeAll;
      yield { ...from, lower: lower.created, lower_seq: lower.seq };
      if (end === undefined) return;
      upper = end;
      await setImmediate();
    }
  }

  return {
    /** At most `limit` rows that meet the condition, newest first. */
    async find(
      reader: Reader,
      condition: Condition,
      { limit, after }: { limit: number; after?: Position | undefined },
    ): Promise<Stored[]> {
      const matching = statement<Slice & { limit: SqlValue }, Stored>((db, p, dialect) =>
        sql<Stored>`select ${selected} from ${table} where ${inSlice(p)} and (${condition(dialect)})
          order by created desc, seq desc limit ${p.limit}`.compile(db),
      );
      const found: Stored[] = [];
      for await (const slice of slices(reader, after)) {
        found.push(...(await reader.all(matching, { ...slice, limit: limit - found.length })));
        if (found.length >= limit) break;
      }
      return found;
    },
    async count(reader: Reader, condition: Condition): Promise<number> {
      const counting = statement<Slice, { total: number }>((db, p, dialect) =>
        sql<{ total: number }>`select count(*) as total from ${table}
          where ${inSlice(p)} and (${condition(dialect)})`.compile(db),
      );
      let total = 0;
      for await (const slice of slices(reader)) {
        total += Number((await reader.first(counting, slice))?.total ?? 0);
      }
      return total;
    },
  };
}
