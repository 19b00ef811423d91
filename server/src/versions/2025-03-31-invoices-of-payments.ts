import type { Change, WireObject } from './change.ts';

const withoutInvoice = (payment: WireObject): WireObject => ({ invoice: null, ...payment });

/** Before this, a payment named its invoice; here none has one. */
export const invoicesOfPayments: Change = {
  version: '2025-03-31.basil',
  description: '`invoice` of Charges and PaymentIntents was removed.',
  response: { charge: withoutInvoice, payment_intent: withoutInvoice },
};
