import type Stripe from 'stripe';
import type { z } from 'zod';
import { clearableGroup, clearableListOf, fields, group, listOf } from '../../params/fields.ts';
import { pagingByCreation, searching } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';
import { currencyOptions, recurringInterval, taxBehavior } from '../../params/price-parts.ts';

const imagesMax = 8;
const featuresMax = 15;
const size = fields.integer(0);

const writable = {
  active: fields.boolean().optional(),
  images: clearableListOf(fields.text(), imagesMax).optional(),
  marketing_features: clearableListOf(group({ name: fields.text(80) }), featuresMax).optional(),
  metadata: fields.metadata().optional(),
  package_dimensions: clearableGroup({ height: size, length: size, weight: size, width: size }).optional(),
  shippable: fields.boolean().optional(),
  statement_descriptor: fields.text(22).optional(),
  tax_code: fields.clearableText().optional(),
  tax_details: fields.unsupported(),
  unit_label: fields.clearableText(12).optional(),
  url: fields.clearableUrl().optional(),
};

export const createParams = params<Stripe.ProductCreateParams>()({
  ...writable,
  default_price_data: group({
    currency: fields.currency(),
    currency_options: currencyOptions.optional(),
    custom_unit_amount: fields.unsupported(),
    metadata: fields.metadata().optional(),
    recurring: group(recurringInterval).optional(),
    tax_behavior: taxBehavior.optional(),
    unit_amount: fields.amount().optional(),
    unit_amount_decimal: fields.decimal().optional(),
  } satisfies Record<keyof Stripe.ProductCreateParams.DefaultPriceData, z.ZodType>).optional(),
  description: fields.text(40_000).optional(),
  id: fields.text(255).optional(),
  name: fields.text(),
  type: fields.choice(['good', 'service']).optional(),
});

export const updateParams = params<Stripe.ProductUpdateParams>()({
  ...writable,
  default_price: fields.text().optional(),
  description: fields.clearableText(40_000).optional(),
  name: fields.text().optional(),
});

export const listParams = params<Stripe.ProductListParams>()({
  ...pagingByCreation,
  active: fields.boolean().optional(),
  ids: listOf(fields.text(), 100).optional(),
  shippable: fields.boolean().optional(),
  type: fields.choice(['good', 'service']).optional(),
  url: fields.text().optional(),
});

export const searchParams = params<Stripe.ProductSearchParams>()(searching);

export const noParams = ownParams({});

export type CreateParams = ReturnType<typeof createParams.read>;
