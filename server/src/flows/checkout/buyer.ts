import { errors } from '@onfile/shared/errors.ts';
import { addressOf } from '../../params/groups.ts';
import type { BuyerDetails, Contact, SessionRow } from '../../resources/checkout-sessions/table.ts';

interface GivenContact {
  readonly name?: string | null | undefined;
  readonly address?: Parameters<typeof addressOf>[0] | null | undefined;
}

export interface GivenBuyer {
  readonly email?: string | null | undefined;
  readonly phone_number?: string | null | undefined;
  readonly billing_address?: GivenContact | null | undefined;
  readonly shipping_address?: GivenContact | null | undefined;
}

/**
 * Returns what is known of the buyer after a call from their page: undefined keeps a value, null clears it. Throws 400 for
 * values that the merchant has set, or reserves for the server.
 */
export function buyerFrom({ doc }: SessionRow, given: GivenBuyer): BuyerDetails {
  const before = doc.buyer;
  if (given.email !== undefined && doc.customer_email !== null && given.email !== doc.customer_email) {
    throw errors.parameterInvalid(
      'The email of this Checkout Session was set by the merchant and cannot be changed.',
      'email',
    );
  }
  if (given.shipping_address !== undefined && doc.permissions?.update_shipping_details === 'server_only') {
    throw errors.parameterInvalid(
      'The shipping details of this Checkout Session can only be changed by the server: its `permissions[update_shipping_details]` is server_only.',
      'shipping_address',
    );
  }
  return {
    email: given.email === undefined ? before.email : given.email,
    phone: given.phone_number === undefined ? before.phone : given.phone_number,
    billing: contactFrom(before.billing, given.billing_address),
    shipping: contactFrom(before.shipping, given.shipping_address),
  };
}

function contactFrom(before: Contact | null, given: GivenContact | null | undefined): Contact | null {
  if (given === undefined) return before;
  return given && { name: given.name ?? null, address: addressOf(given.address ?? {}) };
}
