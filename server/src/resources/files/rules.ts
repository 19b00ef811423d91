import { errors } from '@onfile/shared/errors.ts';
import type { FilePurpose } from '../../store/schema.ts';
import { fileTypes, typeAmong } from './file-types.ts';
import { purposes } from './purposes.ts';
import type { FileRow } from './table.ts';

interface NewFile {
  readonly id: string;
  readonly now: number;
  readonly purpose: FilePurpose;
  readonly filename: string;
  readonly bytes: Buffer;
  readonly url: string;
}

/** Creates the uploaded file. Throws 400 for contents that its purpose does not accept. */
export function newFile({ id, now, purpose, filename, bytes, url }: NewFile): FileRow {
  const { types, bytesMax, lasts } = purposes[purpose];
  if (bytes.length > bytesMax) throw errors.fileTooLarge(bytesMax);
  const type = typeAmong(types, bytes, filename);
  if (type === null) throw errors.fileTypeUnsupported(types.map((one) => fileTypes[one].mime).sort());
  return {
    id,
    created: now,
    purpose,
    expires_at: lasts === null ? null : now + lasts,
    doc: { filename, size: bytes.length, type, url },
  };
}

export function isGone({ expires_at }: Pick<FileRow, 'expires_at'>, now: number): boolean {
  return expires_at !== null && expires_at <= now;
}
