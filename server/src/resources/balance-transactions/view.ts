import type Stripe from 'stripe';
import type { BalanceTransactionRow } from './table.ts';

type Type = Extract<Stripe.BalanceTransaction.Type, 'charge' | 'refund' | 'refund_failure' | 'adjustment'>;

export const types: readonly Type[] = ['adjustment', 'charge', 'refund', 'refund_failure'];

export function balanceTransactionView(row: BalanceTransactionRow): Stripe.BalanceTransaction {
  const type = types.find((known) => known === row.type);
  if (type === undefined) throw new Error(`The balance transaction ${row.id} is of no known type.`);
  return {
    id: row.id,
    object: 'balance_transaction',
    amount: row.amount,
    available_on: row.available_on,
    balance_type: 'payments',
    created: row.created,
    currency: row.currency,
    description: row.doc.description,
    exchange_rate: null,
    fee: row.fee,
    fee_details:
      row.fee === 0
        ? []
        : [
            {
              amount: row.fee,
              application: null,
              currency: row.currency,
              description: row.doc.fee_description,
              type: 'stripe_fee',
            },
          ],
    net: row.net,
    reporting_category: row.doc.reporting_category,
    source: row.source,
    status: row.status,
    type,
  };
}
