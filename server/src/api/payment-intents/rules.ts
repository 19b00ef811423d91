import type { IntentError, PaymentIntentRow } from './table.ts';

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

/** What happens to an intent. Each function answers the next row; none is called in a state that does not have it. */
type Happening = 'confirm' | 'challenge' | 'resume' | 'approve' | 'authorize' | 'decline' | 'cancel';

/** The states in which each may happen. Source: Stripe's life cycle of PaymentIntents. */
const allowed: Readonly<Record<Happening, readonly IntentStatus[]>> = {
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  challenge: ['processing'],
  resume: ['requires_action'],
  approve: ['processing', 'requires_action'],
  authorize: ['processing', 'requires_action'],
  decline: ['processing', 'requires_action'],
  cancel: [
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'requires_capture',
  ],
};

export function may(happening: Happening, status: string): boolean {
  return allowed[happening].some((state) => state === status);
}

function require(happening: Happening, row: PaymentIntentRow): void {
  if (!may(happening, row.status))
    throw new Error(`A PaymentIntent that is ${row.status} cannot ${happening}.`);
}

/** An attempt begins with this payment method. */
export function confirmed(
  row: PaymentIntentRow,
  paymentMethod: string,
  setupFutureUsage: PaymentIntentRow['doc']['setup_future_usage'],
): PaymentIntentRow {
  require('confirm', row);
  return {
    ...row,
    status: 'processing',
    doc: {
      ...row.doc,
      payment_method: paymentMethod,
      setup_future_usage: setupFutureUsage,
      challenged_attempt: null,
    },
  };
}

/** The buyer has to prove themselves to the issuer. */
export function challenged(row: PaymentIntentRow, attempt: string): PaymentIntentRow {
  require('challenge', row);
  return { ...row, status: 'requires_action', doc: { ...row.doc, challenged_attempt: attempt } };
}

/** The challenge is over; the attempt goes on. */
export function resumed(row: PaymentIntentRow): PaymentIntentRow {
  require('resume', row);
  return { ...row, status: 'processing', doc: { ...row.doc, challenged_attempt: null } };
}

/** The issuer approved: the money is captured, or held where the merchant captures by hand. */
export function approved(row: PaymentIntentRow, charge: string): PaymentIntentRow {
  const manual = row.doc.capture_method === 'manual';
  require(manual ? 'authorize' : 'approve', row);
  return {
    ...row,
    status: manual ? 'requires_capture' : 'succeeded',
    doc: {
      ...row.doc,
      amount_capturable: manual ? row.amount : 0,
      amount_received: manual ? 0 : row.amount,
      challenged_attempt: null,
      last_payment_error: null,
      latest_charge: charge,
    },
  };
}

/** The attempt failed: the intent waits for another payment method. `charge` is null when none was tried. */
export function declined(row: PaymentIntentRow, error: IntentError, charge: string | null): PaymentIntentRow {
  require('decline', row);
  return {
    ...row,
    status: 'requires_payment_method',
    doc: {
      ...row.doc,
      challenged_attempt: null,
      last_payment_error: error,
      latest_charge: charge ?? row.doc.latest_charge,
      payment_method: null,
    },
  };
}

export function canceled(row: PaymentIntentRow, reason: 'expired', now: number): PaymentIntentRow {
  require('cancel', row);
  return {
    ...row,
    status: 'canceled',
    doc: {
      ...row.doc,
      amount_capturable: 0,
      canceled_at: now,
      cancellation_reason: reason,
      challenged_attempt: null,
    },
  };
}
