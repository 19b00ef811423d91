import type Stripe from 'stripe';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { params } from '../../params/params.ts';

export const retrieveParams = params<Stripe.PaymentIntentRetrieveParams>()({
  client_secret: fields.text().optional(),
});

export const listParams = params<Stripe.PaymentIntentListParams>()({
  ...pagingByCreation,
  customer: fields.text().optional(),
  customer_account: fields.unsupported(),
});
