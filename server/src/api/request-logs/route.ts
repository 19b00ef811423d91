import { fields } from '../../params/fields.ts';
import { ownParams } from '../../params/params.ts';
import { route } from '../route.ts';

const pageSize = 100;

/** The caller's requests behind a position, oldest first; without one, only where the log ends now. */
const list = route({
  method: 'GET',
  path: '/v1/onfile/request_logs',
  params: ownParams({ after: fields.integer().optional() }),
  returns: 'onfile.request_logs',
  read: async (call) => {
    const { requestLog } = call.services;
    const { after } = call.params;
    const scope = { account: call.account.id, livemode: call.livemode };
    const data = requestLog.after(scope, after ?? requestLog.newest, pageSize);
    return {
      object: 'onfile.request_logs',
      data: data.map(({ account: _owner, ...entry }) => ({ object: 'onfile.request_log', ...entry })),
      position: data.length === pageSize ? (data.at(-1)?.position ?? 0) : requestLog.newest,
    };
  },
});

export const requestLogRoutes = [list];
