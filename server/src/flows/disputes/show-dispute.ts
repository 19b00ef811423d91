import { balanceTransactions } from '../../resources/balance-transactions/table.ts';
import { balanceTransactionView } from '../../resources/balance-transactions/view.ts';
import { type DisputeRow, disputes } from '../../resources/disputes/table.ts';
import { disputeView } from '../../resources/disputes/view.ts';
import type { Reader } from '../../store/store.ts';

/** A dispute with the balance transactions that it caused. */
export async function showDispute(reader: Reader, row: DisputeRow) {
  const { rows } = await balanceTransactions.page(reader, { limit: 10, where: { source: row.id } });
  return disputeView(row, rows.reverse().map(balanceTransactionView), reader.scope.livemode);
}

export async function loadDispute(reader: Reader, id: string) {
  const row = await disputes.find(reader, id);
  return row === undefined ? null : showDispute(reader, row);
}
