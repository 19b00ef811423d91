import type Stripe from 'stripe';
import { z } from 'zod';
import { consentParam } from '../../params/consent.ts';
import { clearableListOf, fields, group, listOf } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { mandateData } from '../../params/mandate-data.ts';
import { ownParams, params } from '../../params/params.ts';
import { paymentMethodData } from '../payment-methods/params.ts';

const cardOptions = group({
  mandate_options: fields.unsupported(),
  moto: fields.unsupported(),
  network: fields.unsupported(),
  request_three_d_secure: fields.choice(['any', 'automatic', 'challenge']).optional(),
  setup_credential_usage: fields.unsupported(),
  three_d_secure: fields.unsupported(),
} satisfies Record<keyof Stripe.SetupIntentCreateParams.PaymentMethodOptions.Card, z.ZodType>);

const always = {
  allowed_payment_method_types: listOf(fields.text()).optional(),
  payment_method: fields.text().optional(),
  payment_method_data: paymentMethodData.optional(),
  payment_method_options: group({ card: cardOptions.optional() }).optional(),
};

const description = {
  attach_to_self: fields.unsupported(),
  customer: fields.text().optional(),
  customer_account: fields.unsupported(),
  excluded_payment_method_types: clearableListOf(fields.text()).optional(),
  flow_directions: fields.unsupported(),
  metadata: fields.metadata().optional(),
  payment_method_configuration: fields.unsupported(),
};

const confirmation = {
  confirmation_token: fields.text().optional(),
  mandate_data: mandateData.optional(),
  return_url: fields.returnUrl().optional(),
  use_stripe_sdk: fields.boolean().optional(),
};

export const createParams = params<Stripe.SetupIntentCreateParams>()({
  ...always,
  ...description,
  ...confirmation,
  automatic_payment_methods: group({
    allow_redirects: fields.choice(['always', 'never']).optional(),
    enabled: fields.boolean(),
  }).optional(),
  confirm: fields.boolean().optional(),
  description: fields.text().optional(),
  on_behalf_of: fields.unsupported(),
  single_use: fields.unsupported(),
  usage: fields.choice(['off_session', 'on_session']).optional(),
});

export const updateParams = params<Stripe.SetupIntentUpdateParams>()({
  ...always,
  ...description,
  description: fields.clearableText().optional(),
});

/** What Onfile's own script adds to a browser's confirmation. */
interface OfTheBrowser {
  readonly consent: unknown;
  readonly expected_payment_method_type: unknown;
  readonly client_context: unknown;
}

export const confirmParams = params<Stripe.SetupIntentConfirmParams & OfTheBrowser>()({
  ...always,
  ...confirmation,
  client_context: z.unknown().optional(),
  consent: consentParam.optional(),
  expected_payment_method_type: fields.text().optional(),
});

export const cancelParams = params<Stripe.SetupIntentCancelParams>()({
  cancellation_reason: fields.choice(['abandoned', 'duplicate', 'requested_by_customer']).optional(),
});

export const verifyParams = params<Stripe.SetupIntentVerifyMicrodepositsParams>()({
  amounts: z.unknown().optional(),
  descriptor_code: z.unknown().optional(),
});

export const finishParams = ownParams({
  attempt: fields.text(),
  cancelled: fields.boolean().optional(),
});

export const retrieveParams = params<Stripe.SetupIntentRetrieveParams>()({
  client_secret: fields.text().optional(),
});

export const listParams = params<Stripe.SetupIntentListParams>()({
  ...pagingByCreation,
  attach_to_self: fields.boolean().optional(),
  customer: fields.text().optional(),
  customer_account: fields.unsupported(),
  payment_method: fields.text().optional(),
});

export type CreateParams = ReturnType<typeof createParams.read>;
export type UpdateParams = ReturnType<typeof updateParams.read>;
export type ConfirmParams = ReturnType<typeof confirmParams.read>;
export type RetrieveParams = ReturnType<typeof retrieveParams.read>;
export type FinishParams = ReturnType<typeof finishParams.read>;
