import type Stripe from 'stripe';
import { fields, group } from '../../params/fields.ts';
import { addressParam } from '../../params/groups.ts';
import { pagingByCreation, searching } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

const shipping = group({
  address: addressParam,
  carrier: fields.text().optional(),
  name: fields.text(),
  phone: fields.text().optional(),
  tracking_number: fields.text().optional(),
});

export const listParams = params<Stripe.ChargeListParams>()({
  ...pagingByCreation,
  customer: fields.text().optional(),
  payment_intent: fields.text().optional(),
  transfer_group: fields.text().optional(),
});

export const searchParams = params<Stripe.ChargeSearchParams>()(searching);

export const createParams = params<Stripe.ChargeCreateParams>()({
  amount: fields.amount(),
  application_fee: fields.unsupported(),
  application_fee_amount: fields.unsupported(),
  capture: fields.boolean().optional(),
  currency: fields.currency(),
  customer: fields.text().optional(),
  description: fields.clearableText(1000).optional(),
  destination: fields.unsupported(),
  metadata: fields.metadata().optional(),
  on_behalf_of: fields.unsupported(),
  radar_options: fields.unsupported(),
  receipt_email: fields.clearableEmail().optional(),
  shipping: shipping.optional(),
  source: fields.text().optional(),
  statement_descriptor: fields.descriptorOfOtherMethods(),
  statement_descriptor_suffix: fields.descriptor().optional(),
  transfer_data: fields.unsupported(),
  transfer_group: fields.text().optional(),
});

export type CreateParams = ReturnType<typeof createParams.read>;

export const updateParams = params<Stripe.ChargeUpdateParams>()({
  customer: fields.text().optional(),
  description: fields.clearableText(1000).optional(),
  fraud_details: group({ user_report: fields.clearableChoice(['fraudulent', 'safe']) }).optional(),
  metadata: fields.metadata().optional(),
  receipt_email: fields.clearableEmail().optional(),
  shipping: shipping.optional(),
  transfer_group: fields.unsupported(),
});

export const noParams = ownParams({});

/** `GET /v1/charges/:charge/refunds` */
export const refundsParams = ownParams({ ...pagingByCreation });

/** `POST /v1/charges/:charge/refunds`, or `/refund` as older clients call it. Source: Stripe's published OpenAPI description. */
export const refundParams = ownParams({
  amount: fields.integer(1).optional(),
  metadata: fields.metadata().optional(),
  reason: fields.choice(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  refund_application_fee: fields.unsupported(),
  reverse_transfer: fields.unsupported(),
});

export const captureParams = params<Stripe.ChargeCaptureParams>()({
  amount: fields.integer(1).optional(),
  application_fee: fields.unsupported(),
  application_fee_amount: fields.unsupported(),
  receipt_email: fields.unsupported(),
  statement_descriptor: fields.descriptorOfOtherMethods(),
  statement_descriptor_suffix: fields.descriptor().optional(),
  transfer_data: fields.unsupported(),
  transfer_group: fields.unsupported(),
});
