import { errors } from '@onfile/shared/errors.ts';
import { finishIntentAuthentication } from '../../flows/challenges/finish-authentication.ts';
import { cancelPaymentIntent } from '../../flows/payments/cancel-payment-intent.ts';
import { capturePaymentIntent } from '../../flows/payments/capture-payment-intent.ts';
import { confirmPaymentIntent } from '../../flows/payments/confirm-payment-intent.ts';
import {
  createPaymentIntent,
  createPaymentIntentWithCard,
} from '../../flows/payments/create-payment-intent.ts';
import { updatePaymentIntent } from '../../flows/payments/update-payment-intent.ts';
import { isSameSecret } from '../../keys/same-secret.ts';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/payment-intents/params.ts';
import { searchFields } from '../../resources/payment-intents/search-fields.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import { searchPage } from '../../resources/search.ts';
import type { Reader } from '../../store/store.ts';
import { settable } from '../browser-fields.ts';
import { route } from '../route.ts';

const returns = 'payment_intent';
const one = '/v1/payment_intents/:intent';

const create = route({
  method: 'POST',
  path: '/v1/payment_intents',
  params: params.createParams,
  returns,
  needsNetwork: (given) =>
    given.confirm === true || given.payment_method !== undefined || given.payment_method_data !== undefined,
  flow: createPaymentIntentWithCard,
  write: createPaymentIntent,
});

const retrieve = route({
  method: 'GET',
  path: one,
  params: params.retrieveParams,
  returns,
  callers: 'browser',
  settable: settable.retrievePaymentIntent,
  read: async (call, reader) => {
    const id = call.path.intent ?? '';
    const row = await paymentIntents.find(reader, id);
    if (row === undefined) throw errors.missingInPath('payment_intent', id, 'intent');
    const { client_secret: secret } = call.params;
    if (secret !== undefined && !isSameSecret(secret, row.doc.client_secret))
      throw errors.clientSecretMismatch('PaymentIntent');
    return paymentIntentView(row, call.livemode);
  },
});

const update = route({
  method: 'POST',
  path: one,
  params: params.updateParams,
  returns,
  flow: updatePaymentIntent,
});

const confirm = route({
  method: 'POST',
  path: `${one}/confirm`,
  params: params.confirmParams,
  returns,
  callers: 'browser',
  settable: settable.confirmPaymentIntent,
  flow: confirmPaymentIntent,
});

const finishAuthentication = route({
  method: 'POST',
  path: `${one}/finish_authentication`,
  params: params.finishParams,
  returns,
  callers: 'browser',
  settable: settable.finishPaymentIntent,
  flow: finishIntentAuthentication,
});

const capture = route({
  method: 'POST',
  path: `${one}/capture`,
  params: params.captureParams,
  returns,
  flow: capturePaymentIntent,
});

const cancel = route({
  method: 'POST',
  path: `${one}/cancel`,
  params: params.cancelParams,
  returns,
  flow: cancelPaymentIntent,
});

const incrementAuthorization = route({
  method: 'POST',
  path: `${one}/increment_authorization`,
  params: params.incrementParams,
  returns,
  read: async (call, reader) => {
    const id = call.path.intent ?? '';
    const row = await paymentIntents.find(reader, id);
    if (row === undefined) throw errors.missingInPath('payment_intent', id, 'intent');
    throw errors.stateInvalid(
      'This PaymentIntent is not eligible for incremental authorization: its card network does not offer it.',
      { code: 'payment_intent_unexpected_state', payment_intent: paymentIntentView(row, call.livemode) },
    );
  },
});

const search = route({
  method: 'GET',
  path: '/v1/payment_intents/search',
  params: params.searchParams,
  returns: 'list:payment_intent',
  read: (call, reader) =>
    searchPage(reader, paymentIntents, searchFields, {
      params: call.params,
      withTotal: call.expand.includes('total_count'),
      url: '/v1/payment_intents/search',
      view: (row) => paymentIntentView(row, call.livemode),
    }),
});

const list = route({
  method: 'GET',
  path: '/v1/payment_intents',
  params: params.listParams,
  returns: 'list:payment_intent',
  read: (call, reader) =>
    listPage(reader, paymentIntents, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { customer: call.params.customer } }),
      noun: 'payment_intent',
      url: '/v1/payment_intents',
      view: (row) => paymentIntentView(row, call.livemode),
    }),
});

export const paymentIntentRoutes = [
  create,
  search,
  list,
  retrieve,
  update,
  confirm,
  finishAuthentication,
  capture,
  cancel,
  incrementAuthorization,
];

export async function loadPaymentIntent(reader: Reader, id: string) {
  const row = await paymentIntents.find(reader, id);
  return row === undefined ? null : paymentIntentView(row, reader.scope.livemode);
}
