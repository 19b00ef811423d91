import type { Change } from './change.ts';

/** Before this, a PaymentIntent was shown with all its charges. */
export const chargesOfIntents: Change = {
  version: '2022-11-15',
  description: '`charges` of PaymentIntents was replaced by `latest_charge`.',
  removes: { payment_intent: ['charges'] },
};
