import type Stripe from 'stripe';
import { z } from 'zod';
import { consentParam } from '../../params/consent.ts';
import { clearableGroup, clearableListOf, fields, group, listOf } from '../../params/fields.ts';
import { addressParam, ifAvailable } from '../../params/groups.ts';
import { pagingByCreation, searching } from '../../params/lists.ts';
import { mandateData } from '../../params/mandate-data.ts';
import { ownParams, params } from '../../params/params.ts';
import { paymentMethodData } from '../payment-methods/params.ts';

const futureUsage = ['on_session', 'off_session'] as const;
const captureMethod = fields.choice(['automatic', 'automatic_async', 'manual']);

const shipping = clearableGroup({
  address: addressParam,
  carrier: fields.clearableText().optional(),
  name: fields.text(),
  phone: fields.clearableText().optional(),
  tracking_number: fields.clearableText().optional(),
});

const cardOptions = group({
  capture_method: fields.clearableChoice(['manual']).optional(),
  cvc_token: fields.unsupported(),
  installments: fields.unsupported(),
  mandate_options: fields.unsupported(),
  moto: fields.unsupported(),
  network: fields.unsupported(),
  request_extended_authorization: ifAvailable,
  request_incremental_authorization: ifAvailable,
  request_multicapture: ifAvailable,
  request_overcapture: ifAvailable,
  request_three_d_secure: fields.choice(['any', 'automatic', 'challenge']).optional(),
  require_cvc_recollection: fields.unsupported(),
  setup_credential_usage: fields.unsupported(),
  setup_future_usage: fields.clearableChoice(['none', 'off_session', 'on_session']).optional(),
  statement_descriptor_suffix_kana: fields.unsupported(),
  statement_descriptor_suffix_kanji: fields.unsupported(),
  stored_credential_usage: fields.unsupported(),
  three_d_secure: fields.unsupported(),
} satisfies Record<keyof Stripe.PaymentIntentCreateParams.PaymentMethodOptions.Card, z.ZodType>);

/** Parameters of creation, update and confirmation alike. */
const always = {
  allowed_payment_method_types: listOf(fields.text()).optional(),
  amount_details: fields.unsupported(),
  capture_method: captureMethod.optional(),
  excluded_payment_method_types: clearableListOf(fields.text()).optional(),
  hooks: fields.unsupported(),
  payment_details: fields.unsupported(),
  payment_method: fields.text().optional(),
  payment_method_data: paymentMethodData.optional(),
  payment_method_options: group({ card: cardOptions.optional() }).optional(),
  receipt_email: fields.clearableEmail().optional(),
  setup_future_usage: fields.clearableChoice(futureUsage).optional(),
  shipping: shipping.optional(),
};

/** Parameters that describe the payment, at creation and update. */
const description = {
  application_fee_amount: fields.unsupported(),
  customer_account: fields.unsupported(),
  metadata: fields.metadata().optional(),
  payment_method_configuration: fields.unsupported(),
  statement_descriptor: fields.descriptorOfOtherMethods(),
  statement_descriptor_suffix: fields.descriptor().optional(),
  transfer_data: fields.unsupported(),
  transfer_group: fields.text().optional(),
};

/** Parameters of the confirmation itself; at creation they need `confirm=true`. */
const confirmation = {
  confirmation_token: fields.text().optional(),
  error_on_requires_action: fields.boolean().optional(),
  mandate: fields.unsupported(),
  mandate_data: mandateData.optional(),
  off_session: z.union([fields.boolean(), fields.choice(['one_off', 'recurring'])]).optional(),
  radar_options: fields.unsupported(),
  return_url: fields.returnUrl().optional(),
  use_stripe_sdk: fields.boolean().optional(),
};

export const createParams = params<Stripe.PaymentIntentCreateParams>()({
  ...always,
  ...description,
  ...confirmation,
  amount: fields.amount(1),
  automatic_payment_methods: group({
    allow_redirects: fields.choice(['always', 'never']).optional(),
    enabled: fields.boolean(),
  }).optional(),
  confirm: fields.boolean().optional(),
  confirmation_method: fields.choice(['automatic', 'manual']).optional(),
  currency: fields.currency(),
  customer: fields.text().optional(),
  description: fields.text().optional(),
  on_behalf_of: fields.unsupported(),
});

export const updateParams = params<Stripe.PaymentIntentUpdateParams>()({
  ...always,
  ...description,
  amount: fields.amount(1).optional(),
  currency: fields.currency().optional(),
  customer: fields.text().optional(),
  description: fields.clearableText().optional(),
});

/** What Onfile's own script adds to a browser's confirmation. */
interface OfTheBrowser {
  readonly consent: unknown;
  readonly expected_payment_method_type: unknown;
  readonly client_context: unknown;
}

export const confirmParams = params<Stripe.PaymentIntentConfirmParams & OfTheBrowser>()({
  ...always,
  ...confirmation,
  amount_to_confirm: fields.unsupported(),
  client_context: z.unknown().optional(),
  consent: consentParam.optional(),
  expected_payment_method_type: fields.text().optional(),
});

export const captureParams = params<Stripe.PaymentIntentCaptureParams>()({
  amount_details: fields.unsupported(),
  amount_to_capture: fields.integer(1).optional(),
  application_fee_amount: fields.unsupported(),
  final_capture: fields.boolean().optional(),
  hooks: fields.unsupported(),
  metadata: fields.metadata().optional(),
  payment_details: fields.unsupported(),
  statement_descriptor: fields.descriptorOfOtherMethods(),
  statement_descriptor_suffix: fields.descriptor().optional(),
  transfer_data: fields.unsupported(),
});

export const cancelParams = params<Stripe.PaymentIntentCancelParams>()({
  cancellation_reason: fields
    .choice(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'])
    .optional(),
});

export const incrementParams = params<Stripe.PaymentIntentIncrementAuthorizationParams>()({
  amount: fields.amount(1),
  amount_details: fields.unsupported(),
  application_fee_amount: fields.unsupported(),
  description: fields.text().optional(),
  hooks: fields.unsupported(),
  metadata: fields.metadata().optional(),
  payment_details: fields.unsupported(),
  statement_descriptor: fields.text().optional(),
  transfer_data: fields.unsupported(),
});

export const finishParams = ownParams({
  attempt: fields.text(),
  cancelled: fields.boolean().optional(),
});

export const retrieveParams = params<Stripe.PaymentIntentRetrieveParams>()({
  client_secret: fields.text().optional(),
});

export const listParams = params<Stripe.PaymentIntentListParams>()({
  ...pagingByCreation,
  customer: fields.text().optional(),
  customer_account: fields.unsupported(),
});

export const searchParams = params<Stripe.PaymentIntentSearchParams>()(searching);

export type CreateParams = ReturnType<typeof createParams.read>;
export type UpdateParams = ReturnType<typeof updateParams.read>;
export type ConfirmParams = ReturnType<typeof confirmParams.read>;
export type CaptureParams = ReturnType<typeof captureParams.read>;
export type RetrieveParams = ReturnType<typeof retrieveParams.read>;
export type FinishParams = ReturnType<typeof finishParams.read>;
