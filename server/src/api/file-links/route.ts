import { errors } from '@onfile/shared/errors.ts';
import { createFileLink } from '../../flows/files/create-file-link.ts';
import * as params from '../../resources/file-links/params.ts';
import { changeFileLink } from '../../resources/file-links/rules.ts';
import { expiredAt, fileLinks } from '../../resources/file-links/table.ts';
import { fileLinkView } from '../../resources/file-links/view.ts';
import { listPage } from '../../resources/list.ts';
import { route } from '../route.ts';

const path = '/v1/file_links/:link';
const returns = 'file_link';

const create = route({
  method: 'POST',
  path: '/v1/file_links',
  params: params.createParams,
  returns,
  write: createFileLink,
});

const retrieve = route({
  method: 'GET',
  path,
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const row = await fileLinks.find(reader, call.path.link ?? '');
    if (row === undefined) throw errors.missingInPath('file link', call.path.link ?? '', 'link');
    return fileLinkView(row, call.now, call.livemode);
  },
});

const update = route({
  method: 'POST',
  path,
  params: params.updateParams,
  returns,
  write: async (call, transaction) => {
    const id = call.path.link ?? '';
    const before = await fileLinks.lock(transaction, id);
    if (before === undefined) throw errors.missingInPath('file link', id, 'link');
    const after = changeFileLink(before, call.params, call.now);
    await fileLinks.update(transaction, after);
    return fileLinkView(after, call.now, call.livemode);
  },
});

const list = route({
  method: 'GET',
  path: '/v1/file_links',
  params: params.listParams,
  returns: 'list:file_link',
  read: (call, reader) => {
    const { expired, file } = call.params;
    return listPage(reader, fileLinks, {
      paging: call.params,
      filter: (cursor) => ({
        ...cursor,
        where: { file },
        also: expired === undefined ? undefined : expiredAt(call.now, expired),
      }),
      noun: 'file link',
      url: '/v1/file_links',
      view: (row) => fileLinkView(row, call.now, call.livemode),
    });
  },
});

export const fileLinkRoutes = [create, list, retrieve, update];
