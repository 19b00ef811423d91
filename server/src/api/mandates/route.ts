import { errors } from '@onfile/shared/errors.ts';
import * as params from '../../resources/mandates/params.ts';
import { mandates } from '../../resources/mandates/table.ts';
import { mandateView } from '../../resources/mandates/view.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const retrieve = route({
  method: 'GET',
  path: '/v1/mandates/:mandate',
  params: params.noParams,
  returns: 'mandate',
  read: async (call, reader) => {
    const view = await loadMandate(reader, call.path.mandate ?? '');
    if (view === null) throw errors.missingInPath('mandate', call.path.mandate ?? '', 'mandate');
    return view;
  },
});

export const mandateRoutes = [retrieve];

export async function loadMandate(reader: Reader, id: string) {
  const row = await mandates.find(reader, id);
  return row === undefined ? null : mandateView(row, reader.scope.livemode);
}
