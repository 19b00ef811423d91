import { checkoutSessions } from '../api/checkout-sessions/table.ts';
import { sessionView } from '../api/checkout-sessions/view.ts';
import { consents } from '../api/consents/table.ts';
import { consentView } from '../api/consents/view.ts';
import type { Paging } from '../api/list.ts';
import { paymentIntents } from '../api/payment-intents/table.ts';
import { paymentIntentView } from '../api/payment-intents/view.ts';
import { products } from '../api/products/table.ts';
import { productView } from '../api/products/view.ts';
import type { Call } from '../api/route.ts';
import { searchedList } from '../search/searched-list.ts';
import type { Reader } from '../store/store.ts';

/** A call of a list: words to be found, filters, and paging. */
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
