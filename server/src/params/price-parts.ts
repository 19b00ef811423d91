import { z } from 'zod';
import { fields, group } from './fields.ts';

/** Parts of a price, as every call that creates one describes them. */

export const taxBehavior = fields.choice(['exclusive', 'inclusive', 'unspecified']);

export const currencyOptions = z.record(
  fields.currency(),
  group({
    custom_unit_amount: fields.unsupported(),
    tax_behavior: taxBehavior.optional(),
    tiers: fields.unsupported(),
    unit_amount: fields.amount().optional(),
    unit_amount_decimal: fields.decimal().optional(),
  }),
);

export const recurringInterval = {
  interval: fields.choice(['day', 'week', 'month', 'year']),
  interval_count: fields.integer(1, 1095).optional(),
};
