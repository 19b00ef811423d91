import type Stripe from 'stripe';
import { z } from 'zod';
import { consentParam } from '../../params/consent.ts';
import { fields, group } from '../../params/fields.ts';
import { addressParam } from '../../params/groups.ts';
import { mandateData } from '../../params/mandate-data.ts';
import { ownParams, params } from '../../params/params.ts';
import { paymentMethodData } from '../payment-methods/params.ts';

type TestHelperParams = NonNullable<Parameters<Stripe['testHelpers']['confirmationTokens']['create']>[0]>;

const shared = {
  payment_method: fields.text().optional(),
  payment_method_data: paymentMethodData.optional(),
  payment_method_options: fields.unsupported(),
  return_url: fields.returnUrl().optional(),
  setup_future_usage: fields.choice(['off_session', 'on_session']).optional(),
  shipping: group({
    address: addressParam,
    name: fields.text(),
    phone: fields.clearableText().optional(),
  }).optional(),
};

/** As the test helper for servers takes them. */
export const testHelperParams = params<TestHelperParams>()(shared);

/** As a browser script sends them. */
export const createParams = ownParams({
  ...shared,
  client_context: z.unknown().optional(),
  client_secret: fields.text().optional(),
  customer_session_client_secret: fields.text().optional(),
  consent: consentParam.optional(),
  mandate_data: mandateData.optional(),
  use_stripe_sdk: fields.boolean().optional(),
});

export const noParams = ownParams({});

export type CreateParams = ReturnType<typeof createParams.read>;
