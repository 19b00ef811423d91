import { errors } from '@onfile/shared/errors.ts';
import type { CreateParams } from '../../resources/files/params.ts';
import { newFile } from '../../resources/files/rules.ts';
import { files, insertContents } from '../../resources/files/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { linkFile } from './create-file-link.ts';
import { showFile } from './show-file.ts';

/**
 * `POST /v1/files`: stores an upload, with a link to it if requested. The file, its contents and the link commit together; a
 * crash leaves none of them.
 */
export async function createFile(call: Call<CreateParams>, transaction: Transaction) {
  const { params, services, now, upload } = call;
  // Its name may have come as text, without a file.
  if (upload === null) throw errors.parameterInvalid('Invalid hash', 'file');
  const id = services.ids.next('file');
  const url = `${services.origin}/v1/files/${id}/contents`;
  const { purpose } = params;
  const row = newFile({ id, now, purpose, filename: params.file.filename, bytes: upload, url });
  await files.insert(transaction, row);
  await insertContents(transaction, id, upload);
  const { create, ...terms } = params.file_link_data ?? { create: false };
  if (create) await linkFile(call, transaction, row, terms);
  return showFile(transaction, row, now);
}
