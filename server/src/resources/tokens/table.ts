import { type Row, resourceTable } from '../../store/table.ts';

/** What a token may stand for other than a card. */
export const otherKinds = ['cvc_update', 'person', 'pii'] as const;

export interface TokenDoc {
  readonly client_ip: string;
  /** Absent for a card. */
  readonly kind?: (typeof otherKinds)[number] | undefined;
}

/**
 * A card token: the payment method that it becomes when it is used. Of other kinds of tokens nothing is kept, because
 * nothing in Onfile accepts them; their `payment_method` is empty.
 */
export type TokenRow = Row<'tokens', TokenDoc>;

export const tokens = resourceTable<'tokens', TokenDoc>('tokens', ['payment_method', 'used']);
