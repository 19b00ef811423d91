import { confirmCheckout } from '../../flows/confirm-checkout.ts';
import { finishPageAuthentication } from '../../flows/finish-authentication.ts';
import { changePage, detachFromPage, readPage } from '../../flows/page-calls.ts';
import { route } from '../route.ts';
import * as params from './params.ts';

/** The private calls of the page: by `stripe.js`, the element, and clients that know Stripe's own (its CLI and mobile SDKs). */
const one = '/v1/payment_pages/:session';
const common = { returns: 'checkout.page', callers: 'browser' } as const;

export const paymentPageRoutes = [
  route({ ...common, method: 'GET', path: one, params: params.noParams, read: readPage }),
  route({ ...common, method: 'POST', path: `${one}/init`, params: params.initParams, read: readPage }),
  route({ ...common, method: 'POST', path: one, params: params.updateParams, flow: changePage }),
  route({
    ...common,
    method: 'POST',
    path: `${one}/confirm`,
    params: params.confirmParams,
    flow: confirmCheckout,
  }),
  route({
    ...common,
    method: 'POST',
    path: `${one}/finish_authentication`,
    params: params.finishParams,
    flow: finishPageAuthentication,
  }),
  route({
    ...common,
    method: 'POST',
    path: `${one}/detach_payment_method`,
    params: params.detachParams,
    flow: detachFromPage,
  }),
];
