import { errors } from '@onfile/shared/errors.ts';
import { captureCharge } from '../../flows/payments/capture-payment-intent.ts';
import { createCharge } from '../../flows/payments/create-charge.ts';
import { updateCharge } from '../../flows/payments/update-charge.ts';
import {
  chargeRefund,
  chargeRefunds,
  refundedCharge,
  refundOfPath,
} from '../../flows/refunds/charge-refunds.ts';
import * as params from '../../resources/charges/params.ts';
import { searchFields } from '../../resources/charges/search-fields.ts';
import { charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { listPage } from '../../resources/list.ts';
import { searchPage } from '../../resources/search.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const retrieve = route({
  method: 'GET',
  path: '/v1/charges/:charge',
  params: params.noParams,
  returns: 'charge',
  read: async (call, reader) => {
    const view = await loadCharge(reader, call.path.charge ?? '');
    if (view === null) throw errors.missingInPath('charge', call.path.charge ?? '');
    return view;
  },
});

const list = route({
  method: 'GET',
  path: '/v1/charges',
  params: params.listParams,
  returns: 'list:charge',
  read: (call, reader) => {
    const { customer, payment_intent, transfer_group } = call.params;
    return listPage(reader, charges, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { customer, payment_intent, transfer_group } }),
      noun: 'charge',
      url: '/v1/charges',
      view: (row) => chargeView(row, call.livemode),
    });
  },
});

const update = route({
  method: 'POST',
  path: '/v1/charges/:charge',
  params: params.updateParams,
  returns: 'charge',
  write: updateCharge,
});

const search = route({
  method: 'GET',
  path: '/v1/charges/search',
  params: params.searchParams,
  returns: 'list:charge',
  read: (call, reader) =>
    searchPage(reader, charges, searchFields, {
      params: call.params,
      withTotal: call.expand.includes('total_count'),
      url: '/v1/charges/search',
      view: (row) => chargeView(row, call.livemode),
    }),
});

const create = route({
  method: 'POST',
  path: '/v1/charges',
  params: params.createParams,
  returns: 'charge',
  flow: createCharge,
});

const capture = route({
  method: 'POST',
  path: '/v1/charges/:charge/capture',
  params: params.captureParams,
  returns: 'charge',
  flow: captureCharge,
});

const listRefunds = route({
  method: 'GET',
  path: '/v1/charges/:charge/refunds',
  params: params.refundsParams,
  returns: 'list:refund',
  read: chargeRefunds,
});

const createRefund = route({
  method: 'POST',
  path: '/v1/charges/:charge/refunds',
  params: params.refundParams,
  returns: 'refund',
  flow: refundOfPath,
});

const refund = route({
  method: 'POST',
  path: '/v1/charges/:charge/refund',
  params: params.refundParams,
  returns: 'charge',
  changes: 'refund',
  flow: refundedCharge,
});

const retrieveRefund = route({
  method: 'GET',
  path: '/v1/charges/:charge/refunds/:refund',
  params: params.noParams,
  returns: 'refund',
  read: chargeRefund,
});

export const chargeRoutes = [
  create,
  search,
  list,
  retrieve,
  update,
  capture,
  listRefunds,
  createRefund,
  refund,
  retrieveRefund,
];

export async function loadCharge(reader: Reader, id: string) {
  const row = await charges.find(reader, id);
  return row === undefined ? null : chargeView(row, reader.scope.livemode);
}

/** A PaymentIntent's `charges` as older versions show them, newest first. */
export async function loadChargesOfIntent(reader: Reader, payment_intent: string) {
  const { rows, hasMore } = await charges.page(reader, { limit: 10, where: { payment_intent } });
  return {
    object: 'list',
    data: rows.map((row) => chargeView(row, reader.scope.livemode)),
    has_more: hasMore,
    total_count: rows.length,
    url: `/v1/charges?payment_intent=${payment_intent}`,
  };
}
