import { errors } from '@onfile/shared/errors.ts';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';
import { type RequestLogRow, requestLogs } from '../../requests/request-log.ts';
import { listPage } from '../../resources/list.ts';
import { route } from '../route.ts';

const path = '/v1/onfile/request_logs';
const returns = 'onfile.request_log';

const list = route({
  method: 'GET',
  path,
  params: ownParams({
    ...pagingByCreation,
    key: fields.text().optional(),
    method: fields.choice(['DELETE', 'GET', 'POST']).optional(),
    path: fields.text().optional(),
    status: fields.integer(100, 599).optional(),
    status_class: fields.choice(['2xx', '4xx', '5xx']).optional(),
  }),
  returns: `list:${returns}`,
  read: async (call, reader) => {
    await call.services.requestLog.flush();
    const { key, method, path: of, status, status_class } = call.params;
    return listPage(reader, requestLogs, {
      paging: call.params,
      filter: (cursor) => ({
        ...cursor,
        where: { key, method, status, status_class },
        beginning: { path: of },
      }),
      noun: 'request',
      url: path,
      view: requestLogView,
    });
  },
});

const retrieve = route({
  method: 'GET',
  path: `${path}/:request`,
  params: ownParams({}),
  returns,
  read: async (call, reader) => {
    await call.services.requestLog.flush();
    const row = await requestLogs.find(reader, call.path.request ?? '');
    if (row === undefined) throw errors.missingInPath('request', call.path.request ?? '');
    return requestLogView(row);
  },
});

export const requestLogRoutes = [list, retrieve];

function requestLogView({ id, created, method, path: asked, status, key, doc }: RequestLogRow) {
  const { error, ...more } = doc;
  return { id, object: returns, created, method, path: asked, status, key, ...more, response_error: error };
}
