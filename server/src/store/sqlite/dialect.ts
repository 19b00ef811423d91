import { sql } from 'kysely';
import type { Dialect } from '../engine.ts';

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  documentType: 'text',
  processes: 'one',
  schemaLock: null,
  lockSuffix: '',
  claimSuffix: '',
  orderLock: null,
  sequenceColumn: 'integer primary key autoincrement',
  terms: {
    set: (terms) => sql`${terms}`,
    hold: (terms) => sql`search_terms match ${terms}`,
    // A full-text table is read in this order.
    newestFirst: 'search_terms.rowid desc',
  },
  tableNamed: "select 1 as found from sqlite_master where type = 'table' and name = ?",
  jsonText: (column, path) => {
    const last = path.at(-1) ?? '';
    // Compares members as text, because SQLite's path language cannot name every key.
    return `(select value from json_each(${column}, '${jsonPath(path.slice(0, -1))}') where key = '${quoted(last)}')`;
  },
};

function jsonPath(keys: readonly string[]): string {
  return `$${keys.map((key) => `."${quoted(key)}"`).join('')}`;
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}
