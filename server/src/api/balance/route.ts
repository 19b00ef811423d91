import type Stripe from 'stripe';
import { ledgerBalances } from '../../ledger/post.ts';
import { ownParams } from '../../params/params.ts';
import { route } from '../route.ts';

const retrieve = route({
  method: 'GET',
  path: '/v1/balance',
  params: ownParams({}),
  returns: 'balance',
  read: async (call, reader): Promise<Stripe.Balance> => {
    const sums = await ledgerBalances(reader);
    const currencies = [...new Set(sums.map(({ currency }) => currency))];
    if (currencies.length === 0) currencies.push(call.account.settings.defaultCurrency);
    const held = (account: 'pending' | 'available') =>
      currencies.map((currency) => {
        const sum = sums.find((row) => row.ledger_account === account && row.currency === currency);
        const amount = Number(sum?.amount ?? 0);
        return { amount, currency, source_types: { card: amount } };
      });
    return {
      object: 'balance',
      available: held('available'),
      livemode: call.livemode,
      pending: held('pending'),
    };
  },
});

export const balanceRoutes = [retrieve];
