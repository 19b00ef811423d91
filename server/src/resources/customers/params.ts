import type Stripe from 'stripe';
import { clearableListOf, fields, group } from '../../params/fields.ts';
import { clearableAddressParam, shippingParam } from '../../params/groups.ts';
import { paging, pagingByCreation, searching } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

const nameMax = 256;

const writable = {
  address: clearableAddressParam.optional(),
  balance: fields.integer(-99_999_999, 99_999_999).optional(),
  business_name: fields.clearableText(150).optional(),
  cash_balance: fields.unsupported(),
  description: fields.clearableText().optional(),
  email: fields.clearableEmail().optional(),
  individual_name: fields.clearableText(150).optional(),
  invoice_prefix: fields.text(12).optional(),
  invoice_settings: group({
    custom_fields: fields.unsupported(),
    default_payment_method: fields.clearableText().optional(),
    footer: fields.unsupported(),
    rendering_options: fields.unsupported(),
  }).optional(),
  metadata: fields.metadata().optional(),
  name: fields.clearableText(nameMax).optional(),
  next_invoice_sequence: fields.integer(1).optional(),
  phone: fields.clearableText(20).optional(),
  preferred_locales: clearableListOf(fields.text(), 50).optional(),
  shipping: shippingParam.optional(),
  source: fields.text().optional(),
  tax: fields.unsupported(),
  tax_exempt: fields.clearableChoice(['none', 'exempt', 'reverse']).optional(),
  validate: fields.boolean().optional(),
};

export const createParams = params<Stripe.CustomerCreateParams>()({
  ...writable,
  payment_method: fields.text().optional(),
  tax_id_data: fields.unsupported(),
  test_clock: fields.text().optional(),
});

export const updateParams = params<Stripe.CustomerUpdateParams>()({
  ...writable,
  default_source: fields.text().optional(),
});

export const listParams = params<Stripe.CustomerListParams>()({
  ...pagingByCreation,
  email: fields.text().optional(),
  test_clock: fields.text().optional(),
});

export const searchParams = params<Stripe.CustomerSearchParams>()(searching);

export const paymentMethodListParams = params<Stripe.CustomerListPaymentMethodsParams>()({
  ...paging,
  allow_redisplay: fields.choice(['always', 'limited', 'unspecified']).optional(),
  type: fields.text().optional(),
});

export type CreateParams = ReturnType<typeof createParams.read>;

export type UpdateParams = ReturnType<typeof updateParams.read>;

export const noParams = ownParams({});
