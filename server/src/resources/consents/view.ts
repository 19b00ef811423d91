import type { ConsentRow } from './table.ts';

/** An entry of the journal with its hash, as Onfile's own API shows it. */
export function consentView(row: ConsentRow) {
  const { id, account: _owner, ...entry } = row.doc;
  return { id, object: 'onfile.consent', created: row.created, ...entry, hash: row.hash };
}
