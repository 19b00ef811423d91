import type Stripe from 'stripe';
import { type LedgerSum, ledgerSums } from '../../ledger/post.ts';
import { ownParams } from '../../params/params.ts';
import { route } from '../route.ts';

const retrieve = route({
  method: 'GET',
  path: '/v1/balance',
  params: ownParams({}),
  returns: 'balance',
  read: async (call, reader): Promise<Stripe.Balance> => {
    const sums = await ledgerSums(reader);
    return {
      object: 'balance',
      available: ownOf(sums, 'available', call.account.settings.defaultCurrency),
      livemode: call.livemode,
      pending: ownOf(sums, 'pending', call.account.settings.defaultCurrency),
    };
  },
});

export const balanceRoutes = [retrieve];

/** The merchant's own money stands in the ledger as owed to them. An account without any has none of its own currency. */
function ownOf(sums: readonly LedgerSum[], ledger: 'available' | 'pending', currency: string) {
  const own = sums
    .filter((sum) => sum.ledger === ledger)
    .map(({ currency: of, total }) => amountOf(of, 0 - total));
  return own.length === 0 ? [amountOf(currency, 0)] : own;
}

function amountOf(currency: string, amount: number) {
  return { amount, currency, source_types: { card: amount } };
}
