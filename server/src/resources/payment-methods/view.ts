import type Stripe from 'stripe';
import type { PaymentMethodDoc, PaymentMethodRow, StoredCard } from './table.ts';

export function paymentMethodView(row: PaymentMethodRow, livemode: boolean): Stripe.PaymentMethod {
  const { doc } = row;
  return {
    id: row.id,
    object: 'payment_method',
    allow_redisplay: row.allow_redisplay,
    billing_details: billingDetailsView(doc.billing_details),
    card: cardView(doc.card, row.fingerprint),
    created: row.created,
    customer: row.customer,
    customer_account: null,
    livemode,
    metadata: doc.metadata,
    type: 'card',
  };
}

export function billingDetailsView(
  details: PaymentMethodDoc['billing_details'],
): Stripe.PaymentMethod.BillingDetails {
  return {
    address: details.address,
    email: details.email,
    name: details.name,
    phone: details.phone,
    tax_id: null,
  };
}

function cardView(card: StoredCard, fingerprint: string): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    display_brand: card.preferred_network ?? card.networks[0] ?? card.brand,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint,
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: [...card.networks], preferred: card.preferred_network },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}
