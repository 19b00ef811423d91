import { type RawBuilder, sql } from 'kysely';
import type { SqlValue } from './engine.ts';
import type { Schema, TableName } from './schema.ts';
import { type Condition, type Position, searchOf } from './search.ts';
import { type ScopeParameters, type Statement, statement } from './statement.ts';
import type { Reader, Transaction } from './store.ts';

type BaseColumn = 'seq' | 'account' | 'mode' | 'id' | 'created' | 'doc';
type ResourceTable = {
  [Name in TableName]: Schema[Name] extends { seq: unknown } ? Name : never;
}[TableName];
export type ColumnsOf<Name extends ResourceTable> = Omit<Schema[Name], BaseColumn>;

/** A stored resource: the columns that are queried, and its document. */
export type Row<Name extends ResourceTable, Doc> = ColumnsOf<Name> & {
  readonly id: string;
  /** Order of insertion, once stored. */
  readonly seq?: number;
  readonly created: number;
  readonly doc: Doc;
};

export interface Range {
  readonly gt?: number | undefined;
  readonly gte?: number | undefined;
  readonly lt?: number | undefined;
  readonly lte?: number | undefined;
}

export interface PageQuery<Name extends ResourceTable> {
  readonly limit: number;
  readonly startingAfter?: string | undefined;
  readonly endingBefore?: string | undefined;
  readonly created?: Range | undefined;
  /** Columns that must equal a value, or be null; undefined ones do not filter. */
  readonly where?: { readonly [Column in keyof ColumnsOf<Name>]?: ColumnsOf<Name>[Column] | undefined };
  /** Texts that columns must begin with; undefined ones do not filter. */
  readonly beginning?: { readonly [Column in keyof ColumnsOf<Name>]?: string | undefined };
  /** What no column of the table tells; undefined does not filter. */
  readonly also?: RowFilter | undefined;
}

/** A condition on a table's rows by other tables. */
export interface RowFilter {
  /** Statements are kept under it. */
  readonly name: string;
  readonly sql: (p: ScopeParameters & Record<string, SqlValue>) => RawBuilder<unknown>;
  /** What its holes are filled with. */
  readonly values?: Readonly<Record<string, SqlValue>>;
}

export interface Page<R> {
  /** Newest first. */
  readonly rows: R[];
  readonly hasMore: boolean;
}

type Values = Record<string, SqlValue>;
type StoredRow = { id: string; created: number; seq: number; doc: string } & Values;

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** A page was asked for from an object that is not there. */
export class UnknownCursor extends Error {
  readonly id: string;
  constructor(id: string) {
    super('A list cursor names no object of this account.');
    this.name = 'UnknownCursor';
    this.id = id;
  }
}

/**
 * The statements that every resource table has: insert, find, lock, update, and cursor pages over
 * `(account, mode, created, seq)`, whose cost does not grow with the table. `columns` are the table's own ones. Pages
 * in the order of `commit` are by `seq` alone, for a table whose rows are numbered in that order.
 */
export function resourceTable<Name extends ResourceTable, Doc extends object>(
  name: Name,
  columns: readonly (keyof ColumnsOf<Name> & string)[],
  order: 'created' | 'commit' = 'created',
) {
  type R = Row<Name, Doc>;
  const table = sql.table(name);
  const stored = ['id', 'created', 'doc', ...columns];
  const list = (items: readonly RawBuilder<unknown>[]) => sql.join(items, sql`, `);
  const selected = list(['seq', ...stored].map((column) => sql.ref(column)));
  const scope = (p: ScopeParameters) => sql`account = ${p.account} and mode = ${p.mode}`;

  const insertion = statement<Values>((db, p) => {
    const all = ['account', 'mode', ...stored];
    const holes: Values & ScopeParameters = p;
    return sql<never>`insert into ${table} (${list(all.map((column) => sql.ref(column)))}) values (${list(
      all.map((column) => sql`${holes[column]}`),
    )})`.compile(db);
  });
  const byId = (lock: boolean) =>
    statement<{ id: string }, StoredRow>(
      (db, p) =>
        sql<StoredRow>`select ${selected} from ${table} where ${scope(p)} and id = ${p.id}`.compile(db),
      lock,
    );
  const finding = byId(false);
  const locking = byId(true);
  const updating = statement<Values>((db, p) => {
    const holes: Values & ScopeParameters = p;
    const changes = ['doc', ...columns].map((column) => sql`${sql.ref(column)} = ${holes[column]}`);
    return sql<never>`update ${table} set ${list(changes)} where ${scope(p)} and id = ${holes.id}`.compile(
      db,
    );
  });

  const valuesOf = (row: R): Values => {
    const values: Values = { id: row.id, created: row.created, doc: JSON.stringify(row.doc) };
    const fields = row as unknown as Values;
    for (const column of columns) values[column] = fields[column] ?? null;
    return values;
  };
  const rowOf = (stored: StoredRow): R => ({ ...stored, doc: JSON.parse(stored.doc) }) as unknown as R;

  const searching = searchOf<StoredRow>(table, selected);
  const pages = new Map<string, Statement<Values, StoredRow>>();

  function sortedBy(ranges: readonly (keyof Range)[], direction: RawBuilder<unknown>): RawBuilder<unknown> {
    if (order === 'created') return sql`created ${direction}, seq ${direction}`;
    // The few rows of a range of time are read by it and then sorted, not sought among all by their number.
    return ranges.length > 0 ? sql`seq + 0 ${direction}` : sql`seq ${direction}`;
  }

  /** One statement per combination of filters, compiled once. */
  function pageStatement(
    equal: readonly string[],
    empty: readonly string[],
    beginning: readonly string[],
    ranges: readonly (keyof Range)[],
    cursor: 'after' | 'before' | null,
    also: RowFilter | undefined,
  ) {
    const key = `${equal.join()}|${empty.join()}|${beginning.join()}|${ranges.join()}|${cursor}|${also?.name}`;
    const known = pages.get(key);
    if (known !== undefined) return known;
    const made = statement<Values, StoredRow>((db, p) => {
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
      return sql<StoredRow>`select ${selected} from ${table} where ${sql.join(conditions, sql` and `)} order by ${sortedBy(ranges, direction)} limit ${holes.limit}`.compile(
        db,
      );
    });
    pages.set(key, made);
    return made;
  }

  async function page(reader: Reader, query: PageQuery<Name>): Promise<Page<R>> {
    const where: Record<string, SqlValue | undefined> = { ...query.where };
    const named = Object.keys(where).filter((column) => where[column] !== undefined);
    const equal = named.filter((column) => where[column] !== null);
    const empty = named.filter((column) => where[column] === null);
    const values: Values = { ...query.also?.values, limit: query.limit + 1 };
    for (const column of equal) values[column] = where[column] ?? null;
    const beginning: string[] = [];
    for (const [column, text] of Object.entries<string | undefined>(query.beginning ?? {})) {
      if (text === undefined) continue;
      beginning.push(column);
      values[`${column}_beginning`] = text;
      values[`${column}_length`] = [...text].length;
    }
    const ranges: (keyof Range)[] = [];
    for (const range of ['gt', 'gte', 'lt', 'lte'] as const) {
      const bound = query.created?.[range];
      if (bound === undefined) continue;
      ranges.push(range);
      values[range] = bound;
    }
    const cursorId = query.startingAfter ?? query.endingBefore;
    let cursor: 'after' | 'before' | null = null;
    if (cursorId !== undefined) {
      const at = await reader.first(finding, { id: cursorId });
      if (at === undefined) throw new UnknownCursor(cursorId);
      cursor = query.startingAfter === undefined ? 'before' : 'after';
      values.cursor_created = at.created;
      values.cursor_seq = at.seq ?? null;
    }
    const found = await reader.all(
      pageStatement(equal, empty, beginning, ranges, cursor, query.also),
      values,
    );
    const rows = found.slice(0, query.limit).map(rowOf);
    if (cursor === 'before') rows.reverse();
    return { rows, hasMore: found.length > query.limit };
  }

  return {
    name,
    async insert(transaction: Transaction, row: R): Promise<void> {
      await transaction.run(insertion, valuesOf(row));
    },
    async update(transaction: Transaction, row: R): Promise<void> {
      await transaction.run(updating, valuesOf(row));
    },
    async find(reader: Reader, id: string): Promise<R | undefined> {
      const row = await reader.first(finding, { id });
      return row && rowOf(row);
    },
    /** Reads a row and holds it until the transaction ends, so that what is decided on it stays true. */
    async lock(transaction: Transaction, id: string): Promise<R | undefined> {
      const row = await transaction.first(locking, { id });
      return row && rowOf(row);
    },
    page,
    /** Rows that meet a condition, newest first, after a row that was found before. */
    async search(
      reader: Reader,
      condition: Condition,
      { limit, after }: { limit: number; after?: Position | undefined },
    ): Promise<Page<R> & { last: Position | undefined }> {
      const found = await searching.find(reader, condition, { limit: limit + 1, after });
      const rows = found.slice(0, limit);
      return { rows: rows.map(rowOf), hasMore: found.length > limit, last: rows.at(-1) };
    },
    count: searching.count,
  };
}
