import type { Change } from './change.ts';

const choices = ['automatic_payment_methods', 'payment_method_configuration', 'payment_method_types'];

/** Before this, an intent that did not mention payment methods took cards, and needed no `return_url` to be confirmed. */
export const automaticPaymentMethods: Change = {
  version: '2023-08-16',
  description:
    '`automatic_payment_methods` of PaymentIntents and SetupIntents is on unless given; before, they took cards only.',
  request: ({ method, path }, form) => {
    const creates = path === '/v1/payment_intents' || path === '/v1/setup_intents';
    if (method !== 'POST' || !creates || choices.some((choice) => choice in form)) return form;
    return { ...form, payment_method_types: { 0: 'card' } };
  },
};
