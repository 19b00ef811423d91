import { errors } from '@onfile/shared/errors.ts';
import { attachPaymentMethod } from '../../flows/cards/attach-payment-method.ts';
import { detachPaymentMethod } from '../../flows/cards/detach-payment-method.ts';
import { namedPaymentMethod } from '../../flows/cards/find-payment-method.ts';
import { receivePaymentMethod } from '../../flows/cards/receive-card.ts';
import { updatePaymentMethod } from '../../flows/cards/update-payment-method.ts';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/payment-methods/params.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Reader } from '../../store/store.ts';
import { settable } from '../browser-fields.ts';
import { route } from '../route.ts';

const returns = 'payment_method';

const create = route({
  method: 'POST',
  path: '/v1/payment_methods',
  params: params.createParams,
  returns,
  callers: 'page',
  settable: settable.createPaymentMethod,
  write: async (call, transaction) => {
    const { row } = await receivePaymentMethod(call, transaction, call.params, 'card', 'later');
    return paymentMethodView(row, call.livemode);
  },
});

const retrieve = route({
  method: 'GET',
  path: '/v1/payment_methods/:payment_method',
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const id = call.path.payment_method ?? '';
    const found = await paymentMethods.find(reader, id);
    const row = found ?? (await namedPaymentMethod(call, id, 'later'))?.row;
    if (row === undefined) throw errors.missingInPath('PaymentMethod', id, 'payment_method');
    return paymentMethodView(row, call.livemode);
  },
});

const update = route({
  method: 'POST',
  path: '/v1/payment_methods/:payment_method',
  params: params.updateParams,
  returns,
  write: (call, transaction) =>
    updatePaymentMethod(call, transaction, call.path.payment_method ?? '', call.params),
});

const list = route({
  method: 'GET',
  path: '/v1/payment_methods',
  params: params.listParams,
  returns: 'list:payment_method',
  read: (call, reader) => {
    const { customer, type, allow_redisplay } = call.params;
    return listPage(reader, paymentMethods, {
      paging: call.params,
      // Without a customer there is nothing to list: cards that belong to nobody are not shown.
      filter: (cursor) => ({ ...cursor, where: { customer: customer ?? '', type, allow_redisplay } }),
      noun: 'PaymentMethod',
      url: '/v1/payment_methods',
      view: (row) => paymentMethodView(row, call.livemode),
    });
  },
});

const attach = route({
  method: 'POST',
  path: '/v1/payment_methods/:payment_method/attach',
  params: params.attachParams,
  returns,
  flow: attachPaymentMethod,
});

const detach = route({
  method: 'POST',
  path: '/v1/payment_methods/:payment_method/detach',
  params: params.noParams,
  returns,
  write: (call, transaction) => detachPaymentMethod(call, transaction, call.path.payment_method ?? ''),
});

export const paymentMethodRoutes = [create, list, retrieve, update, attach, detach];

export async function loadPaymentMethod(reader: Reader, id: string) {
  const row = await paymentMethods.find(reader, id);
  return row === undefined ? null : paymentMethodView(row, reader.scope.livemode);
}
