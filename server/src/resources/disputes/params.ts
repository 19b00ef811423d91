import type Stripe from 'stripe';
import { fields, group } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

/** As much text as Stripe accepts for one piece of evidence; all together may be 150,000 characters. */
const text = () => fields.clearableText(20_000).optional();

/** The id of an uploaded file. */
const file = () => fields.clearableText().optional();

export const updateParams = params<Stripe.DisputeUpdateParams>()({
  evidence: group({
    access_activity_log: text(),
    appeal: fields.unsupported(),
    billing_address: text(),
    cancellation_policy: file(),
    cancellation_policy_disclosure: text(),
    cancellation_rebuttal: text(),
    customer_communication: file(),
    customer_email_address: text(),
    customer_name: text(),
    customer_purchase_ip: text(),
    customer_signature: file(),
    duplicate_charge_documentation: file(),
    duplicate_charge_explanation: text(),
    duplicate_charge_id: text(),
    enhanced_evidence: fields.unsupported(),
    product_description: text(),
    receipt: file(),
    refund_policy: file(),
    refund_policy_disclosure: text(),
    refund_refusal_explanation: text(),
    service_date: text(),
    service_documentation: file(),
    shipping_address: text(),
    shipping_carrier: text(),
    shipping_date: text(),
    shipping_documentation: file(),
    shipping_tracking_number: text(),
    uncategorized_file: file(),
    uncategorized_text: text(),
  }).optional(),
  intended_submission_method: fields.unsupported(),
  metadata: fields.metadata().optional(),
  submit: fields.boolean().optional(),
});

export const listParams = params<Stripe.DisputeListParams>()({
  ...pagingByCreation,
  charge: fields.text().optional(),
  payment_intent: fields.text().optional(),
});

export const noParams = ownParams({});
