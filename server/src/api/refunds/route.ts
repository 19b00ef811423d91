import { errors } from '@onfile/shared/errors.ts';
import { createRefund } from '../../flows/create-refund.ts';
import { appendEvent, previousAttributes } from '../../outbox/append.ts';
import { mergeMetadata } from '../../params/groups.ts';
import type { Reader } from '../../store/store.ts';
import { listPage } from '../list.ts';
import { route } from '../route.ts';
import * as params from './params.ts';
import { refunds } from './table.ts';
import { refundView } from './view.ts';

const returns = 'refund';
const one = '/v1/refunds/:refund';

const create = route({
  method: 'POST',
  path: '/v1/refunds',
  params: params.createParams,
  returns,
  flow: createRefund,
});

const retrieve = route({
  method: 'GET',
  path: one,
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
  path: one,
  params: params.updateParams,
  returns,
  write: async (call, transaction) => {
    const before = await refunds.lock(transaction, call.path.refund ?? '');
    if (before === undefined) throw errors.missingInPath('refund', call.path.refund ?? '');
    const metadata = mergeMetadata(before.doc.metadata, call.params.metadata);
    const after = { ...before, doc: { ...before.doc, metadata } };
    const view = refundView(after);
    const previous = previousAttributes(refundView(before), view);
    if (Object.keys(previous).length === 0) return view;
    await refunds.update(transaction, after);
    await appendEvent(transaction, call.services.ids, call.now, {
      type: 'refund.updated',
      object: view,
      previous,
    });
    return view;
  },
});

const cancel = route({
  method: 'POST',
  path: `${one}/cancel`,
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const row = await refunds.find(reader, call.path.refund ?? '');
    if (row === undefined) throw errors.missingInPath('refund', call.path.refund ?? '');
    throw errors.stateInvalid(
      `Refund ${row.id} cannot be canceled: only refunds that require an action of the customer can, and refunds to cards never do.`,
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

export async function loadRefund(reader: Reader, id: string) {
  const row = await refunds.find(reader, id);
  return row === undefined ? null : refundView(row);
}

const shownWithCharge = 10;

/** The refunds of a charge, which its view hides until they are asked for. */
export async function loadRefundsOfCharge(reader: Reader, charge: string) {
  const page = await refunds.page(reader, { limit: shownWithCharge, where: { charge } });
  return {
    object: 'list',
    data: page.rows.map(refundView),
    has_more: page.hasMore,
    url: `/v1/charges/${charge}/refunds`,
  };
}
