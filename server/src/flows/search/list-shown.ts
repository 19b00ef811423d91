import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { sessionView } from '../../resources/checkout-sessions/view.ts';
import { consents } from '../../resources/consents/table.ts';
import { consentView } from '../../resources/consents/view.ts';
import type { Paging } from '../../resources/list.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import { products } from '../../resources/products/table.ts';
import { productView } from '../../resources/products/view.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { searchedList } from './searched-list.ts';

/** A call of a list: words to find, filters, and paging. */
type Listing<Filter extends string> = Call<
  Paging & { readonly query?: string | undefined } & { readonly [Name in Filter]?: string | undefined }
>;

export function listPayments(call: Listing<'status' | 'customer'>, reader: Reader) {
  const { status, customer } = call.params;
  return searchedList(call, reader, {
    table: paymentIntents,
    tags: { status, customer },
    noun: 'payment_intent',
    url: '/v1/onfile/payments',
    view: (row) => paymentIntentView(row, call.livemode),
  });
}

export function listSessions(call: Listing<'status' | 'customer'>, reader: Reader) {
  const { status, customer } = call.params;
  return searchedList(call, reader, {
    table: checkoutSessions,
    tags: { status, customer },
    noun: 'checkout.session',
    url: '/v1/onfile/checkout_sessions',
    view: (row) => sessionView(row, call.livemode),
  });
}

export function listProducts(call: Listing<'status'>, reader: Reader) {
  return searchedList(call, reader, {
    table: products,
    always: { deleted: 0 },
    tags: { status: call.params.status },
    noun: 'product',
    url: '/v1/onfile/products',
    view: (row) => productView(row, call.livemode),
  });
}

export function listConsents(call: Listing<'customer' | 'payment_method'>, reader: Reader) {
  const { customer, payment_method } = call.params;
  return searchedList(call, reader, {
    table: consents,
    tags: { customer, payment_method },
    noun: 'consent',
    url: '/v1/onfile/consents',
    view: consentView,
  });
}
