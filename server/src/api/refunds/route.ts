import { errors } from '@onfile/shared/errors.ts';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import { refundCharge } from '../../flows/refunds/refund-charge.ts';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/refunds/params.ts';
import { changeRefund } from '../../resources/refunds/rules.ts';
import { refunds } from '../../resources/refunds/table.ts';
import { refundView } from '../../resources/refunds/view.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const returns = 'refund';

const create = route({
  method: 'POST',
  path: '/v1/refunds',
  params: params.createParams,
  returns,
  flow: refundCharge,
});

const retrieve = route({
  method: 'GET',
  path: '/v1/refunds/:refund',
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const view = await loadRefund(reader, call.path.refund ?? '');
    if (view === null) throw errors.missingInPath('refund', call.path.refund ?? '');
    return view;
  },
});

const update = route({
  method: 'POST',
  path: '/v1/refunds/:refund',
  params: params.updateParams,
  returns,
  write: async (call, transaction) => {
    const id = call.path.refund ?? '';
    const before = await refunds.lock(transaction, id);
    if (before === undefined) throw errors.missingInPath('refund', id);
    const after = changeRefund(before, call.params.metadata);
    const view = refundView(after);
    const previous = previousAttributes(refundView(before), view);
    if (Object.keys(previous).length === 0) return view;
    await refunds.update(transaction, after);
    for (const type of ['refund.updated', 'charge.refund.updated'] as const) {
      await appendEvent(transaction, call.services.ids, call.now, { type, object: view, previous });
    }
    return view;
  },
});

const cancel = route({
  method: 'POST',
  path: '/v1/refunds/:refund/cancel',
  params: params.noParams,
  returns,
  // Refunds to cards never wait for the customer, so none can be canceled.
  read: async (call, reader) => {
    const id = call.path.refund ?? '';
    const row = await refunds.find(reader, id);
    if (row === undefined) throw errors.missingInPath('refund', id);
    throw errors.stateInvalid(
      `Refund ${id} cannot be canceled because it has a status of ${row.status}. Only a refund with the status requires_action may be canceled.`,
    );
  },
});

const list = route({
  method: 'GET',
  path: '/v1/refunds',
  params: params.listParams,
  returns: 'list:refund',
  read: (call, reader) => {
    const { charge, payment_intent } = call.params;
    return listPage(reader, refunds, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { charge, payment_intent } }),
      noun: 'refund',
      url: '/v1/refunds',
      view: refundView,
    });
  },
});

export const refundRoutes = [create, list, retrieve, update, cancel];

async function loadRefund(reader: Reader, id: string) {
  const row = await refunds.find(reader, id);
  return row === undefined ? null : refundView(row);
}

/** The hidden `refunds` field of a charge, for expansion. */
export async function loadRefundsOfCharge(reader: Reader, charge: string) {
  const { rows } = await refunds.page(reader, { limit: 10_000, where: { charge } });
  return {
    object: 'list',
    data: rows.slice(0, 10).map(refundView),
    has_more: rows.length > 10,
    total_count: rows.length,
    url: `/v1/charges/${charge}/refunds`,
  };
}
