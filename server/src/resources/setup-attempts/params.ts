import type Stripe from 'stripe';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { params } from '../../params/params.ts';

export const listParams = params<Stripe.SetupAttemptListParams>()({
  ...pagingByCreation,
  setup_intent: fields.text(),
});
