import type Stripe from 'stripe';
import { fields, group, listOf } from '../../params/fields.ts';
import { pagingByCreation, searching } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';
import { currencyOptions, recurringInterval, taxBehavior } from '../../params/price-parts.ts';

const writable = {
  active: fields.boolean().optional(),
  currency_options: currencyOptions.optional(),
  lookup_key: fields.clearableText(200).optional(),
  metadata: fields.metadata().optional(),
  nickname: fields.clearableText().optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: fields.boolean().optional(),
};

export const createParams = params<Stripe.PriceCreateParams>()({
  ...writable,
  billing_scheme: fields.choice(['per_unit']).optional(),
  currency: fields.currency(),
  custom_unit_amount: fields.unsupported(),
  product: fields.text().optional(),
  product_data: group({
    active: fields.boolean().optional(),
    id: fields.text(255).optional(),
    metadata: fields.metadata().optional(),
    name: fields.text(),
    statement_descriptor: fields.text(22).optional(),
    tax_code: fields.text().optional(),
    unit_label: fields.text(12).optional(),
  }).optional(),
  recurring: group({
    ...recurringInterval,
    meter: fields.unsupported(),
    trial_period_days: fields.integer(1, 730).optional(),
    usage_type: fields.choice(['licensed']).optional(),
  }).optional(),
  tiers: fields.unsupported(),
  tiers_mode: fields.unsupported(),
  transform_quantity: fields.unsupported(),
  unit_amount: fields.amount().optional(),
  unit_amount_decimal: fields.decimal().optional(),
});

export const updateParams = params<Stripe.PriceUpdateParams>()(writable);

export const listParams = params<Stripe.PriceListParams>()({
  ...pagingByCreation,
  active: fields.boolean().optional(),
  currency: fields.currency().optional(),
  lookup_keys: listOf(fields.text(), 10).optional(),
  product: fields.text().optional(),
  recurring: fields.unsupported(),
  type: fields.choice(['one_time', 'recurring']).optional(),
});

export const searchParams = params<Stripe.PriceSearchParams>()(searching);

export const noParams = ownParams({});
