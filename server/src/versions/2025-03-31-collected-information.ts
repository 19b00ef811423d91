import type { Change } from './change.ts';

/** Before this, a Checkout Session's destination was among its own fields. */
export const collectedInformation: Change = {
  version: '2025-03-31.basil',
  description: '`shipping_details` of Checkout Sessions moved into `collected_information`.',
  response: {
    'checkout.session': (session) => {
      const { collected_information: collected } = session;
      if (collected === null || typeof collected !== 'object' || !('shipping_details' in collected))
        return session;
      return { ...session, shipping_details: collected.shipping_details };
    },
  },
};
