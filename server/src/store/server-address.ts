import { sql } from 'kysely';
import { systemStatement } from './statement.ts';
import type { SystemStore } from './store.ts';

const noting = systemStatement<{ dashboard: string }>((db, p) =>
  sql<never>`insert into server_address (id, dashboard) values (1, ${p.dashboard})
    on conflict (id) do update set dashboard = excluded.dashboard`.compile(db),
);
const finding = systemStatement<object, { dashboard: string }>((db) =>
  sql<{ dashboard: string }>`select dashboard from server_address`.compile(db),
);

/** Records the dashboard's origin for this start of the server. */
export function noteDashboard(store: SystemStore, dashboard: string): Promise<void> {
  return store.run(noting, { dashboard });
}

/** The origin at the last start; null before the first one. */
export async function lastDashboard(store: SystemStore): Promise<string | null> {
  const [row] = await store.all(finding, {});
  return row?.dashboard ?? null;
}
