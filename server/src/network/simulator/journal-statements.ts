import { sql } from 'kysely';
import type { Dialect } from '../../store/engine.ts';
import { systemStatement } from '../../store/statement.ts';

export interface Document {
  readonly document: string;
}
interface Authentication extends Document {
  /** How its challenge ended; null until then. */
  readonly challenge: string | null;
}

/** A table's name. Among the server's tables, the network's have a prefix; in their own file they need none. */
function table(name: 'entries' | 'authentications' | 'challenges' | 'news', dialect: Dialect) {
  return sql.table(dialect.name === 'postgres' ? `network_${name}` : name);
}

const entryBy = (lock: boolean) =>
  systemStatement<{ request_id: string }, Document>(
    (db, p, dialect) =>
      sql<Document>`select document from ${table('entries', dialect)} where request_id = ${p.request_id}`.compile(
        db,
      ),
    lock,
  );
export const findingEntry = entryBy(false);
export const lockingEntry = entryBy(true);

export const findingTransaction = systemStatement<{ id: string }, Document>((db, p, dialect) =>
  sql<Document>`select document from ${table('entries', dialect)} where network_transaction_id = ${p.id}`.compile(
    db,
  ),
);

export const movesOf = systemStatement<{ authorization: string }, Document>((db, p, dialect) =>
  sql<Document>`select document from ${table('entries', dialect)}
    where authorization_request_id = ${p.authorization}`.compile(db),
);

interface EntryValues extends Document {
  readonly request_id: string;
  readonly network_transaction_id: string | null;
  readonly authorization_request_id: string | null;
}

/** Returns a row if the request id is new. */
export const keepingEntry = systemStatement<EntryValues, { request_id: string }>((db, p, dialect) =>
  sql<{ request_id: string }>`insert into ${table('entries', dialect)}
    (request_id, network_transaction_id, authorization_request_id, document)
    values (${p.request_id}, ${p.network_transaction_id}, ${p.authorization_request_id}, ${p.document})
    on conflict (request_id) do nothing returning request_id`.compile(db),
);

const authenticationBy = (column: 'id' | 'request_id') => (dialect: Dialect) =>
  sql`select a.document, c.document as challenge from ${table('authentications', dialect)} a
    left join ${table('challenges', dialect)} c on c.authentication_id = a.id where ${sql.ref(`a.${column}`)} = `;

export const findingAuthentication = systemStatement<{ id: string }, Authentication>((db, p, dialect) =>
  sql<Authentication>`${authenticationBy('id')(dialect)}${p.id}`.compile(db),
);
export const findingRepeatedAuthentication = systemStatement<{ request_id: string }, Authentication>(
  (db, p, dialect) =>
    sql<Authentication>`${authenticationBy('request_id')(dialect)}${p.request_id}`.compile(db),
);

/** Returns a row if the request id is new. */
export const keepingAuthentication = systemStatement<
  Document & { id: string; request_id: string },
  { id: string }
>((db, p, dialect) =>
  sql<{ id: string }>`insert into ${table('authentications', dialect)} (id, request_id, document)
    values (${p.id}, ${p.request_id}, ${p.document}) on conflict (request_id) do nothing returning id`.compile(
    db,
  ),
);

export const keepingChallenge = systemStatement<Document & { id: string }>((db, p, dialect) =>
  sql<never>`insert into ${table('challenges', dialect)} (authentication_id, document)
    values (${p.id}, ${p.document}) on conflict (authentication_id) do nothing`.compile(db),
);

export const dueNews = systemStatement<{ now: number; due: number; id: string; limit: number }, Document>(
  (db, p, dialect) =>
    sql<Document>`select document from ${table('news', dialect)}
      where due <= ${p.now} and (due, id) > (${p.due}, ${p.id}) order by due, id limit ${p.limit}`.compile(
      db,
    ),
);

export const keepingNews = systemStatement<Document & { id: string; due: number }>((db, p, dialect) =>
  sql<never>`insert into ${table('news', dialect)} (id, due, document)
    values (${p.id}, ${p.due}, ${p.document})`.compile(db),
);

export const droppingNews = systemStatement<{ id: string }>((db, p, dialect) =>
  sql<never>`delete from ${table('news', dialect)} where id = ${p.id}`.compile(db),
);
