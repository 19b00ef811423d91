import { errors } from '@onfile/shared/errors.ts';
import type { Change } from './change.ts';

const concerned = /^\/v1\/(checkout\/sessions|payment_intents|setup_intents)(\/|$)/;

/** The request parameter became `allowed_payment_method_types`; the answer's field stayed. */
export const paymentMethodTypesRemoved: Change = {
  version: '2026-09-30.endive',
  description:
    '`payment_method_types` is no longer writable on Checkout Sessions, PaymentIntents and SetupIntents.',
  request: ({ method, path }, form) => {
    const { payment_method_types: types, ...rest } = form;
    if (method !== 'POST' || types === undefined || !concerned.test(path)) return form;
    return { ...rest, allowed_payment_method_types: types };
  },
  param: ({ path }, name) =>
    concerned.test(path)
      ? name.replace(/^allowed_payment_method_types(?=\[|$)/, 'payment_method_types')
      : name,
  refuse: ({ method, path }, form) => {
    if (method === 'POST' && 'payment_method_types' in form && concerned.test(path)) {
      throw errors.paymentMethodTypesRemoved();
    }
  },
};
