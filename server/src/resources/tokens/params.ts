import type Stripe from 'stripe';
import { z } from 'zod';
import { cardFields } from '../../params/card-fields.ts';
import { fields, group } from '../../params/fields.ts';
import { ownParams, params } from '../../params/params.ts';

const networks = group({
  preferred: fields.clearableChoice(['cartes_bancaires', 'mastercard', 'visa']).optional(),
});

const card = group({
  address_city: fields.clearableText().optional(),
  address_country: fields.clearableText().optional(),
  address_line1: fields.clearableText().optional(),
  address_line2: fields.clearableText().optional(),
  address_state: fields.clearableText().optional(),
  address_zip: fields.clearableText().optional(),
  currency: fields.currency().optional(),
  cvc: cardFields.securityCode().optional(),
  exp_month: fields.integer(),
  exp_year: fields.integer(),
  name: fields.clearableText().optional(),
  networks: networks.optional(),
  number: cardFields.number(),
} satisfies Record<keyof Stripe.TokenCreateParams.Card, z.ZodType>);

/** What Onfile's own script adds: which sandbox is meant. */
interface OfTheBrowser {
  readonly client_secret: unknown;
}

export const createParams = params<Stripe.TokenCreateParams & OfTheBrowser>()({
  account: fields.unsupported(),
  bank_account: fields.unsupported(),
  card: card.optional(),
  client_secret: fields.text().optional(),
  customer: fields.unsupported(),
  cvc_update: group({ cvc: cardFields.securityCode() }).optional(),
  person: z.record(z.string(), z.unknown()).optional(),
  pii: group({ id_number: fields.text().optional() }).optional(),
});

export const noParams = ownParams({});

export type CreateParams = ReturnType<typeof createParams.read>;
