/** One word for a payment: where it stands, and what became of its money. */
export type PaymentState = (typeof paymentStates)[number];

export const paymentStates = [
  'succeeded',
  'failed',
  'refunded',
  'partially_refunded',
  'disputed',
  'requires_capture',
  'requires_action',
  'processing',
  'incomplete',
  'canceled',
] as const;

interface Payment {
  /** As the API calls it. */
  readonly status: string;
  /** Whether its last attempt failed. */
  readonly declined: boolean;
}

/** Amounts in minor units. */
interface Charge {
  readonly amount: number;
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly captured: boolean;
  readonly disputed: boolean;
  readonly refunded: boolean;
}

/** What is shown of a payment, and what lists are filtered by. `charge` is its newest one. */
export function paymentState({ status, declined }: Payment, charge: Charge | null): PaymentState {
  switch (status) {
    case 'succeeded':
      if (charge?.disputed) return 'disputed';
      if (charge?.refunded) return 'refunded';
      return charge !== null && refundedAmount(charge) > 0 ? 'partially_refunded' : 'succeeded';
    case 'requires_payment_method':
      return declined ? 'failed' : 'incomplete';
    case 'canceled':
    case 'processing':
    case 'requires_action':
    case 'requires_capture':
      return status;
    default:
      return 'incomplete';
  }
}

/** Minor units that were paid back. What was held and never captured counts as refunded at the charge, and not here. */
export function refundedAmount(charge: Charge): number {
  return charge.captured ? charge.amount_refunded - (charge.amount - charge.amount_captured) : 0;
}
