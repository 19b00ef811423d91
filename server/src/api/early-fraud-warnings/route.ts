import { errors } from '@onfile/shared/errors.ts';
import * as params from '../../resources/early-fraud-warnings/params.ts';
import { earlyFraudWarnings } from '../../resources/early-fraud-warnings/table.ts';
import { earlyFraudWarningView } from '../../resources/early-fraud-warnings/view.ts';
import { listPage } from '../../resources/list.ts';
import { route } from '../route.ts';

const path = '/v1/radar/early_fraud_warnings';

const retrieve = route({
  method: 'GET',
  path: `${path}/:warning`,
  params: params.noParams,
  returns: 'radar.early_fraud_warning',
  read: async (call, reader) => {
    const id = call.path.warning ?? '';
    const row = await earlyFraudWarnings.find(reader, id);
    if (row === undefined) throw errors.missingInPath('early fraud warning', id);
    return earlyFraudWarningView(row, call.livemode);
  },
});

const list = route({
  method: 'GET',
  path,
  params: params.listParams,
  returns: 'list:radar.early_fraud_warning',
  read: (call, reader) => {
    const { charge, payment_intent } = call.params;
    return listPage(reader, earlyFraudWarnings, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { charge, payment_intent } }),
      noun: 'early fraud warning',
      url: path,
      view: (row) => earlyFraudWarningView(row, call.livemode),
    });
  },
});

export const earlyFraudWarningRoutes = [list, retrieve];
