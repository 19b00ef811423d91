import { createCustomerSession } from '../../flows/checkout/create-customer-session.ts';
import * as params from '../../resources/customer-sessions/params.ts';
import { route } from '../route.ts';

export const customerSessionRoutes = [
  route({
    method: 'POST',
    path: '/v1/customer_sessions',
    params: params.createParams,
    returns: 'customer_session',
    write: createCustomerSession,
  }),
];
