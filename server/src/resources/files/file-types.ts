import { isUtf8 } from 'node:buffer';

interface Kind {
  readonly mime: string;
  /** Whether bytes are of this kind. `extension` is that of the file's name, which decides if the bytes alone do not. */
  readonly matches: (bytes: Buffer, extension: string) => boolean;
}

const beginsWith =
  (...signatures: readonly (string | readonly number[])[]): Kind['matches'] =>
  (bytes) =>
    signatures.some((signature) => {
      const wanted = Buffer.from(signature as string, 'latin1');
      return bytes.subarray(0, wanted.length).equals(wanted);
    });

const isText = (bytes: Buffer) => bytes.length > 0 && isUtf8(bytes) && !bytes.includes(0);
const textNamed =
  (...extensions: readonly string[]): Kind['matches'] =>
  (bytes, extension) =>
    extensions.includes(extension) && isText(bytes);
const zip = beginsWith('PK\u0003\u0004');
const zipNamed =
  (name: string): Kind['matches'] =>
  (bytes, extension) =>
    extension === name && zip(bytes, extension);

function isJson(bytes: Buffer): boolean {
  if (!isText(bytes)) return false;
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}

/** The kinds of files, by the value of a file's `type`. What the sender declares is not believed. */
export const fileTypes = {
  csv: { mime: 'text/csv', matches: textNamed('csv') },
  docx: {
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    matches: zipNamed('docx'),
  },
  gif: { mime: 'image/gif', matches: beginsWith('GIF87a', 'GIF89a') },
  jpg: { mime: 'image/jpeg', matches: beginsWith([0xff, 0xd8, 0xff]) },
  json: { mime: 'application/json', matches: isJson },
  md: { mime: 'text/markdown', matches: textNamed('md', 'markdown') },
  pdf: { mime: 'application/pdf', matches: beginsWith('%PDF-') },
  png: { mime: 'image/png', matches: beginsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  svg: {
    mime: 'image/svg+xml',
    matches: (bytes) =>
      isText(bytes) && /^\ufeff?\s*(<\?xml|<!--|<!doctype svg|<svg)/i.test(bytes.toString('utf8', 0, 512)),
  },
  txt: { mime: 'text/plain', matches: textNamed('txt', '') },
  xlsx: {
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    matches: zipNamed('xlsx'),
  },
} as const satisfies Record<string, Kind>;

export type FileType = keyof typeof fileTypes;

/** What kind a file is, among the accepted ones; null for none of them. */
export function typeAmong(types: readonly FileType[], bytes: Buffer, filename: string): FileType | null {
  const extension = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  return types.find((type) => fileTypes[type].matches(bytes, extension)) ?? null;
}
