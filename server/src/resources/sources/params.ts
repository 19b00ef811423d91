import type Stripe from 'stripe';
import { fields } from '../../params/fields.ts';
import { paging } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

export const createParams = params<Stripe.CustomerCreateSourceParams>()({
  metadata: fields.metadata().optional(),
  source: fields.text(),
  validate: fields.boolean().optional(),
});

export const updateParams = params<Stripe.CustomerUpdateSourceParams>()({
  account_holder_name: fields.unsupported(),
  account_holder_type: fields.unsupported(),
  address_city: fields.clearableText().optional(),
  address_country: fields.clearableText().optional(),
  address_line1: fields.clearableText().optional(),
  address_line2: fields.clearableText().optional(),
  address_state: fields.clearableText().optional(),
  address_zip: fields.clearableText().optional(),
  exp_month: fields.integer().optional(),
  exp_year: fields.integer().optional(),
  metadata: fields.metadata().optional(),
  name: fields.clearableText().optional(),
  owner: fields.unsupported(),
});

export const listParams = params<Stripe.CustomerListSourcesParams>()({
  ...paging,
  object: fields.text().optional(),
});

export const noParams = ownParams({});

export type CreateParams = ReturnType<typeof createParams.read>;

export type UpdateParams = ReturnType<typeof updateParams.read>;
