import { type Row, resourceTable } from '../../store/table.ts';

export interface TokenDoc {
  readonly client_ip: string;
}

/** A token of a card: the payment method that it becomes when it is used. */
export type TokenRow = Row<'tokens', TokenDoc>;

export const tokens = resourceTable<'tokens', TokenDoc>('tokens', ['payment_method', 'used']);
