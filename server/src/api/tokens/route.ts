import { createToken, readToken } from '../../flows/cards/tokens.ts';
import * as params from '../../resources/tokens/params.ts';
import { settable } from '../browser-fields.ts';
import { route } from '../route.ts';

const returns = 'token';

export const tokenRoutes = [
  route({
    method: 'POST',
    path: '/v1/tokens',
    params: params.createParams,
    returns,
    callers: 'page',
    settable: settable.createToken,
    write: createToken,
  }),
  route({
    method: 'GET',
    path: '/v1/tokens/:token',
    params: params.noParams,
    returns,
    read: readToken,
  }),
];
