import type Stripe from 'stripe';
import type { PaymentMethodRow } from '../payment-methods/table.ts';
import type { TokenRow } from './table.ts';

/** `method` is the card that it stands for, and null where it stands for something else. */
export function tokenView(row: TokenRow, method: PaymentMethodRow | null, livemode: boolean): Stripe.Token {
  return {
    id: row.id,
    object: 'token',
    ...(method === null ? {} : { card: cardView(method) }),
    client_ip: row.doc.client_ip,
    created: row.created,
    livemode,
    type: row.doc.kind ?? 'card',
    used: row.used === 1,
  };
}

/** A card as it was shown before there were payment methods. */
function cardView({ id, fingerprint, doc }: PaymentMethodRow): Stripe.Card {
  const { card, billing_details: billing } = doc;
  const { address } = billing;
  return {
    id: id.replace(/^pm_/, 'card_'),
    object: 'card',
    address_city: address.city,
    address_country: address.country,
    address_line1: address.line1,
    address_line1_check: address.line1 === null ? null : 'unchecked',
    address_line2: address.line2,
    address_state: address.state,
    address_zip: address.postal_code,
    address_zip_check: address.postal_code === null ? null : 'unchecked',
    brand: nameOf(card.brand),
    country: card.country,
    cvc_check: 'unchecked',
    dynamic_last4: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint,
    funding: card.funding,
    last4: card.last4,
    metadata: {},
    name: billing.name,
    networks: { preferred: card.preferred_network },
    regulated_status: 'unregulated',
    tokenization_method: null,
  };
}

/** Cards of this kind name their brand as people do. Source: the card object in Stripe's reference. */
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
