import { type RawBuilder, sql } from 'kysely';
import type { SqlValue } from './engine.ts';
import { type ScopeParameters, type Statement, statement } from './statement.ts';
import type { Reader } from './store.ts';

export interface Range {
  readonly gt?: number | undefined;
  readonly gte?: number | undefined;
  readonly lt?: number | undefined;
  readonly lte?: number | undefined;
}

export interface PageOptions {
  readonly limit: number;
  readonly startingAfter?: string | undefined;
  readonly endingBefore?: string | undefined;
  readonly created?: Range | undefined;
  /** A condition that no column of the table expresses; undefined does not filter. */
  readonly also?: RowFilter | undefined;
}

interface PageQuery extends PageOptions {
  /** Columns that must equal a value, or be null; undefined ones do not filter. */
  readonly where: Readonly<Record<string, SqlValue | undefined>>;
  /** Texts that columns must begin with; undefined ones do not filter. */
  readonly beginning: Readonly<Record<string, string | undefined>>;
}

/** A condition on a table's rows that involves other tables. */
export interface RowFilter {
  /** The name under which its statements are cached. */
  readonly name: string;
  readonly sql: (p: ScopeParameters & Record<string, SqlValue>) => RawBuilder<unknown>;
  /** The values of its placeholders. */
  readonly values?: Readonly<Record<string, SqlValue>>;
}

export interface Page<R> {
  /** Newest first. */
  readonly rows: R[];
  readonly hasMore: boolean;
}

export type Values = Record<string, SqlValue>;
export type StoredRow = { id: string; created: number; seq: number; doc: string } & Values;

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** A page was requested from an object that does not exist. */
export class UnknownCursor extends Error {
  readonly id: string;
  constructor(id: string) {
    super('A list cursor names no object of this account.');
    this.name = 'UnknownCursor';
    this.id = id;
  }
}

/** The parts of a query that determine its statement. */
interface Shape {
  readonly equal: readonly string[];
  readonly empty: readonly string[];
  readonly beginning: readonly string[];
  readonly ranges: readonly (keyof Range)[];
  readonly cursor: 'after' | 'before' | null;
  readonly also: RowFilter | undefined;
}

interface PagedTable {
  readonly table: RawBuilder<unknown>;
  readonly selected: RawBuilder<unknown>;
  readonly order: 'created' | 'commit';
  readonly finding: Statement<{ id: string }, StoredRow>;
}

/** Cursor pages of a table; one statement per combination of filters, compiled once. */
export function pagesOf(paged: PagedTable) {
  const known = new Map<string, Statement<Values, StoredRow>>();

  function statementOf(shape: Shape): Statement<Values, StoredRow> {
    const { equal, empty, beginning, ranges, cursor, also } = shape;
    const key = `${equal.join()}|${empty.join()}|${beginning.join()}|${ranges.join()}|${cursor}|${also?.name}`;
    const made = known.get(key) ?? pageStatement(paged, shape);
    known.set(key, made);
    return made;
  }

  return async (reader: Reader, query: PageQuery): Promise<Page<StoredRow>> => {
    const values: Values = { ...query.also?.values, limit: query.limit + 1 };
    const shape: Shape = {
      ...columnsAsked(query, values),
      beginning: beginningsAsked(query, values),
      ranges: rangesAsked(query, values),
      cursor: await cursorOf(reader, paged.finding, query, values),
      also: query.also,
    };
    const found = await reader.all(statementOf(shape), values);
    const rows = found.slice(0, query.limit);
    if (shape.cursor === 'before') rows.reverse();
    return { rows, hasMore: found.length > query.limit };
  };
}

function pageStatement({ table, selected, order }: PagedTable, shape: Shape): Statement<Values, StoredRow> {
  const { equal, empty, beginning, ranges, cursor, also } = shape;
  return statement<Values, StoredRow>((db, p) => {
    const holes: Values & ScopeParameters = p;
    const conditions = [
      scope(p),
      ...equal.map((column) => sql`${sql.ref(column)} = ${holes[column]}`),
      ...empty.map((column) => sql`${sql.ref(column)} is null`),
      ...beginning.map(
        (column) =>
          sql`substr(${sql.ref(column)}, 1, ${holes[`${column}_length`]}) = ${holes[`${column}_beginning`]}`,
      ),
      ...ranges.map((range) => sql`created ${sql.raw(comparisons[range])} ${holes[range]}`),
    ];
    if (also !== undefined) conditions.push(also.sql(holes));
    if (cursor !== null) {
      const sign = sql.raw(cursor === 'after' ? '<' : '>');
      conditions.push(
        order === 'commit'
          ? sql`seq ${sign} ${holes.cursor_seq}`
          : sql`(created, seq) ${sign} (${holes.cursor_created}, ${holes.cursor_seq})`,
      );
    }
    const direction = sql.raw(cursor === 'before' ? 'asc' : 'desc');
    return sql<StoredRow>`select ${selected} from ${table} where ${sql.join(conditions, sql` and `)} order by ${sortedBy(order, ranges, direction)} limit ${holes.limit}`.compile(
      db,
    );
  });
}

function sortedBy(
  order: PagedTable['order'],
  ranges: Shape['ranges'],
  direction: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (order === 'created') return sql`created ${direction}, seq ${direction}`;
  // The few rows of a time range are read by it and then sorted, instead of being sought among all by their number.
  return ranges.length > 0 ? sql`seq + 0 ${direction}` : sql`seq ${direction}`;
}

/** The rows of the caller's account and mode. */
export function scope(p: ScopeParameters): RawBuilder<unknown> {
  return sql`account = ${p.account} and mode = ${p.mode}`;
}

function columnsAsked({ where }: PageQuery, values: Values): Pick<Shape, 'equal' | 'empty'> {
  const named = Object.keys(where).filter((column) => where[column] !== undefined);
  const equal = named.filter((column) => where[column] !== null);
  for (const column of equal) values[column] = where[column] ?? null;
  return { equal, empty: named.filter((column) => where[column] === null) };
}

function beginningsAsked({ beginning }: PageQuery, values: Values): string[] {
  return Object.entries(beginning).flatMap(([column, text]) => {
    if (text === undefined) return [];
    values[`${column}_beginning`] = text;
    values[`${column}_length`] = [...text].length;
    return [column];
  });
}

function rangesAsked({ created }: PageQuery, values: Values): (keyof Range)[] {
  return (['gt', 'gte', 'lt', 'lte'] as const).filter((range) => {
    const bound = created?.[range];
    if (bound !== undefined) values[range] = bound;
    return bound !== undefined;
  });
}

/** Throws UnknownCursor. */
async function cursorOf(
  reader: Reader,
  finding: PagedTable['finding'],
  { startingAfter, endingBefore }: PageQuery,
  values: Values,
): Promise<Shape['cursor']> {
  const id = startingAfter ?? endingBefore;
  if (id === undefined) return null;
  const at = await reader.first(finding, { id });
  if (at === undefined) throw new UnknownCursor(id);
  values.cursor_created = at.created;
  values.cursor_seq = at.seq ?? null;
  return startingAfter === undefined ? 'before' : 'after';
}
