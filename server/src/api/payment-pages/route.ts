import { finishPageAuthentication } from '../../flows/challenges/finish-authentication.ts';
import { confirmCheckout } from '../../flows/checkout/confirm-checkout.ts';
import {
  changePage,
  detachFromPage,
  readHostedPage,
  readPage,
  updateSavedFromPage,
} from '../../flows/checkout/page-calls.ts';
import * as params from '../../resources/payment-pages/params.ts';
import { settable } from '../browser-fields.ts';
import { route } from '../route.ts';

/** The page's private calls, made by `stripe.js`, the element, and clients of Stripe's own (its CLI and mobile SDKs). */
const one = '/v1/payment_pages/:session';
const common = { returns: 'checkout.page', callers: 'browser' } as const;

export const paymentPageRoutes = [
  route({
    ...common,
    method: 'GET',
    path: one,
    params: params.noParams,
    settable: settable.readPage,
    read: readPage,
  }),
  route({
    method: 'GET',
    path: `${one}/hosted_page`,
    params: params.noParams,
    returns: 'checkout.hosted_page',
    callers: 'page',
    settable: settable.readHostedPage,
    read: readHostedPage,
  }),
  route({
    ...common,
    method: 'POST',
    path: `${one}/init`,
    params: params.initParams,
    settable: settable.initPage,
    read: readPage,
  }),
  route({
    ...common,
    method: 'POST',
    path: one,
    params: params.updateParams,
    settable: settable.updatePage,
    flow: changePage,
  }),
  route({
    ...common,
    method: 'POST',
    path: `${one}/confirm`,
    params: params.confirmParams,
    settable: settable.confirmPage,
    flow: confirmCheckout,
  }),
  route({
    ...common,
    method: 'POST',
    path: `${one}/finish_authentication`,
    params: params.finishParams,
    settable: settable.finishPage,
    flow: finishPageAuthentication,
  }),
  route({
    ...common,
    method: 'POST',
    path: `${one}/detach_payment_method`,
    params: params.detachParams,
    settable: settable.detachFromPage,
    flow: detachFromPage,
  }),
  route({
    ...common,
    method: 'POST',
    path: `${one}/update_payment_method`,
    params: params.updateSavedParams,
    settable: settable.updateSavedFromPage,
    flow: updateSavedFromPage,
  }),
];
