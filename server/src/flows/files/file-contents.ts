import { Readable } from 'node:stream';
import { errors } from '@onfile/shared/errors.ts';
import type { Account } from '../../keys/account.ts';
import { findAccount } from '../../keys/accounts.ts';
import { isOver } from '../../resources/file-links/rules.ts';
import { fileLinks } from '../../resources/file-links/table.ts';
import { purposes } from '../../resources/files/purposes.ts';
import { isGone } from '../../resources/files/rules.ts';
import { contentsOf, type FileRow, files } from '../../resources/files/table.ts';
import type { Services } from '../../services.ts';
import { systemStatement } from '../../store/statement.ts';
import type { Reader } from '../../store/store.ts';
import { accountTime } from '../customers/customer-clock.ts';

export interface FileContents {
  readonly file: FileRow;
  readonly bytes: Readable;
}

const contents = (reader: Reader, file: FileRow): FileContents => ({
  file,
  bytes: Readable.from(contentsOf(reader, file.id), { objectMode: false }),
});

/** Reads an upload. Throws 404 for a missing or expired file, and 403 for one that may not be downloaded. */
export async function readFile(
  services: Services,
  { account, livemode }: { readonly account: Account; readonly livemode: boolean },
  id: string,
): Promise<FileContents> {
  const { reader } = services.store.account({ account: account.id, livemode });
  const file = await files.find(reader, id);
  if (file === undefined || isGone(file, accountTime({ services, account }))) {
    throw errors.missingInPath('file upload', id, 'file');
  }
  if (!purposes[file.purpose].readable) throw errors.fileNotReadable(file.purpose);
  return contents(reader, file);
}

const owning = systemStatement<{ token: string }, { id: string; account: string; mode: 'test' | 'live' }>(
  (db, p) =>
    db.selectFrom('file_links').select(['id', 'account', 'mode']).where('token', '=', p.token).compile(),
);

/** The file behind an unguessable public link; null if the link has expired or does not exist. */
export async function readLinkedFile(services: Services, token: string): Promise<FileContents | null> {
  const { store } = services;
  const [owner] = await store.system.all(owning, { token });
  const account = owner && (await findAccount(store.system, owner.account));
  if (owner === undefined || account === undefined) return null;
  const { reader } = store.account({ account: owner.account, livemode: owner.mode === 'live' });
  const now = accountTime({ services, account });
  const link = await fileLinks.find(reader, owner.id);
  const file = link && (await files.find(reader, link.file));
  if (link === undefined || file === undefined || isOver(link, now) || isGone(file, now)) return null;
  return contents(reader, file);
}
