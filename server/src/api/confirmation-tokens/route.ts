import {
  createConfirmationToken,
  readConfirmationToken,
} from '../../flows/cards/create-confirmation-token.ts';
import * as params from '../../resources/confirmation-tokens/params.ts';
import { settable } from '../browser-fields.ts';
import { route } from '../route.ts';

const returns = 'confirmation_token';

export const confirmationTokenRoutes = [
  route({
    method: 'POST',
    path: '/v1/confirmation_tokens',
    params: params.createParams,
    returns,
    callers: 'page',
    settable: settable.createConfirmationToken,
    flow: createConfirmationToken,
  }),
  route({
    method: 'POST',
    path: '/v1/test_helpers/confirmation_tokens',
    params: params.testHelperParams,
    returns,
    flow: createConfirmationToken,
  }),
  route({
    method: 'GET',
    path: '/v1/confirmation_tokens/:token',
    params: params.noParams,
    returns,
    read: readConfirmationToken,
  }),
];
