import { sql } from 'kysely';
import { statement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';
import { type Row, resourceTable } from '../store/table.ts';

/** One try to hand an event over. */
export interface DeliveryTry {
  /** Unix seconds. */
  readonly at: number;
  readonly duration_ms: number;
  /** The receiver's HTTP status; null when it did not answer. */
  readonly status: number | null;
  /** The first 4 kB of its answer. */
  readonly body: string | null;
  /** Why there is no answer, or why it does not count. */
  readonly error: string | null;
}

export interface DeliveryDoc {
  /** Unix seconds after which it is given up; null before the first try. */
  readonly give_up_at: number | null;
  /** Oldest first. */
  readonly history: readonly DeliveryTry[];
}

export type DeliveryRow = Row<'webhook_deliveries', DeliveryDoc>;

/** An event on its way to one endpoint. */
export const deliveries = resourceTable<'webhook_deliveries', DeliveryDoc>('webhook_deliveries', [
  'endpoint',
  'event',
  'object',
  'status',
  'tries',
  'due_at',
  'claimed_until',
]);

const counting = statement<{ event: string }, { pending: number }>((db, p) =>
  sql<{ pending: number }>`select count(*) as pending from (select endpoint from webhook_deliveries
    where account = ${p.account} and mode = ${p.mode} and event = ${p.event}
    group by endpoint having max(case when status = 'succeeded' then 1 else 0 end) = 0) unheard`.compile(db),
);

/** How many endpoints have not acknowledged an event: not yet, or not before it was given up. */
export async function pendingWebhooks(reader: Reader, event: string): Promise<number> {
  return Number((await reader.first(counting, { event }))?.pending ?? 0);
}
