import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import {
  cancelSetupIntent,
  confirmSetupIntent,
  createSetupIntent,
  finishSetupAuthentication,
  updateSetupIntent,
} from '../../flows/setups/setup-intents.ts';
import { isSameSecret } from '../../keys/same-secret.ts';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/setup-intents/params.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import type { RowFilter } from '../../store/pages.ts';
import type { Reader } from '../../store/store.ts';
import { settable } from '../browser-fields.ts';
import { route } from '../route.ts';

const returns = 'setup_intent';
const one = '/v1/setup_intents/:intent';

const create = route({
  method: 'POST',
  path: '/v1/setup_intents',
  params: params.createParams,
  returns,
  flow: createSetupIntent,
});

const retrieve = route({
  method: 'GET',
  path: one,
  params: params.retrieveParams,
  returns,
  callers: 'browser',
  settable: settable.retrieveSetupIntent,
  read: async (call, reader) => {
    const id = call.path.intent ?? '';
    const row = await setupIntents.find(reader, id);
    if (row === undefined) throw errors.missingInPath('setupintent', id, 'intent');
    const { client_secret: secret } = call.params;
    if (secret !== undefined && !isSameSecret(secret, row.doc.client_secret))
      throw errors.clientSecretMismatch('SetupIntent');
    return setupIntentView(row, call.livemode);
  },
});

const update = route({
  method: 'POST',
  path: one,
  params: params.updateParams,
  returns,
  flow: updateSetupIntent,
});

const confirm = route({
  method: 'POST',
  path: `${one}/confirm`,
  params: params.confirmParams,
  returns,
  callers: 'browser',
  settable: settable.confirmSetupIntent,
  flow: confirmSetupIntent,
});

const finishAuthentication = route({
  method: 'POST',
  path: `${one}/finish_authentication`,
  params: params.finishParams,
  returns,
  callers: 'browser',
  settable: settable.finishSetupIntent,
  flow: finishSetupAuthentication,
});

const cancel = route({
  method: 'POST',
  path: `${one}/cancel`,
  params: params.cancelParams,
  returns,
  write: cancelSetupIntent,
});

const verifyMicrodeposits = route({
  method: 'POST',
  path: `${one}/verify_microdeposits`,
  params: params.verifyParams,
  returns,
  read: async (call, reader) => {
    const id = call.path.intent ?? '';
    if ((await setupIntents.find(reader, id)) === undefined)
      throw errors.missingInPath('setupintent', id, 'intent');
    throw errors.stateInvalid('Microdeposits verify bank accounts: this SetupIntent sets up a card.', {
      code: 'setup_intent_unexpected_state',
    });
  },
});

/** No card is ever attached to the account itself. */
const none: RowFilter = { name: 'none', sql: () => sql`1 = 0` };

const list = route({
  method: 'GET',
  path: '/v1/setup_intents',
  params: params.listParams,
  returns: 'list:setup_intent',
  read: (call, reader) => {
    const { attach_to_self, customer, payment_method } = call.params;
    const also = attach_to_self === true ? none : undefined;
    return listPage(reader, setupIntents, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { customer, payment_method }, also }),
      noun: 'setupintent',
      url: '/v1/setup_intents',
      view: (row) => setupIntentView(row, call.livemode),
    });
  },
});

export const setupIntentRoutes = [
  create,
  list,
  retrieve,
  update,
  confirm,
  finishAuthentication,
  cancel,
  verifyMicrodeposits,
];

export async function loadSetupIntent(reader: Reader, id: string) {
  const row = await setupIntents.find(reader, id);
  return row === undefined ? null : setupIntentView(row, reader.scope.livemode);
}
