import type Stripe from 'stripe';
import { z } from 'zod';
import { clearableGroup, fields, group } from '../../params/fields.ts';
import { addressParam } from '../../params/groups.ts';
import { pagingByCreation, searching } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

export const listParams = params<Stripe.ChargeListParams>()({
  ...pagingByCreation,
  customer: fields.text().optional(),
  payment_intent: fields.text().optional(),
  transfer_group: fields.unsupported(),
});

export const updateParams = params<Stripe.ChargeUpdateParams>()({
  customer: fields.unsupported(),
  description: fields.clearableText().optional(),
  fraud_details: group({ user_report: fields.clearableChoice(['fraudulent', 'safe']) }).optional(),
  metadata: fields.metadata().optional(),
  receipt_email: fields.clearableEmail().optional(),
  shipping: clearableGroup({
    address: addressParam,
    carrier: fields.clearableText().optional(),
    name: fields.text(),
    phone: fields.clearableText().optional(),
    tracking_number: fields.clearableText().optional(),
  }).optional(),
  transfer_group: fields.text().optional(),
});

export const captureParams = params<Stripe.ChargeCaptureParams>()({
  amount: fields.integer(1).optional(),
  application_fee: fields.unsupported(),
  application_fee_amount: fields.unsupported(),
  receipt_email: fields.clearableEmail().optional(),
  statement_descriptor: fields.unsupported(),
  statement_descriptor_suffix: fields.unsupported(),
  transfer_data: fields.unsupported(),
  transfer_group: fields.unsupported(),
});

export const searchParams = params<Stripe.ChargeSearchParams>()(searching);

/** Whatever a legacy charge is asked for with: it is refused as a whole. */
export const createParams = { read: (form: unknown) => z.unknown().parse(form) };

export const noParams = ownParams({});

export type UpdateParams = ReturnType<typeof updateParams.read>;
