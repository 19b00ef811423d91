import type { Dialect } from '../engine.ts';

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  documentType: 'text',
  lockSuffix: '',
  sequenceColumn: 'integer primary key autoincrement',
  jsonText: (column, path) => `json_extract(${column}, '${jsonPath(path)}')`,
};

/** SQLite's path language; keys are quoted so that any metadata key is taken literally. */
function jsonPath(path: readonly string[]): string {
  return `$${path.map((key) => `."${key.replaceAll('"', '\\"').replaceAll("'", "''")}"`).join('')}`;
}
