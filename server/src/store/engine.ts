import type { Kysely, RawBuilder } from 'kysely';
import type { Neighbours } from './neighbours.ts';
import type { Schema } from './schema.ts';

/** What a column can hold. Booleans are 0 and 1, documents are JSON text. */
export type SqlValue = string | number | Uint8Array | null;
export type SqlRow = Record<string, SqlValue>;

/** Runs compiled SQL on one connection. */
export interface Executor {
  /** Returns a statement's first row, which is cheaper than all of them if there is at most one. */
  first(sql: string, values: readonly SqlValue[]): Promise<SqlRow | undefined>;
  all(sql: string, values: readonly SqlValue[]): Promise<SqlRow[]>;
}

/** The few places where the two engines differ. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /**
   * SQL that claims the schema for a transaction that changes it: `taken` is false while servers are using it. Null if only
   * one process can use the database.
   */
  readonly schemaLock: string | null;
  /** The column type of a JSON document; both engines keep the order of its text. */
  readonly documentType: 'text' | 'json';
  /** How many processes may use one database at a time. */
  readonly processes: 'one' | 'many';
  /** SQL suffix that locks the selected rows until the transaction ends. */
  readonly lockSuffix: '' | ' for update';
  /** The same for rows to be claimed, skipping those that others have locked. */
  readonly claimSuffix: '' | ' for update skip locked';
  /**
   * SQL that makes the transactions of one account and mode (its two parameters) wait for each other from here to their
   * commits; null if all writers do so anyway.
   */
  readonly orderLock: string | null;
  /** Declares an ever-growing `seq` primary key. */
  readonly sequenceColumn:
    | 'integer primary key autoincrement'
    | 'bigint generated always as identity primary key';
  /** How the search index stores sets of terms. `terms` is a text of numbers separated by spaces. */
  readonly terms: {
    /** The value of the column `search_terms.terms`. */
    set(terms: unknown): RawBuilder<unknown>;
    /** Whether a row of `search_terms` has all of them. */
    hold(terms: unknown): RawBuilder<unknown>;
    /** An order of `search_terms` that puts the newest rows first without reading the whole table. */
    readonly newestFirst: string;
  };
  /** SQL that returns a row if a table with the name in its parameter exists. */
  readonly tableNamed: string;
  /** SQL text of one string inside a JSON document column; the last key of `path` may be any text. */
  jsonText(column: string, path: readonly string[]): string;
}

/**
 * One database. Writers that are ready together may share one commit; a transaction that throws is rolled back alone. When
 * `transaction` resolves, its changes are on disk.
 */
export interface Engine {
  readonly dialect: Dialect;
  /** Compiles queries; never executes them. */
  readonly compiler: Kysely<Schema>;
  readonly reader: Executor;
  transaction<Result>(work: (executor: Executor) => Promise<Result>): Promise<Result>;
  /** Runs a transaction while no other runs, in this process or another, so that what it finds is all there is. */
  exclusively(work: (executor: Executor) => Promise<void>): Promise<void>;
  /**
   * Joins the other processes that use the database. `onJoined` runs after each connect, also after an outage. The first
   * time, its error is thrown; later, it is passed to `onRefused`.
   */
  join(onJoined: () => Promise<void>, onRefused: (error: unknown) => void): Promise<Neighbours>;
  close(): Promise<void>;
}
