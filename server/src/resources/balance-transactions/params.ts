import type Stripe from 'stripe';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

export const listParams = params<Stripe.BalanceTransactionListParams>()({
  ...pagingByCreation,
  currency: fields.currency().optional(),
  payout: fields.unsupported(),
  source: fields.text().optional(),
  type: fields.text().optional(),
});

export const noParams = ownParams({});
