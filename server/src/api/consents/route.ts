import { errors } from '@onfile/shared/errors.ts';
import { ownParams } from '../../params/params.ts';
import { route } from '../route.ts';
import { consents } from './table.ts';
import { consentView } from './view.ts';

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

export const consentRoutes = [retrieve];
