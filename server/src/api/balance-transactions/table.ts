import { type Row, resourceTable } from '../../store/table.ts';

export interface BalanceTransactionDoc {
  readonly description: string | null;
}

export type BalanceTransactionRow = Row<'balance_transactions', BalanceTransactionDoc>;

export const balanceTransactions = resourceTable<'balance_transactions', BalanceTransactionDoc>(
  'balance_transactions',
  ['source', 'type', 'currency', 'amount', 'fee', 'status', 'available_on'],
);
