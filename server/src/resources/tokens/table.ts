import { type Row, resourceTable } from '../../store/table.ts';

/** What a token may stand for beside a card. */
export const otherKinds = ['cvc_update', 'person', 'pii'] as const;

export interface TokenDoc {
  readonly client_ip: string;
  /** Absent of a card. */
  readonly kind?: (typeof otherKinds)[number] | undefined;
}

/**
 * A token of a card: the payment method that it becomes when it is used. Of what the others stand for nothing is
 * kept, since nothing of Onfile's takes them; their `payment_method` is empty.
 */
export type TokenRow = Row<'tokens', TokenDoc>;

export const tokens = resourceTable<'tokens', TokenDoc>('tokens', ['payment_method', 'used']);
