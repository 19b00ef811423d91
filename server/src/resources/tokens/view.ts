import type Stripe from 'stripe';
import type { TokenRow } from './table.ts';

/** `card` is the card it stands for; null if it stands for something else. */
export function tokenView(row: TokenRow, card: Stripe.Card | null, livemode: boolean): Stripe.Token {
  return {
    id: row.id,
    object: 'token',
    ...(card === null ? {} : { card }),
    client_ip: row.doc.client_ip,
    created: row.created,
    livemode,
    type: row.doc.kind ?? 'card',
    used: row.used === 1,
  };
}
