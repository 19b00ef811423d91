import type { Change } from './change.ts';

/** Before this, a Checkout Session that takes a payment from somebody new created a customer for them. */
export const customersIfRequired: Change = {
  version: '2022-08-01',
  description: '`customer_creation` of Checkout Sessions is `if_required` unless given; it was `always`.',
  request: ({ method, path }, form) => {
    if (method !== 'POST' || path !== '/v1/checkout/sessions' || (form.mode ?? 'payment') !== 'payment')
      return form;
    return 'customer' in form || 'customer_creation' in form
      ? form
      : { ...form, customer_creation: 'always' };
  },
};
