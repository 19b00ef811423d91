import type { Change } from './change.ts';

/** Before this, a charge was shown with its refunds. */
export const refundsOfCharges: Change = {
  version: '2022-11-15',
  description: '`refunds` of Charges is shown by `expand` only.',
  hides: { charge: ['refunds'] },
};
