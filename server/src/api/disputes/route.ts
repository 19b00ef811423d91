import { errors } from '@onfile/shared/errors.ts';
import { acceptDispute, updateDispute } from '../../flows/disputes/change-dispute.ts';
import { showDispute } from '../../flows/disputes/show-dispute.ts';
import * as params from '../../resources/disputes/params.ts';
import { disputes } from '../../resources/disputes/table.ts';
import { listPage } from '../../resources/list.ts';
import { route } from '../route.ts';

const path = '/v1/disputes/:dispute';
const returns = 'dispute';

const retrieve = route({
  method: 'GET',
  path,
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const row = await disputes.find(reader, call.path.dispute ?? '');
    if (row === undefined) throw errors.missingInPath('dispute', call.path.dispute ?? '');
    return showDispute(reader, row);
  },
});

const update = route({ method: 'POST', path, params: params.updateParams, returns, write: updateDispute });

const close = route({
  method: 'POST',
  path: `${path}/close`,
  params: params.noParams,
  returns,
  write: acceptDispute,
});

const list = route({
  method: 'GET',
  path: '/v1/disputes',
  params: params.listParams,
  returns: 'list:dispute',
  read: async (call, reader) => {
    const { charge, payment_intent } = call.params;
    const page = await listPage(reader, disputes, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { charge, payment_intent } }),
      noun: 'dispute',
      url: '/v1/disputes',
      view: (row) => row,
    });
    const data = await Promise.all(page.data.map((row) => showDispute(reader, row)));
    return { ...page, data };
  },
});

export const disputeRoutes = [list, retrieve, update, close];
