/** One word for a payment: how far it has got, and what became of its money. */
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
  /** The API's status. */
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

/** The state that is shown for a payment and that lists filter by. `charge` is its newest one. */
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

/** Minor units paid back. What was held and never captured counts as refunded on the charge, but not here. */
export function refundedAmount(charge: Charge): number {
  return charge.captured ? charge.amount_refunded - (charge.amount - charge.amount_captured) : 0;
}
