import type Stripe from 'stripe';
import { clearableListOf, fields, group, listOf } from '../../params/fields.ts';
import { addressParam, ifAvailable } from '../../params/groups.ts';
import { paging, pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';
import { taxBehavior } from '../../params/price-parts.ts';

const lineItemsMax = 100;
const quantityMax = 999_999;

const locales = [
  'auto',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'en-GB',
  'es',
  'es-419',
  'et',
  'fi',
  'fil',
  'fr',
  'fr-CA',
  'hi-IN',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'mt',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'vi',
  'zh',
  'zh-HK',
  'zh-TW',
] as const;

const priceData = group({
  currency: fields.currency(),
  product: fields.text().optional(),
  product_data: group({
    description: fields.text(40_000).optional(),
    images: listOf(fields.text(), 8).optional(),
    metadata: fields.metadata().optional(),
    name: fields.text(),
    tax_code: fields.text().optional(),
    tax_details: fields.unsupported(),
    unit_label: fields.text(12).optional(),
  }).optional(),
  recurring: fields.unsupported(),
  tax_behavior: taxBehavior.optional(),
  unit_amount: fields.amount().optional(),
  unit_amount_decimal: fields.decimal().optional(),
});

const adjustableQuantity = group({
  enabled: fields.boolean(),
  maximum: fields.integer(1, quantityMax).optional(),
  minimum: fields.integer(0, quantityMax).optional(),
});

const lineItem = {
  adjustable_quantity: adjustableQuantity.optional(),
  metadata: fields.metadata().optional(),
  price: fields.text().optional(),
  price_data: priceData.optional(),
  quantity: fields.integer(1, quantityMax).optional(),
  tax_rates: fields.unsupported(),
};

const futureUsage = fields.choice(['on_session', 'off_session']);
const allowRedisplay = fields.choice(['always', 'limited', 'unspecified']);

const paymentIntentData = group({
  application_fee_amount: fields.unsupported(),
  capture_method: fields.choice(['automatic', 'automatic_async', 'manual']).optional(),
  description: fields.text(1000).optional(),
  metadata: fields.metadata().optional(),
  on_behalf_of: fields.unsupported(),
  receipt_email: fields.email().optional(),
  setup_future_usage: futureUsage.optional(),
  shipping: group({
    address: addressParam,
    carrier: fields.text().optional(),
    name: fields.text(),
    phone: fields.text().optional(),
    tracking_number: fields.text().optional(),
  }).optional(),
  statement_descriptor: fields.descriptor().optional(),
  statement_descriptor_suffix: fields.descriptor().optional(),
  transfer_data: fields.unsupported(),
  transfer_group: fields.unsupported(),
});

const cardOptions = group({
  capture_method: fields.choice(['manual']).optional(),
  installments: fields.unsupported(),
  request_decremental_authorization: ifAvailable,
  request_extended_authorization: ifAvailable,
  request_incremental_authorization: ifAvailable,
  request_multicapture: ifAvailable,
  request_overcapture: ifAvailable,
  request_three_d_secure: fields.choice(['automatic', 'any', 'challenge']).optional(),
  restrictions: fields.unsupported(),
  setup_future_usage: futureUsage.optional(),
  statement_descriptor_suffix_kana: fields.unsupported(),
  statement_descriptor_suffix_kanji: fields.unsupported(),
});

const uiModes = ['elements', 'custom', 'hosted', 'hosted_page', 'embedded', 'embedded_page', 'form'] as const;

export const createParams = params<Stripe.Checkout.SessionCreateParams>()({
  // Without a second currency to offer, it changes nothing.
  adaptive_pricing: group({ enabled: fields.boolean().optional() }).optional(),
  after_expiration: fields.unsupported(),
  allow_promotion_codes: fields.unsupported(),
  allowed_payment_method_types: listOf(fields.text(), 50).optional(),
  automatic_tax: fields.unsupported(),
  billing_address_collection: fields.choice(['auto', 'required']).optional(),
  branding_settings: fields.unsupported(),
  cancel_url: fields.url().optional(),
  client_reference_id: fields.text(200).optional(),
  consent_collection: group({
    payment_method_reuse_agreement: group({ position: fields.choice(['auto', 'hidden']) }).optional(),
    promotions: fields.choice(['auto', 'none']).optional(),
    terms_of_service: fields.choice(['none', 'required']).optional(),
  }).optional(),
  currency: fields.currency().optional(),
  custom_fields: fields.unsupported(),
  custom_text: fields.unsupported(),
  customer: fields.clearableText().optional(),
  customer_account: fields.unsupported(),
  customer_creation: fields.choice(['always', 'if_required']).optional(),
  customer_email: fields.clearableEmail().optional(),
  customer_update: fields.unsupported('never'),
  discounts: fields.unsupported(),
  excluded_payment_method_types: listOf(fields.text(), 50).optional(),
  expires_at: fields.time().optional(),
  integration_identifier: fields.text().optional(),
  invoice_creation: fields.unsupported(),
  line_items: listOf(group(lineItem), lineItemsMax).optional(),
  locale: fields.choice(locales).optional(),
  managed_payments: fields.unsupported(),
  metadata: fields.metadata().optional(),
  mode: fields.choice(['payment', 'setup', 'subscription']).optional(),
  name_collection: fields.unsupported(),
  optional_items: fields.unsupported(),
  origin_context: fields.unsupported('web'),
  payment_intent_data: paymentIntentData.optional(),
  payment_method_collection: fields.unsupported('always', 'if_required'),
  payment_method_configuration: fields.unsupported(),
  payment_method_data: group({ allow_redisplay: allowRedisplay.optional() }).optional(),
  payment_method_options: group({ card: cardOptions.optional() }).optional(),
  permissions: group({
    update_shipping_details: fields.choice(['client_only', 'server_only']).optional(),
  }).optional(),
  phone_number_collection: group({ enabled: fields.boolean() }).optional(),
  redirect_on_completion: fields.unsupported('always'),
  return_url: fields.returnUrl().optional(),
  saved_payment_method_options: group({
    allow_redisplay_filters: listOf(allowRedisplay, 3).optional(),
    payment_method_remove: fields.choice(['enabled', 'disabled']).optional(),
    payment_method_save: fields.choice(['enabled', 'disabled']).optional(),
  }).optional(),
  setup_intent_data: group({
    description: fields.text().optional(),
    metadata: fields.metadata().optional(),
    on_behalf_of: fields.unsupported(),
  }).optional(),
  shipping_address_collection: fields.unsupported(),
  shipping_options: fields.unsupported(),
  submit_type: fields.choice(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  subscription_data: fields.unsupported(),
  success_url: fields.url().optional(),
  tax_id_collection: fields.unsupported('never'),
  ui_mode: fields.choice(uiModes).optional(),
  wallet_options: fields.unsupported('auto', 'never'),
});

export const updateParams = params<Stripe.Checkout.SessionUpdateParams>()({
  collected_information: group({
    shipping_details: group({ address: addressParam, name: fields.text() }).optional(),
  }).optional(),
  line_items: listOf(
    group({ ...lineItem, id: fields.text().optional(), metadata: fields.metadata().optional() }),
    lineItemsMax,
  ).optional(),
  metadata: fields.metadata().optional(),
  payment_intent_data: group({
    description: fields.clearableText(1000).optional(),
    metadata: fields.metadata().optional(),
    setup_future_usage: fields.clearableChoice(['on_session', 'off_session']).optional(),
    statement_descriptor: fields.clearableDescriptor().optional(),
    statement_descriptor_suffix: fields.clearableDescriptor().optional(),
  }).optional(),
  shipping_options: clearableListOf(fields.unsupported(), 0).optional(),
});

export const listParams = params<Stripe.Checkout.SessionListParams>()({
  ...pagingByCreation,
  customer: fields.text().optional(),
  customer_account: fields.unsupported(),
  customer_details: group({ email: fields.text() }).optional(),
  payment_intent: fields.text().optional(),
  payment_link: fields.unsupported(),
  status: fields.choice(['open', 'complete', 'expired']).optional(),
  subscription: fields.unsupported(),
});

export const lineItemListParams = params<Stripe.Checkout.SessionListLineItemsParams>()(paging);

export const noParams = ownParams({});

export type CreateParams = ReturnType<typeof createParams.read>;
export type UpdateParams = ReturnType<typeof updateParams.read>;
export type LineItemParams = NonNullable<UpdateParams['line_items']>[number];
