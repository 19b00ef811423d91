import { type RawBuilder, sql } from 'kysely';
import type { SqlValue } from '../store/engine.ts';
import { type ScopeParameters, type Statement, statement } from '../store/statement.ts';
import type { Transaction } from '../store/store.ts';
import type { Row } from '../store/table.ts';

type Values = Readonly<Record<string, SqlValue>>;
export type NewEvent = Omit<Row<'events', object>, 'seq'>;

/** No request takes longer; a time further back comes from another clock. */
const requestSeconds = 600;

/** By the number of events written at once. */
const insertions = new Map<number, Statement<Values, Inserted>>();

/**
 * Writes events in a step at the end of their transaction. An event is dated by the request that caused it, but not before
 * the one that became visible before it; if some customers are on test clocks, each event by its own clock. Returns how
 * many webhook endpoints the account has.
 */
export async function insertInOrder(
  transaction: Transaction,
  events: readonly NewEvent[],
): Promise<{ readonly listeners: number }> {
  const values: Record<string, SqlValue> = {};
  events.forEach(({ doc, ...event }, index) => {
    for (const [column, value] of Object.entries({ ...event, doc: JSON.stringify(doc) })) {
      values[`${column}_${index}`] = value;
    }
  });
  const inserted = await transaction.first(insertionOf(events.length), values);
  return { listeners: Number(inserted?.listeners ?? 0) };
}

type Inserted = { listeners: number };

function insertionOf(count: number): Statement<Values, Inserted> {
  const known = insertions.get(count);
  if (known !== undefined) return known;
  const made = statement<Values, Inserted>((db, p) => {
    const holes: Values & ScopeParameters = p;
    const rows = Array.from({ length: count }, (_, index) => {
      const of = (column: string) => holes[`${column}_${index}`];
      return sql`(${p.account}, ${p.mode}, ${of('id')}, ${notBefore(p, of('created'))}, ${of('type')}, ${of('object')},
        ${of('customer')}, ${of('doc')})`;
    });
    return sql<Inserted>`insert into events (account, mode, id, created, type, object, customer, doc)
      values ${sql.join(rows)} returning (select count(*) from webhook_endpoints
        where account = ${p.account} and mode = ${p.mode} and status = 'enabled') as listeners`.compile(db);
  });
  insertions.set(count, made);
  return made;
}

/** The time of the newest event if it is slightly later, else the given one. */
function notBefore(p: ScopeParameters, created: SqlValue | undefined): RawBuilder<unknown> {
  return sql`coalesce((select newest.created from (select created from events
    where account = ${p.account} and mode = ${p.mode} order by seq desc limit 1) newest
    where newest.created > ${created} and newest.created - ${sql.lit(requestSeconds)} < ${created}
    and exists (select 1 from accounts where id = ${p.account} and has_test_clocks = 0)), ${created})`;
}
