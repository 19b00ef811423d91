import type { Change } from './change.ts';

/** Before this, a payment without a capture method had its balance transaction as soon as the call returned. */
export const asynchronousCapture: Change = {
  version: '2024-04-10',
  description: '`capture_method` of PaymentIntents is `automatic_async` unless given; it was `automatic`.',
  request: ({ method, path }, form) => {
    if (method !== 'POST' || path !== '/v1/payment_intents' || 'capture_method' in form) return form;
    return { ...form, capture_method: 'automatic' };
  },
};
