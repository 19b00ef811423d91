import { sql } from 'kysely';
import type { RowFilter } from '../../store/pages.ts';
import { type Row, resourceTable } from '../../store/table.ts';

export interface FileLinkDoc {
  readonly metadata: Record<string, string>;
  readonly url: string;
}

export type FileLinkRow = Row<'file_links', FileLinkDoc>;

export const fileLinks = resourceTable<'file_links', FileLinkDoc>('file_links', [
  'file',
  'token',
  'expires_at',
]);

/** Links that have expired at a time, or those that have not. */
export function expiredAt(now: number, expired: boolean): RowFilter {
  return {
    name: expired ? 'expired' : 'usable',
    values: { now },
    sql: ({ now: at }) =>
      expired ? sql`expires_at <= ${at}` : sql`(expires_at is null or expires_at > ${at})`,
  };
}
