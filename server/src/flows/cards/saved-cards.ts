import type { SavedPaymentMethod } from '@onfile/shared/checkout-page.ts';
import { isExpired } from '../../resources/payment-methods/rules.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Reader } from '../../store/store.ts';

/** As many as Stripe's hosted page shows. */
const savedCardsMax = 50;

/** The cards that a customer's page may show: what the filter allows, newest first, one per card number. */
export async function savedCards(
  reader: Reader,
  customer: string,
  filters: readonly string[],
  now: number,
): Promise<SavedPaymentMethod[]> {
  const page = await paymentMethods.page(reader, { limit: savedCardsMax, where: { customer } });
  const seen = new Set<string>();
  const shown: SavedPaymentMethod[] = [];
  for (const row of page.rows) {
    if (!isShown(row, customer, filters) || seen.has(row.fingerprint)) continue;
    seen.add(row.fingerprint);
    shown.push(savedCard(row, now));
  }
  return shown;
}

/** Whether a page may show the customer's card, and let them use and remove it. */
export function isShown(
  card: PaymentMethodRow | undefined,
  customer: string | null,
  filters: readonly string[],
): boolean {
  return (
    card !== undefined &&
    customer !== null &&
    card.customer === customer &&
    filters.includes(card.allow_redisplay)
  );
}

function savedCard(row: PaymentMethodRow, now: number): SavedPaymentMethod {
  const { card, billing_details: billing } = row.doc;
  const { city, country, line1, line2, postal_code, state } = billing.address;
  return {
    id: row.id,
    type: 'card',
    card: {
      brand: card.brand,
      last4: card.last4,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      expired: isExpired(card, now),
    },
    billing_details: {
      email: billing.email,
      name: billing.name,
      phone: billing.phone,
      address: { city, country, line1, line2, postal_code, state },
    },
  };
}
