import type Stripe from 'stripe';
import type { RefundRow } from './table.ts';

export function refundView(row: RefundRow): Stripe.Refund {
  const { doc } = row;
  const ended = row.status === 'succeeded';
  return {
    id: row.id,
    object: 'refund',
    amount: doc.amount,
    balance_transaction: doc.balance_transaction,
    charge: row.charge,
    created: row.created,
    currency: doc.currency,
    customer: doc.customer,
    customer_account: null,
    destination_details: {
      card: {
        reference_status: ended ? 'available' : 'pending',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
        ...(ended ? { reference: doc.network_request.slice(-15) } : {}),
      },
      type: 'card',
    },
    ...(doc.failure_balance_transaction === null
      ? {}
      : { failure_balance_transaction: doc.failure_balance_transaction }),
    ...(doc.failure_reason === null ? {} : { failure_reason: doc.failure_reason }),
    metadata: doc.metadata,
    payment_intent: row.payment_intent,
    payment_method: doc.payment_method,
    reason: doc.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    // The network is being asked.
    status: row.status === 'started' ? 'pending' : row.status,
    transfer_reversal: null,
  };
}
