import { createCustomerSession } from '../../flows/create-customer-session.ts';
import { route } from '../route.ts';
import * as params from './params.ts';

export const customerSessionRoutes = [
  route({
    method: 'POST',
    path: '/v1/customer_sessions',
    params: params.createParams,
    returns: 'customer_session',
    write: createCustomerSession,
  }),
];
