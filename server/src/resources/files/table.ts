import { sql } from 'kysely';
import { statement } from '../../store/statement.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { type Row, resourceTable } from '../../store/table.ts';
import type { FileType } from './file-types.ts';

export interface FileDoc {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly type: FileType;
  readonly url: string;
}

export type FileRow = Row<'files', FileDoc>;

/** Contents are in a separate table, and only read when requested. */
export const files = resourceTable<'files', FileDoc>('files', ['purpose', 'expires_at']);

/** Bytes in one part, which is how much of a file is in memory while it is read. */
const partBytes = 1024 * 1024;

const addingPart = statement<{ file: string; part: number; bytes: Uint8Array }>((db, p) =>
  sql<never>`insert into file_parts (account, mode, file, part, bytes)
    values (${p.account}, ${p.mode}, ${p.file}, ${p.part}, ${p.bytes})`.compile(db),
);
const readingPart = statement<{ file: string; part: number }, { bytes: Uint8Array }>((db, p) =>
  db
    .selectFrom('file_parts')
    .select('bytes')
    .where('account', '=', p.account)
    .where('mode', '=', p.mode)
    .where('file', '=', p.file)
    .where('part', '=', p.part)
    .compile(),
);

export async function insertContents(transaction: Transaction, file: string, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; from += partBytes) {
    const part = { file, part: from / partBytes, bytes: bytes.subarray(from, from + partBytes) };
    await transaction.run(addingPart, part);
  }
}

/** A file's contents, part by part. */
export async function* contentsOf(reader: Reader, file: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const found = await reader.first(readingPart, { file, part });
    if (found === undefined) return;
    yield found.bytes;
  }
}
