import { sql } from 'kysely';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';
import type { DataKeyStore, KeyPurpose, WrappedKey } from './keys.ts';

type KeyRow = { purpose: KeyPurpose; number: number; created: number; wrapped: string };

const listing = systemStatement<object, KeyRow>((db) =>
  sql<KeyRow>`select purpose, number, created, wrapped from data_keys order by purpose, number`.compile(db),
);
const adding = systemStatement<KeyRow>((db, p) =>
  sql<never>`insert into data_keys (purpose, number, created, wrapped)
    values (${p.purpose}, ${p.number}, ${p.created}, ${p.wrapped})
    on conflict (purpose, number) do nothing`.compile(db),
);
const rewrapping = systemStatement<Omit<KeyRow, 'created'>>((db, p) =>
  sql<never>`update data_keys set wrapped = ${p.wrapped}
    where purpose = ${p.purpose} and number = ${p.number}`.compile(db),
);

/** Keeps wrapped keys in the store's own table. */
export function dataKeyStore(store: SystemStore): DataKeyStore {
  return {
    all: () => store.all(listing, {}),
    add: (key: WrappedKey) => store.run(adding, key),
    rewrap: (keys) =>
      store.runEach(
        rewrapping,
        keys.map(({ purpose, number, wrapped }) => ({ purpose, number, wrapped })),
      ),
  };
}
