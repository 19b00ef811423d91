import type { BuyerDetails, Contact } from '../api/checkout-sessions/table.ts';
import { addressOf } from '../params/groups.ts';

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

/** What is known of the buyer after a call of their page: undefined leaves as it is, null clears. */
export function buyerFrom(before: BuyerDetails, given: GivenBuyer): BuyerDetails {
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
