import { errors } from '@onfile/shared/errors.ts';
import type { Reader } from '../../store/store.ts';
import { listPage } from '../list.ts';
import { route } from '../route.ts';
import * as params from './params.ts';
import { paymentIntents } from './table.ts';
import { paymentIntentView } from './view.ts';

const retrieve = route({
  method: 'GET',
  path: '/v1/payment_intents/:intent',
  params: params.retrieveParams,
  returns: 'payment_intent',
  read: async (call, reader) => {
    const view = await loadPaymentIntent(reader, call.path.intent ?? '');
    if (view === null) throw errors.missingInPath('payment_intent', call.path.intent ?? '', 'intent');
    return view;
  },
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

export const paymentIntentRoutes = [list, retrieve];

export async function loadPaymentIntent(reader: Reader, id: string) {
  const row = await paymentIntents.find(reader, id);
  return row === undefined ? null : paymentIntentView(row, reader.scope.livemode);
}
