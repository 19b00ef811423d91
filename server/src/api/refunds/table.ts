import { type Row, resourceTable } from '../../store/table.ts';

export interface RefundDoc {
  /** Under which the network knows it. */
  readonly network_request: string;
  /** Minor units. */
  readonly amount: number;
  readonly balance_transaction: string | null;
  readonly currency: string;
  readonly customer: string | null;
  readonly failure_balance_transaction: string | null;
  readonly failure_reason: string | null;
  readonly metadata: Record<string, string>;
  readonly payment_method: string | null;
  readonly reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null;
}

export type RefundRow = Row<'refunds', RefundDoc>;

export const refunds = resourceTable<'refunds', RefundDoc>('refunds', [
  'charge',
  'payment_intent',
  'status',
  'updated',
  'check_at',
]);
