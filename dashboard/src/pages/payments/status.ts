import { type PaymentState, paymentState, refundedAmount } from '@onfile/shared/payment-state.ts';
import type Stripe from 'stripe';

/** A payment with the expansions that the list requests. */
export type Payment = Stripe.PaymentIntent;

export function chargeOf(payment: Payment): Stripe.Charge | null {
  const charge = payment.latest_charge;
  return charge === null || typeof charge === 'string' ? null : charge;
}

/** Minor units to show for a payment: the amount received, or else the amount requested. */
export function amountOf({ status, amount, amount_received }: Payment): number {
  return status === 'succeeded' ? amount_received : amount;
}

/** Minor units paid back. */
export function refundedOf(payment: Payment): number {
  const charge = chargeOf(payment);
  return charge === null ? 0 : refundedAmount(charge);
}

/** One word for a payment, by which lists are filtered too. */
export function statusOf(payment: Payment): PaymentState {
  const { status, last_payment_error: error } = payment;
  return paymentState({ status, declined: error !== null }, chargeOf(payment));
}

interface ShownCard {
  readonly brand: string;
  readonly last4: string | null;
}

export function cardOf(payment: Payment): ShownCard | null {
  const charged = chargeOf(payment)?.payment_method_details?.card;
  if (charged) return { brand: charged.brand ?? 'unknown', last4: charged.last4 };
  const method = payment.payment_method;
  if (method === null || typeof method === 'string' || method.card === undefined) return null;
  return { brand: method.card.brand, last4: method.card.last4 };
}

export function customerOf(payment: Payment): { readonly id: string; readonly name: string } | null {
  const { customer } = payment;
  if (customer === null) return null;
  if (typeof customer === 'string') return { id: customer, name: customer };
  if (customer.deleted) return { id: customer.id, name: customer.id };
  return { id: customer.id, name: customer.name ?? customer.email ?? customer.id };
}
