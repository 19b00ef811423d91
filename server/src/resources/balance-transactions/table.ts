import { type Row, resourceTable } from '../../store/table.ts';

export interface BalanceTransactionDoc {
  readonly description: string | null;
  readonly reporting_category: 'charge' | 'refund' | 'refund_failure' | 'dispute' | 'dispute_reversal';
  readonly fee_description: string;
}

export type BalanceTransactionRow = Row<'balance_transactions', BalanceTransactionDoc>;

export const balanceTransactions = resourceTable<'balance_transactions', BalanceTransactionDoc>(
  'balance_transactions',
  ['type', 'source', 'currency', 'amount', 'fee', 'net', 'status', 'available_on'],
);
