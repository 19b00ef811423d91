import type Stripe from 'stripe';
import { addressOf } from '../../params/groups.ts';

export interface ShippingChange {
  readonly address: Parameters<typeof addressOf>[0];
  readonly carrier?: string | null | undefined;
  readonly name: string;
  readonly phone?: string | null | undefined;
  readonly tracking_number?: string | null | undefined;
}

export function shippingOf(given: ShippingChange): Stripe.PaymentIntent.Shipping {
  return {
    address: addressOf(given.address),
    carrier: given.carrier ?? null,
    name: given.name,
    phone: given.phone ?? null,
    tracking_number: given.tracking_number ?? null,
  };
}
