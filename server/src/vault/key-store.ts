import { sql } from 'kysely';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';
import type { DataKeyStore, KeyPurpose, WrappedKey } from './keys.ts';

interface KeyRow {
  id: string;
  purpose: KeyPurpose;
  created: number;
  active: 0 | 1;
  doc: string;
}

const listing = systemStatement<object, KeyRow>((db) =>
  sql<KeyRow>`select * from data_keys order by created, id`.compile(db),
);
const adding = systemStatement<{ id: string; purpose: string; created: number; active: number; doc: string }>(
  (db, p) =>
    sql<never>`insert into data_keys (id, purpose, created, active, doc)
    values (${p.id}, ${p.purpose}, ${p.created}, ${p.active}, ${p.doc})`.compile(db),
);
const retiring = systemStatement<{ purpose: string; id: string }>((db, p) =>
  sql<never>`update data_keys set active = 0 where purpose = ${p.purpose} and id <> ${p.id}`.compile(db),
);
const rewrapping = systemStatement<{ id: string; doc: string }>((db, p) =>
  sql<never>`update data_keys set doc = ${p.doc} where id = ${p.id}`.compile(db),
);

/** Wrapped keys in the store's own table. */
export function dataKeyStore(store: SystemStore): DataKeyStore {
  return {
    all: async () =>
      (await store.all(listing, {})).map((row) => ({
        id: row.id,
        purpose: row.purpose,
        created: row.created,
        active: row.active === 1,
        wrapped: JSON.parse(row.doc).wrapped,
      })),
    add: async (key) => {
      await store.run(adding, {
        id: key.id,
        purpose: key.purpose,
        created: key.created,
        active: key.active ? 1 : 0,
        doc: docOf(key),
      });
      if (key.active) await store.run(retiring, { purpose: key.purpose, id: key.id });
    },
    rewrap: (key) => store.run(rewrapping, { id: key.id, doc: docOf(key) }),
  };
}

function docOf(key: WrappedKey): string {
  return JSON.stringify({ wrapped: key.wrapped });
}
