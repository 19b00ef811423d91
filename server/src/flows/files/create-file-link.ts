import { errors } from '@onfile/shared/errors.ts';
import { type LinkTerms, newFileLink } from '../../resources/file-links/rules.ts';
import { type FileLinkRow, fileLinks } from '../../resources/file-links/table.ts';
import { fileLinkView } from '../../resources/file-links/view.ts';
import { isGone } from '../../resources/files/rules.ts';
import { type FileRow, files } from '../../resources/files/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';

/** `POST /v1/file_links`: a public link to a file that may be downloaded. One row in the route's transaction. */
export async function createFileLink(
  call: Call<LinkTerms & { readonly file: string }>,
  transaction: Transaction,
) {
  const { file: id, ...terms } = call.params;
  const file = await files.find(transaction, id);
  if (file === undefined || isGone(file, call.now)) throw errors.missingInBody('file upload', id, 'file');
  return fileLinkView(await linkFile(call, transaction, file, terms), call.now, call.livemode);
}

export async function linkFile(
  { services, now }: Pick<Call<unknown>, 'services' | 'now'>,
  transaction: Transaction,
  file: FileRow,
  terms: LinkTerms,
): Promise<FileLinkRow> {
  const token = services.ids.next('file_link_token');
  const url = `${services.origin}/links/${token}`;
  const row = newFileLink(file, { ...terms, id: services.ids.next('file_link'), now, token, url });
  await fileLinks.insert(transaction, row);
  return row;
}
