import { errors } from '@onfile/shared/errors.ts';
import { captureCharge } from '../../flows/capture-payment-intent.ts';
import { appendEvent, previousAttributes } from '../../outbox/append.ts';
import type { Reader } from '../../store/store.ts';
import { listPage } from '../list.ts';
import { route } from '../route.ts';
import { searchPage } from '../search.ts';
import * as params from './params.ts';
import { changedCharge } from './rules.ts';
import { searchFields } from './search-fields.ts';
import { charges } from './table.ts';
import { chargeView } from './view.ts';

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
    const { customer, payment_intent } = call.params;
    return listPage(reader, charges, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { customer, payment_intent } }),
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
  write: async (call, transaction) => {
    const before = await charges.lock(transaction, call.path.charge ?? '');
    if (before === undefined) throw errors.missingInPath('charge', call.path.charge ?? '');
    const after = changedCharge(before, call.params);
    const view = chargeView(after, call.livemode);
    const previous = previousAttributes(chargeView(before, call.livemode), view);
    if (Object.keys(previous).length === 0) return view;
    await charges.update(transaction, after);
    await appendEvent(transaction, call.services.ids, call.now, {
      type: 'charge.updated',
      object: view,
      previous,
    });
    return view;
  },
});

const capture = route({
  method: 'POST',
  path: '/v1/charges/:charge/capture',
  params: params.captureParams,
  returns: 'charge',
  flow: captureCharge,
});

const create = route({
  method: 'POST',
  path: '/v1/charges',
  params: params.createParams,
  returns: 'charge',
  read: async () => {
    throw errors.stateInvalid(
      'Charges are made by PaymentIntents. Create one with `POST /v1/payment_intents`, `payment_method` and `confirm=true`; see https://docs.stripe.com/payments/payment-intents/migration/charges.',
    );
  },
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

export const chargeRoutes = [create, search, list, retrieve, update, capture];

export async function loadCharge(reader: Reader, id: string) {
  const row = await charges.find(reader, id);
  return row === undefined ? null : chargeView(row, reader.scope.livemode);
}
