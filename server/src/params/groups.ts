import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import { clearableGroup, fields, group, metadataLimits } from './fields.ts';

/** Groups of parameters that several resources share. */
const addressShape = {
  city: fields.clearableText().optional(),
  country: fields.clearableText().optional(),
  line1: fields.clearableText().optional(),
  line2: fields.clearableText().optional(),
  postal_code: fields.clearableText().optional(),
  state: fields.clearableText().optional(),
};

/** Extras of an authorization that this network never has, so asking for them if available changes nothing. */
export const ifAvailable = fields.choice(['if_available', 'never']).optional();

export const addressParam = group(addressShape);
export const clearableAddressParam = clearableGroup(addressShape);

export const shippingParam = clearableGroup({
  address: addressParam,
  name: fields.text(),
  phone: fields.clearableText().optional(),
});

export const billingDetailsParam = group({
  address: clearableAddressParam.optional(),
  email: fields.clearableEmail().optional(),
  name: fields.clearableText().optional(),
  phone: fields.clearableText().optional(),
  tax_id: fields.unsupported(),
});

type AddressInput = { readonly [Field in keyof Stripe.Address]?: string | null | undefined };

/** A whole address: what was not given is null. In an update, it replaces the previous one. */
export function addressOf(given: AddressInput): Stripe.Address {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  };
}

export type MetadataChange = Readonly<Record<string, string | null>> | null | undefined;

/**
 * Merges by key: a null value deletes its key, null alone deletes all, and undefined changes nothing. Throws 400 if there
 * would be too many keys.
 */
export function mergeMetadata(
  before: Readonly<Record<string, string>>,
  change: MetadataChange,
): Record<string, string> {
  if (change === null) return {};
  const merged: Record<string, string> = { ...before };
  for (const [key, value] of Object.entries(change ?? {})) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  const count = Object.keys(merged).length;
  if (count > metadataLimits.keys) {
    throw errors.parameterInvalid(
      `Metadata can have up to ${metadataLimits.keys} keys, but this would make ${count} keys.`,
      'metadata',
    );
  }
  return merged;
}
