import { sql } from 'kysely';
import { systemStatement } from '../../store/statement.ts';
import type { SystemStore } from '../../store/store.ts';

/** How many rows to copy at once. */
const batch = 1000;

/** In this order because a row follows the rows that it refers to. */
const columns = {
  entries: ['request_id', 'network_transaction_id', 'authorization_request_id', 'document'],
  authentications: ['id', 'request_id', 'document'],
  challenges: ['authentication_id', 'document'],
  news: ['id', 'due', 'document'],
} as const;

type Row = Readonly<Record<string, string | number | null>>;

/**
 * Copies a journal file into the tables that servers on PostgreSQL share. Rows that exist already stay as they are, so
 * that an interrupted copy can be repeated.
 */
export async function copyJournal(from: SystemStore, to: SystemStore): Promise<void> {
  for (const [table, [key, ...others]] of Object.entries(columns)) {
    const reading = systemStatement<{ after: string; limit: number }, Row>((db, p) =>
      sql<Row>`select ${sql.join([key, ...others].map((column) => sql.ref(column)))} from ${sql.table(table)}
        where ${sql.ref(key)} > ${p.after} order by ${sql.ref(key)} limit ${p.limit}`.compile(db),
    );
    const target = sql.table(`network_${table}`);
    const writing = systemStatement<{ rows: string }>((db, p) =>
      sql<never>`insert into ${target} select * from json_populate_recordset(null::${target}, ${p.rows})
        on conflict do nothing`.compile(db),
    );
    let after = '';
    for (;;) {
      const rows = await from.all(reading, { after, limit: batch });
      if (rows.length === 0) break;
      await to.run(writing, { rows: JSON.stringify(rows) });
      after = String(rows.at(-1)?.[key]);
    }
  }
}
