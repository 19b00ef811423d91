import type Stripe from 'stripe';
import type { BalanceTransactionRow } from './table.ts';

const categories = { charge: 'charge', refund: 'refund', refund_failure: 'refund_failure' } as const;

export function balanceTransactionView(row: BalanceTransactionRow): Stripe.BalanceTransaction {
  const { amount, currency, fee } = row;
  return {
    id: row.id,
    object: 'balance_transaction',
    amount,
    available_on: row.available_on,
    balance_type: 'payments',
    created: row.created,
    currency,
    description: row.doc.description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [{ amount: fee, application: null, currency, description: 'Processing fees', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: categories[row.type],
    source: row.source,
    status: row.status,
    type: row.type,
  };
}
