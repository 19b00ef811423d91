import { type RawBuilder, sql } from 'kysely';
import { type Page, type PageOptions, pagesOf, type StoredRow, scope, type Values } from './pages.ts';
import type { Schema, TableName } from './schema.ts';
import { type Condition, type Position, searchOf } from './search.ts';
import { type ScopeParameters, statement } from './statement.ts';
import type { Reader, Transaction } from './store.ts';

type BaseColumn = 'seq' | 'account' | 'mode' | 'id' | 'created' | 'doc' | 'revision';
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
  /** How many times it has been changed, in a table that counts changes. */
  readonly revision?: number;
};

/** A row has changed since it was read: nothing that was decided on it is committed. */
export class RowChanged extends Error {
  constructor(table: string, id: string) {
    super(`The row ${id} of ${table} has changed since it was read.`);
    this.name = 'RowChanged';
  }
}

interface TableOptions {
  /** The order of pages: `commit` for a table whose rows are numbered in the order of their commits. */
  readonly order?: 'created' | 'commit';
  /** Whether its rows count their changes, so that one can be replaced without holding it. */
  readonly revised?: boolean;
}

export interface PageQuery<Name extends ResourceTable> extends PageOptions {
  /** Columns that must equal a value, or be null; undefined ones do not filter. */
  readonly where?: { readonly [Column in keyof ColumnsOf<Name>]?: ColumnsOf<Name>[Column] | undefined };
  /** Texts that columns must begin with; undefined ones do not filter. */
  readonly beginning?: { readonly [Column in keyof ColumnsOf<Name>]?: string | undefined };
}

/** Columns that never change. */
const fixed = ['id', 'created'];

const list = (items: readonly RawBuilder<unknown>[]) => sql.join(items, sql`, `);

function rowStatements(
  table: RawBuilder<unknown>,
  stored: readonly string[],
  selected: RawBuilder<unknown>,
  revised: boolean,
) {
  const inserting = statement<Values>((db, p) => {
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
  const update = (p: ScopeParameters, holes: Values) => {
    const changes = stored.slice(fixed.length).map((column) => sql`${sql.ref(column)} = ${holes[column]}`);
    if (revised) changes.push(sql`revision = revision + 1`);
    return sql`update ${table} set ${list(changes)} where ${scope(p)} and id = ${holes.id}`;
  };
  const updating = statement<Values>((db, p) => sql<never>`${update(p, p as Values)}`.compile(db));
  const replacing = statement<Values, { id: string }>((db, p) => {
    const holes = p as Values;
    return sql<{ id: string }>`${update(p, holes)} and revision = ${holes.revision} returning id`.compile(db);
  });
  return { inserting, finding, locking, updating, replacing };
}

/**
 * The statements that every resource table has: insert, find, lock, update, and cursor pages over
 * `(account, mode, created, seq)`, whose cost does not grow with the table. `columns` are the table's own.
 */
export function resourceTable<Name extends ResourceTable, Doc extends object>(
  name: Name,
  columns: readonly (keyof ColumnsOf<Name> & string)[],
  { order = 'created', revised = false }: TableOptions = {},
) {
  type R = Row<Name, Doc>;
  const table = sql.table(name);
  const stored = [...fixed, 'doc', ...columns];
  const counted = revised ? ['revision'] : [];
  const selected = list(['seq', ...counted, ...stored].map((column) => sql.ref(column)));

  const { inserting, finding, locking, updating, replacing } = rowStatements(
    table,
    stored,
    selected,
    revised,
  );

  const valuesOf = (row: R): Values => {
    const values: Values = { id: row.id, created: row.created, doc: JSON.stringify(row.doc) };
    const fields = row as unknown as Values;
    for (const column of columns) values[column] = fields[column] ?? null;
    return values;
  };
  const rowOf = (stored: StoredRow): R => ({ ...stored, doc: JSON.parse(stored.doc) }) as unknown as R;

  const searching = searchOf<StoredRow>(table, selected);
  const pages = pagesOf({ table, selected, order, finding });

  return {
    name,
    async insert(transaction: Transaction, row: R): Promise<void> {
      await transaction.run(inserting, valuesOf(row));
    },
    async update(transaction: Transaction, row: R): Promise<void> {
      await transaction.run(updating, valuesOf(row));
    },
    /**
     * Updates a row to the state `row` and returns it as stored. Throws `RowChanged` if it has changed since it was read,
     * which cannot happen to a row that the transaction holds.
     */
    async replace(transaction: Transaction, row: R): Promise<R> {
      const revision = row.revision ?? 0;
      const replaced = await transaction.first(replacing, { ...valuesOf(row), revision });
      if (replaced === undefined) throw new RowChanged(name, row.id);
      return { ...row, revision: revision + 1 };
    },
    async find(reader: Reader, id: string): Promise<R | undefined> {
      const row = await reader.first(finding, { id });
      return row && rowOf(row);
    },
    /** Reads a row and locks it until the transaction ends, so that decisions about it stay valid. */
    async lock(transaction: Transaction, id: string): Promise<R | undefined> {
      const row = await transaction.first(locking, { id });
      return row && rowOf(row);
    },
    async page(reader: Reader, { where, beginning, ...options }: PageQuery<Name>): Promise<Page<R>> {
      const { rows, hasMore } = await pages(reader, {
        ...options,
        where: { ...where },
        beginning: { ...beginning },
      });
      return { rows: rows.map(rowOf), hasMore };
    },
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
