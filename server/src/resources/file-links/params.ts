import type Stripe from 'stripe';
import { z } from 'zod';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

export const createParams = params<Stripe.FileLinkCreateParams>()({
  expires_at: fields.time().optional(),
  file: fields.text(),
  metadata: fields.metadata().optional(),
});

export const updateParams = params<Stripe.FileLinkUpdateParams>()({
  expires_at: z.union([z.literal('now'), fields.clearableTime()]).optional(),
  metadata: fields.metadata().optional(),
});

export const listParams = params<Stripe.FileLinkListParams>()({
  ...pagingByCreation,
  expired: fields.boolean().optional(),
  file: fields.text().optional(),
});

export const noParams = ownParams({});
