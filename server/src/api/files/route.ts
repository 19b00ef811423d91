import { errors } from '@onfile/shared/errors.ts';
import { createFile } from '../../flows/files/create-file.ts';
import { linksOf, showFile } from '../../flows/files/show-file.ts';
import * as params from '../../resources/files/params.ts';
import { bytesMaxOf, purposeNames } from '../../resources/files/purposes.ts';
import { files } from '../../resources/files/table.ts';
import { listPage, shortListPage } from '../../resources/list.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const returns = 'file';

const create = route({
  method: 'POST',
  path: '/v1/files',
  params: params.createParams,
  returns,
  upload: { bytesMax: ({ purpose }) => bytesMaxOf(purpose) },
  write: createFile,
});

const retrieve = route({
  method: 'GET',
  path: '/v1/files/:file',
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const view = await loadFile(reader, call.path.file ?? '', call.now);
    if (view === null) throw errors.missingInPath('file upload', call.path.file ?? '', 'file');
    return view;
  },
});

const list = route({
  method: 'GET',
  path: '/v1/files',
  params: params.listParams,
  returns: 'list:file',
  read: async (call, reader) => {
    const purpose = purposeNames.find((name) => name === call.params.purpose);
    // There are none of those that Stripe itself creates.
    if (purpose !== call.params.purpose)
      return shortListPage([], call.params, { noun: 'file upload', url: '/v1/files' });
    const page = await listPage(reader, files, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { purpose } }),
      noun: 'file upload',
      url: '/v1/files',
      view: (row) => row,
    });
    return { ...page, data: await Promise.all(page.data.map((row) => showFile(reader, row, call.now))) };
  },
});

export const fileRoutes = [create, list, retrieve];

export async function loadFile(reader: Reader, id: string, now: number) {
  const row = await files.find(reader, id);
  return row === undefined ? null : showFile(reader, row, now);
}

/** The `links` field of a file. */
export function loadLinksOfFile(reader: Reader, file: string, now: number) {
  return linksOf(reader, file, now);
}
