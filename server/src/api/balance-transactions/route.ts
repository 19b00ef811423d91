import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';
import type { Reader } from '../../store/store.ts';
import { listPage } from '../list.ts';
import { route } from '../route.ts';
import { balanceTransactions } from './table.ts';
import { balanceTransactionView } from './view.ts';

const retrieve = route({
  method: 'GET',
  path: '/v1/balance_transactions/:transaction',
  params: ownParams({}),
  returns: 'balance_transaction',
  read: async (call, reader) => {
    const id = call.path.transaction ?? '';
    const view = await loadBalanceTransaction(reader, id);
    if (view === null) throw errors.missingInPath('balance transaction', id);
    return view;
  },
});

const list = route({
  method: 'GET',
  path: '/v1/balance_transactions',
  params: params<Stripe.BalanceTransactionListParams>()({
    ...pagingByCreation,
    currency: fields.currency().optional(),
    payout: fields.unsupported(),
    source: fields.text().optional(),
    type: fields.choice(['charge', 'refund', 'refund_failure']).optional(),
  }),
  returns: 'list:balance_transaction',
  read: (call, reader) => {
    const { currency, source, type } = call.params;
    return listPage(reader, balanceTransactions, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { currency, source, type } }),
      noun: 'balance transaction',
      url: '/v1/balance_transactions',
      view: balanceTransactionView,
    });
  },
});

export const balanceTransactionRoutes = [list, retrieve];

export async function loadBalanceTransaction(reader: Reader, id: string) {
  const row = await balanceTransactions.find(reader, id);
  return row === undefined ? null : balanceTransactionView(row);
}
