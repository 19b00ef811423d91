import type Stripe from 'stripe';
import { fields, listOf } from '../../params/fields.ts';
import { paging } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

const daySeconds = 24 * 60 * 60;

export const createParams = params<Stripe.WebhookEndpointCreateParams>()({
  api_version: fields.text().optional(),
  connect: fields.unsupported(),
  description: fields.clearableText().optional(),
  enabled_events: listOf(fields.text()),
  metadata: fields.metadata().optional(),
  url: fields.url(),
});

export const updateParams = params<Stripe.WebhookEndpointUpdateParams>()({
  description: fields.clearableText().optional(),
  disabled: fields.boolean().optional(),
  enabled_events: listOf(fields.text()).optional(),
  metadata: fields.metadata().optional(),
  url: fields.url().optional(),
});

export const listParams = params<Stripe.WebhookEndpointListParams>()(paging);

/** Seconds for which the previous secret keeps signing alongside the new one. */
export const rollParams = ownParams({ expires_in: fields.integer(0, daySeconds).optional() });

/** `onfile listen` on one device: where it receives events, and which ones. */
export const listenerParams = ownParams({
  device: fields.text(100),
  enabled_events: listOf(fields.text()).optional(),
  url: fields.url(),
});

export const noParams = ownParams({});

export type CreateParams = ReturnType<typeof createParams.read>;
export type UpdateParams = ReturnType<typeof updateParams.read>;
