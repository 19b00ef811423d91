import {
  detachFromElement,
  readElementsSession,
  updateFromElement,
} from '../../flows/checkout/elements-session.ts';
import * as params from '../../resources/elements-sessions/params.ts';
import { settable } from '../browser-fields.ts';
import { route } from '../route.ts';

/** The Payment Element's private calls on pages without Checkout. */
const common = { returns: 'elements_session', callers: 'page' } as const;

export const elementsSessionRoutes = [
  route({
    ...common,
    method: 'GET',
    path: '/v1/elements/sessions',
    params: params.readParams,
    settable: settable.readElementsSession,
    read: readElementsSession,
  }),
  route({
    ...common,
    method: 'POST',
    path: '/v1/elements/sessions/detach_payment_method',
    params: params.detachParams,
    settable: settable.detachFromElement,
    write: detachFromElement,
  }),
  route({
    ...common,
    method: 'POST',
    path: '/v1/elements/sessions/update_payment_method',
    params: params.updateSavedParams,
    settable: settable.updateFromElement,
    write: updateFromElement,
  }),
];
