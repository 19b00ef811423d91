import type Stripe from 'stripe';
import { fields } from '../../params/fields.ts';
import { paging } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

export const createParams = params<Stripe.TestHelpers.TestClockCreateParams>()({
  customer: fields.text().optional(),
  frozen_time: fields.time(),
  name: fields.text(300).optional(),
});

export const advanceParams = params<Stripe.TestHelpers.TestClockAdvanceParams>()({
  frozen_time: fields.time(),
});

export const listParams = params<Stripe.TestHelpers.TestClockListParams>()(paging);

export const noParams = ownParams({});
