import type { CompiledQuery, Kysely } from 'kysely';
import type { Dialect, Engine, SqlValue } from './engine.ts';
import type { Schema } from './schema.ts';

/** A named placeholder in a statement, filled at execution. */
class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type Parameters = Readonly<Record<string, SqlValue>>;
/** The account and mode that every statement of a resource must name. */
export interface ScopeParameters {
  readonly account: string;
  readonly mode: 'test' | 'live';
}

/**
 * A query that is compiled once per engine and then only bound. `Scoped` statements must use `p.account` and `p.mode`, which
 * the store fills in; one that forgets them does not compile (see `compile`). `P` is the shape of the other parameters, `R`
 * of a result row.
 */
export interface Statement<P extends object, R, Scoped extends boolean = true> {
  readonly scoped: Scoped;
  readonly build: (db: Kysely<Schema>, p: P & ScopeParameters, dialect: Dialect) => CompiledQuery<R>;
  /** Appended to the SQL unchanged: the row lock, on engines that have one. */
  readonly lock: boolean;
}

type Build<P extends object, R> = Statement<P, R>['build'];

export function statement<P extends object, R = never>(build: Build<P, R>, lock = false): Statement<P, R> {
  return { scoped: true, build, lock };
}

/** A statement over all accounts, only for keys, jobs and migrations. */
export function systemStatement<P extends object, R = never>(
  build: Build<P, R>,
  lock = false,
): Statement<P, R, false> {
  return { scoped: false, build, lock };
}

export interface Compiled {
  readonly sql: string;
  /** The values of its parameters, in order. `scope` is null for a statement over all accounts. */
  readonly bind: (parameters: Parameters, scope: ScopeParameters | null) => SqlValue[];
}

/** Compiles a statement for one engine; throws if a scoped statement does not name account and mode. */
export function compile<P extends object, R>(statement: Statement<P, R, boolean>, engine: Engine): Compiled {
  const holes = new Proxy({} as P & ScopeParameters, { get: (_, name) => new Placeholder(String(name)) });
  const query = statement.build(engine.compiler, holes, engine.dialect);
  const slots: readonly unknown[] = query.parameters;
  const named = new Set(slots.map((slot) => (slot instanceof Placeholder ? slot.name : null)));
  if (statement.scoped && !(named.has('account') && named.has('mode'))) {
    throw new Error(`A statement forgets the account or the mode: ${query.sql}`);
  }
  return {
    sql: statement.lock ? query.sql + engine.dialect.lockSuffix : query.sql,
    bind: binderOf(slots.map((slot) => (slot instanceof Placeholder ? slot : { value: constant(slot) }))),
  };
}

function binderOf(slots: readonly (Placeholder | { readonly value: SqlValue })[]): Compiled['bind'] {
  return (parameters, scope) =>
    slots.map((slot) => {
      if (!(slot instanceof Placeholder)) return slot.value;
      const { name } = slot;
      if (scope !== null && (name === 'account' || name === 'mode')) return scope[name];
      const value = parameters[name];
      if (value === undefined) throw new Error(`A statement was run without its parameter ${name}.`);
      return value;
    });
}

function constant(slot: unknown): SqlValue {
  if (slot === null || typeof slot === 'string' || typeof slot === 'number' || slot instanceof Uint8Array)
    return slot;
  throw new Error('A statement contains a constant that is not a SQL value.');
}
