import { type Amounts, amountsOf } from '../../amounts/amounts.ts';
import type { Line } from '../../amounts/sale.ts';
import type { SessionDoc, SessionLineItem } from './table.ts';

type Sold = Line & { readonly item: SessionLineItem };

/** All amounts of a session. In setup mode, which may have no currency, nothing is sold. */
export function amountsOfSession({
  currency,
  line_items,
}: Pick<SessionDoc, 'currency' | 'line_items'>): Amounts<Sold> {
  return amountsOf({
    currency: currency ?? '',
    lines: line_items.map((item) => ({
      item,
      id: item.id,
      unitAmount: item.unit_amount_decimal,
      quantity: item.quantity,
      proration: null,
      taxes: [],
    })),
    discounts: [],
    shipping: null,
  });
}

export type SessionLineAmounts = Amounts<Sold>['lines'][number];
