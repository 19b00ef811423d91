import { errors } from '@onfile/shared/errors.ts';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';
import { listPage } from '../list.ts';
import { route } from '../route.ts';
import { consents } from './table.ts';
import { consentView } from './view.ts';

const list = route({
  method: 'GET',
  path: '/v1/onfile/consents',
  params: ownParams({
    ...pagingByCreation,
    customer: fields.text().optional(),
    payment_method: fields.text().optional(),
  }),
  returns: 'list:onfile.consent',
  read: (call, reader) => {
    const { customer, payment_method } = call.params;
    return listPage(reader, consents, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { customer, payment_method } }),
      noun: 'consent',
      url: '/v1/onfile/consents',
      view: consentView,
    });
  },
});

const retrieve = route({
  method: 'GET',
  path: '/v1/onfile/consents/:consent',
  params: ownParams({}),
  returns: 'onfile.consent',
  read: async (call, reader) => {
    const row = await consents.find(reader, call.path.consent ?? '');
    if (row === undefined) throw errors.missingInPath('consent', call.path.consent ?? '');
    return consentView(row);
  },
});

export const consentRoutes = [list, retrieve];
