import { createdFilter, fields } from './fields.ts';

const clampedLimit = fields
  .integer(-Infinity, Infinity)
  .transform((limit) => Math.min(100, Math.max(1, limit)));

/** Paging parameters of every list; `limit` out of range is clamped, as Stripe does. */
export const paging = {
  limit: clampedLimit.default(10),
  starting_after: fields.text().optional(),
  ending_before: fields.text().optional(),
};

export const pagingByCreation = { ...paging, created: createdFilter };

/** Parameters of a search. */
export const searching = {
  limit: clampedLimit.default(10),
  page: fields.text().optional(),
  query: fields.text(),
};
