import { errors } from '@onfile/shared/errors.ts';
import {
  expireCheckoutSession,
  updateCheckoutSession,
} from '../../flows/checkout/change-checkout-session.ts';
import { createCheckoutSession } from '../../flows/checkout/create-checkout-session.ts';
import { sessionLineItems } from '../../flows/checkout/session-line-items.ts';
import * as params from '../../resources/checkout-sessions/params.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { sessionView } from '../../resources/checkout-sessions/view.ts';
import { listPage } from '../../resources/list.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const returns = 'checkout.session';
const one = '/v1/checkout/sessions/:session';

const create = route({
  method: 'POST',
  path: '/v1/checkout/sessions',
  params: params.createParams,
  returns,
  write: createCheckoutSession,
});

const retrieve = route({
  method: 'GET',
  path: one,
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const view = await loadSession(reader, call.path.session ?? '');
    if (view === null) throw errors.missingInPath('checkout.session', call.path.session ?? '', 'session');
    return view;
  },
});

const update = route({
  method: 'POST',
  path: one,
  params: params.updateParams,
  returns,
  write: updateCheckoutSession,
});

const expire = route({
  method: 'POST',
  path: `${one}/expire`,
  params: params.noParams,
  returns,
  write: expireCheckoutSession,
});

const lineItems = route({
  method: 'GET',
  path: `${one}/line_items`,
  params: params.lineItemListParams,
  returns: 'list:item',
  read: sessionLineItems,
});

const list = route({
  method: 'GET',
  path: '/v1/checkout/sessions',
  params: params.listParams,
  returns: 'list:checkout.session',
  read: (call, reader) => {
    const { customer, customer_details, payment_intent, status } = call.params;
    return listPage(reader, checkoutSessions, {
      paging: call.params,
      filter: (cursor) => ({
        ...cursor,
        where: { customer, customer_email: customer_details?.email, payment_intent, status },
      }),
      noun: 'checkout.session',
      url: '/v1/checkout/sessions',
      view: (row) => sessionView(row, call.livemode),
    });
  },
});

export const checkoutSessionRoutes = [create, list, retrieve, update, expire, lineItems];

export async function loadSession(reader: Reader, id: string) {
  const row = await checkoutSessions.find(reader, id);
  return row === undefined ? null : sessionView(row, reader.scope.livemode);
}
