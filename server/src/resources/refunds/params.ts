import type Stripe from 'stripe';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

export const createParams = params<Stripe.RefundCreateParams>()({
  amount: fields.integer(1).optional(),
  charge: fields.text().optional(),
  currency: fields.unsupported(),
  customer: fields.unsupported(),
  instructions_email: fields.unsupported(),
  metadata: fields.metadata().optional(),
  origin: fields.unsupported(),
  payment_intent: fields.text().optional(),
  reason: fields.choice(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  refund_application_fee: fields.unsupported(),
  reverse_transfer: fields.unsupported(),
});

export const updateParams = params<Stripe.RefundUpdateParams>()({ metadata: fields.metadata().optional() });

export const listParams = params<Stripe.RefundListParams>()({
  ...pagingByCreation,
  charge: fields.text().optional(),
  payment_intent: fields.text().optional(),
});

export const noParams = ownParams({});
