import type { Ids } from '@onfile/shared/ids.ts';
import { sql } from 'kysely';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';
import type { Member } from './member.ts';

/** What somebody did. Entries are only ever added; the answer's status is filled in once. */
export interface AuditEntry {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly member: Pick<Member, 'id' | 'name' | 'email'> | null;
  readonly action: string;
  readonly object: string | null;
  readonly ip: string | null;
  readonly request: string | null;
  readonly livemode: boolean | null;
  readonly status: number | null;
}

interface AuditRow {
  seq: number;
  id: string;
  created: number;
  member: string | null;
  member_name: string | null;
  member_email: string | null;
  action: string;
  object: string | null;
  ip: string | null;
  request: string | null;
  livemode: 0 | 1 | null;
  status: number | null;
}

type NewRow = Omit<AuditRow, 'seq'> & { account: string };

const inserting = systemStatement<NewRow>((db, p) =>
  sql<never>`insert into audit_log (id, account, created, member, member_name, member_email, action, object, ip, request, livemode, status)
    values (${p.id}, ${p.account}, ${p.created}, ${p.member}, ${p.member_name}, ${p.member_email}, ${p.action},
      ${p.object}, ${p.ip}, ${p.request}, ${p.livemode}, ${p.status})`.compile(db),
);
const finishing = systemStatement<{ id: string; status: number; object: string | null }>((db, p) =>
  sql<never>`update audit_log set status = ${p.status}, object = coalesce(object, ${p.object})
    where id = ${p.id} and status is null`.compile(db),
);
const placing = systemStatement<{ account: string; id: string }, { seq: number }>((db, p) =>
  db.selectFrom('audit_log').select('seq').where('account', '=', p.account).where('id', '=', p.id).compile(),
);
const listing = systemStatement<{ account: string; before: number; limit: number }, AuditRow>((db, p) =>
  db
    .selectFrom('audit_log')
    .selectAll()
    .where('account', '=', p.account)
    .where('seq', '<', p.before)
    .orderBy('seq', 'desc')
    .limit(p.limit)
    .compile(),
);

export interface Deed {
  readonly account: string;
  readonly member: Pick<Member, 'id' | 'name' | 'email'> | null;
  readonly action: string;
  readonly object: string | null;
  readonly ip: string | null;
  readonly request: string | null;
  readonly livemode: boolean | null;
  readonly status: number | null;
}

/** Records an action durably, and returns the id of its entry. */
export async function appendAudit(store: SystemStore, ids: Ids, now: number, deed: Deed): Promise<string> {
  const id = ids.next('audit_entry');
  const { member, livemode, ...rest } = deed;
  await store.run(inserting, {
    ...rest,
    id,
    created: now,
    member: member?.id ?? null,
    member_name: member?.name ?? null,
    member_email: member?.email ?? null,
    livemode: livemode === null ? null : livemode ? 1 : 0,
  });
  return id;
}

/** Adds the status that a recorded request was answered with, and the id of what it created. */
export async function finishAudit(
  store: SystemStore,
  id: string,
  status: number,
  object: string | null,
): Promise<void> {
  await store.run(finishing, { id, status, object });
}

/** A page of an account's entries, newest first; null if `after` names none of them. */
export async function listAudit(
  store: SystemStore,
  account: string,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ entries: AuditEntry[]; hasMore: boolean } | null> {
  let before = Number.MAX_SAFE_INTEGER;
  if (after !== undefined) {
    const [place] = await store.all(placing, { account, id: after });
    if (place === undefined) return null;
    before = place.seq;
  }
  const rows = await store.all(listing, { account, before, limit: limit + 1 });
  return { entries: rows.slice(0, limit).map(entryOf), hasMore: rows.length > limit };
}

function entryOf(row: AuditRow): AuditEntry {
  const { seq: _order, member, member_name, member_email, livemode, ...rest } = row;
  return {
    ...rest,
    member: member === null ? null : { id: member, name: member_name ?? '', email: member_email ?? '' },
    livemode: livemode === null ? null : livemode === 1,
  };
}
