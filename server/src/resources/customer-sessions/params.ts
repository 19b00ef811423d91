import type Stripe from 'stripe';
import type { z } from 'zod';
import { fields, group, listOf } from '../../params/fields.ts';
import { params } from '../../params/params.ts';

const onOff = fields.choice(['disabled', 'enabled']);

const features = group({
  payment_method_allow_redisplay_filters: listOf(
    fields.choice(['always', 'limited', 'unspecified']),
    3,
  ).optional(),
  payment_method_redisplay: onOff.optional(),
  payment_method_redisplay_limit: fields.integer(1, 10).optional(),
  payment_method_remove: onOff.optional(),
  payment_method_save: onOff.optional(),
  payment_method_save_usage: fields.choice(['off_session', 'on_session']).optional(),
} satisfies Record<keyof Stripe.CustomerSessionCreateParams.Components.PaymentElement.Features, z.ZodType>);

const components = group({
  active_entitlements: fields.unsupported(),
  buy_button: fields.unsupported(),
  customer_portal: fields.unsupported(),
  customer_sheet: fields.unsupported(),
  mobile_payment_element: fields.unsupported(),
  payment_element: group({ enabled: fields.boolean(), features: features.optional() }),
  pricing_table: fields.unsupported(),
} satisfies Record<keyof Stripe.CustomerSessionCreateParams.Components, z.ZodType>);

export const createParams = params<Stripe.CustomerSessionCreateParams>()({
  components,
  customer: fields.text(),
  customer_account: fields.unsupported(),
});

export type CreateParams = ReturnType<typeof createParams.read>;
