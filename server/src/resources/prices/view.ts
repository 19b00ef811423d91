import type Stripe from 'stripe';
import type { PriceAmount, PriceRow } from './table.ts';

/** The SDK turns `unit_amount_decimal` into its Decimal class; on the wire it is text. */
export type PriceView = Omit<Stripe.Price, 'unit_amount_decimal' | 'currency_options'> & {
  readonly unit_amount_decimal: string | null;
};

export function priceView(row: PriceRow, livemode: boolean): PriceView {
  const { doc } = row;
  return {
    id: row.id,
    object: 'price',
    active: row.active === 1,
    billing_scheme: 'per_unit',
    created: row.created,
    currency: row.currency,
    custom_unit_amount: null,
    livemode,
    lookup_key: row.lookup_key,
    metadata: doc.metadata,
    nickname: doc.nickname,
    product: row.product,
    recurring: doc.recurring && { ...doc.recurring, meter: null, usage_type: 'licensed' },
    tax_behavior: doc.tax_behavior,
    tiers_mode: null,
    transform_quantity: null,
    type: row.type === 'recurring' ? 'recurring' : 'one_time',
    ...amountView(doc),
  };
}

/** `currency_options`, hidden until expanded; they include the price's own currency. */
export function currencyOptionsView(row: PriceRow) {
  const all: Record<string, PriceAmount> = { [row.currency]: row.doc, ...row.doc.currency_options };
  return Object.fromEntries(
    Object.entries(all).map(([currency, amount]) => [
      currency,
      { custom_unit_amount: null, tax_behavior: amount.tax_behavior, ...amountView(amount) },
    ]),
  );
}

function amountView({ unit_amount_decimal }: PriceAmount) {
  return {
    unit_amount: unit_amount_decimal.includes('.') ? null : Number(unit_amount_decimal),
    unit_amount_decimal,
  };
}
