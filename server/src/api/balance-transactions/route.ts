import { errors } from '@onfile/shared/errors.ts';
import * as params from '../../resources/balance-transactions/params.ts';
import { balanceTransactions } from '../../resources/balance-transactions/table.ts';
import { balanceTransactionView } from '../../resources/balance-transactions/view.ts';
import { listPage } from '../../resources/list.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const retrieve = (path: string) =>
  route({
    method: 'GET',
    path: `${path}/:balance_transaction`,
    params: params.noParams,
    returns: 'balance_transaction',
    read: async (call, reader) => {
      const id = call.path.balance_transaction ?? '';
      const view = await loadBalanceTransaction(reader, id);
      if (view === null) throw errors.missingInPath('balance transaction', id);
      return view;
    },
  });

const list = (path: string) =>
  route({
    method: 'GET',
    path,
    params: params.listParams,
    returns: 'list:balance_transaction',
    read: (call, reader) => {
      const { currency, source, type } = call.params;
      return listPage(reader, balanceTransactions, {
        paging: call.params,
        filter: (cursor) => ({ ...cursor, where: { currency, source, type } }),
        noun: 'balance transaction',
        url: path,
        view: balanceTransactionView,
      });
    },
  });

// The older path is the one that official clients from before 2019 use.
export const balanceTransactionRoutes = ['/v1/balance_transactions', '/v1/balance/history'].flatMap(
  (path) => [list(path), retrieve(path)],
);

export async function loadBalanceTransaction(reader: Reader, id: string) {
  const row = await balanceTransactions.find(reader, id);
  return row === undefined ? null : balanceTransactionView(row);
}
