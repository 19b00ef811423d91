import { errors } from '@onfile/shared/errors.ts';
import { ownParams } from '../../params/params.ts';
import { consents } from '../../resources/consents/table.ts';
import { consentView } from '../../resources/consents/view.ts';
import { route } from '../route.ts';

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
