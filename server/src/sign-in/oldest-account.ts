import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';

const finding = systemStatement<object, { id: string }>((db) =>
  db.selectFrom('accounts').select('id').orderBy('created').orderBy('id').limit(1).compile(),
);

/** The oldest account; null if there is none. */
export async function oldestAccount(store: SystemStore): Promise<string | null> {
  const [account] = await store.all(finding, {});
  return account?.id ?? null;
}
