import { listCustomers } from '../../flows/customers/list-customers.ts';
import { statistics } from '../../flows/reporting/statistics.ts';
import { listConsents, listPayments, listProducts, listSessions } from '../../flows/search/list-shown.ts';
import { searchEverything } from '../../flows/search/search-everything.ts';
import * as params from '../../resources/dashboard/params.ts';
import { route } from '../route.ts';

/** What the dashboard calls besides the public API. */
export const dashboardRoutes = [
  route({
    method: 'GET',
    path: '/v1/onfile/customers',
    params: params.customersParams,
    returns: 'list:onfile.customer',
    read: listCustomers,
  }),
  route({
    method: 'GET',
    path: '/v1/onfile/payments',
    params: params.paymentsParams,
    returns: 'list:payment_intent',
    read: listPayments,
  }),
  route({
    method: 'GET',
    path: '/v1/onfile/checkout_sessions',
    params: params.sessionsParams,
    returns: 'list:checkout.session',
    read: listSessions,
  }),
  route({
    method: 'GET',
    path: '/v1/onfile/products',
    params: params.productsParams,
    returns: 'list:product',
    read: listProducts,
  }),
  route({
    method: 'GET',
    path: '/v1/onfile/consents',
    params: params.consentsParams,
    returns: 'list:onfile.consent',
    read: listConsents,
  }),
  route({
    method: 'GET',
    path: '/v1/onfile/search',
    params: params.searchParams,
    returns: 'list:search_hit',
    read: searchEverything,
  }),
  route({
    method: 'GET',
    path: '/v1/onfile/statistics',
    params: params.statisticsParams,
    returns: 'onfile.statistics',
    read: statistics,
  }),
];
