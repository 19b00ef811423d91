import { sql } from 'kysely';
import { statement } from '../../store/statement.ts';
import type { Reader } from '../../store/store.ts';
import { type Row, resourceTable } from '../../store/table.ts';

export interface RefundDoc {
  readonly balance_transaction: string | null;
  readonly customer: string | null;
  readonly failure_balance_transaction: string | null;
  readonly failure_reason: string | null;
  readonly metadata: Record<string, string>;
  readonly payment_method: string;
  readonly reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null;
}

export type RefundRow = Row<'refunds', RefundDoc>;

export const refunds = resourceTable<'refunds', RefundDoc>('refunds', [
  'charge',
  'payment_intent',
  'status',
  'phase',
  'amount',
  'currency',
  'network_request',
]);

const taking = statement<{ charge: string }, { amount: number }>((db, p) =>
  sql<{ amount: number }>`select cast(coalesce(sum(amount), 0) as bigint) as amount from refunds
    where account = ${p.account} and mode = ${p.mode} and charge = ${p.charge} and status <> 'failed'`.compile(
    db,
  ),
);

/** Minor units of a charge that were refunded or are on their way. */
export async function refundedOf(reader: Reader, charge: string): Promise<number> {
  return Number((await reader.first(taking, { charge }))?.amount ?? 0);
}
