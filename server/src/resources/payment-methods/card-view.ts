import type Stripe from 'stripe';
import type { PaymentMethodRow } from './table.ts';

/** The id of a card as it was before payment methods. */
export function cardIdOf(paymentMethod: string): string {
  return paymentMethod.replace(/^pm_/, 'card_');
}

/** Whether the payment method is a card of that kind: a customer's source. */
export function isCardSource({ id }: Pick<PaymentMethodRow, 'id'>): boolean {
  return id.startsWith('card_');
}

/** A card as it was shown before payment methods. */
export function cardView({ id, customer, fingerprint, doc }: PaymentMethodRow): Stripe.Card {
  const { card, billing_details: billing, metadata } = doc;
  const { address } = billing;
  return {
    id: cardIdOf(id),
    object: 'card',
    address_city: address.city,
    address_country: address.country,
    address_line1: address.line1,
    address_line1_check: card.checks.address_line1_check ?? (address.line1 === null ? null : 'unchecked'),
    address_line2: address.line2,
    address_state: address.state,
    address_zip: address.postal_code,
    address_zip_check:
      card.checks.address_postal_code_check ?? (address.postal_code === null ? null : 'unchecked'),
    brand: nameOf(card.brand),
    country: card.country,
    ...(customer === null ? {} : { customer }),
    cvc_check: card.checks.cvc_check ?? 'unchecked',
    dynamic_last4: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint,
    funding: card.funding,
    last4: card.last4,
    metadata,
    name: billing.name,
    networks: { preferred: card.preferred_network },
    regulated_status: 'unregulated',
    tokenization_method: null,
  };
}

/** These cards name their brand in plain words. Source: the card object in Stripe's reference. */
const brandNames: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

function nameOf(brand: string): string {
  return brandNames[brand] ?? 'Unknown';
}
