import { errors } from '@onfile/shared/errors.ts';
import { type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import { purposes } from '../files/purposes.ts';
import type { FileRow } from '../files/table.ts';
import type { FileLinkRow } from './table.ts';

export interface LinkTerms {
  readonly expires_at?: number | undefined;
  readonly metadata?: MetadataChange;
}

interface NewLink extends LinkTerms {
  readonly id: string;
  readonly now: number;
  readonly token: string;
  readonly url: string;
}

/** Creates a link to a file. Throws 400 for a file that may not be downloaded, and for a time in the past. */
export function newFileLink(
  file: FileRow,
  { id, now, token, url, expires_at, metadata }: NewLink,
): FileLinkRow {
  if (!purposes[file.purpose].readable) throw errors.fileLinkImpossible(file.purpose);
  requireFuture(expires_at, now, 'expires_at');
  return {
    id,
    created: now,
    file: file.id,
    token,
    expires_at: expires_at ?? null,
    doc: { metadata: mergeMetadata({}, metadata), url },
  };
}

interface LinkChange {
  /** Null means that it never expires. */
  readonly expires_at?: number | 'now' | null | undefined;
  readonly metadata?: MetadataChange;
}

/** The changed link. Throws 400 for an expired one. */
export function changeFileLink(row: FileLinkRow, change: LinkChange, now: number): FileLinkRow {
  if (isOver(row, now)) throw errors.fileLinkExpired(row.id);
  const { expires_at = row.expires_at } = change;
  if (expires_at !== 'now') requireFuture(expires_at, now, 'expires_at');
  return {
    ...row,
    expires_at: expires_at === 'now' ? now : expires_at,
    doc: { ...row.doc, metadata: mergeMetadata(row.doc.metadata, change.metadata) },
  };
}

export function isOver({ expires_at }: FileLinkRow, now: number): boolean {
  return expires_at !== null && expires_at <= now;
}

function requireFuture(time: number | null | undefined, now: number, param: string): void {
  if (time !== null && time !== undefined && time <= now) {
    throw errors.parameterInvalid(`${param} must be in the future.`, param);
  }
}
