import type Stripe from 'stripe';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

export const listParams = params<Stripe.Radar.EarlyFraudWarningListParams>()({
  ...pagingByCreation,
  charge: fields.text().optional(),
  payment_intent: fields.text().optional(),
});

export const noParams = ownParams({});
