import type { Change } from './change.ts';

/** Before this, the destination of a Checkout Session was its `shipping`. */
export const shippingDetails: Change = {
  version: '2022-08-01',
  description: '`shipping` of Checkout Sessions became `shipping_details`.',
  response: {
    'checkout.session': ({ shipping_details, ...session }) =>
      shipping_details === undefined ? session : { ...session, shipping: shipping_details },
  },
};
