import type Stripe from 'stripe';
import type { RefundRow } from './table.ts';

export function refundView(row: RefundRow): Stripe.Refund {
  const { doc } = row;
  return {
    id: row.id,
    object: 'refund',
    amount: row.amount,
    balance_transaction: doc.balance_transaction,
    charge: row.charge,
    created: row.created,
    currency: row.currency,
    customer: doc.customer,
    customer_account: null,
    destination_details: {
      card: {
        reference_status: 'pending',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
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
    ...(row.status === 'pending' ? { pending_reason: 'processing' as const } : {}),
    reason: doc.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: row.status,
    transfer_reversal: null,
  };
}
