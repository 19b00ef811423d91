import { sql } from 'kysely';
import type { RowFilter } from '../store/pages.ts';
import { type ScopeParameters, statement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';
import { type Row, resourceTable } from '../store/table.ts';

/** One try to deliver an event. */
export interface DeliveryTry {
  /** Unix seconds. */
  readonly at: number;
  readonly duration_ms: number;
  /** The receiver's HTTP status; null if it did not answer. */
  readonly status: number | null;
  /** The first 4 kB of its answer. */
  readonly body: string | null;
  /** Why there is no answer, or why it does not count. */
  readonly error: string | null;
  /** What was sent; null if nothing was. Absent from tries older than the field. */
  readonly request?: SentRequest | null;
}

/** The outcome of delivering an event. */
export type DeliveryOutcome = Pick<DeliveryTry, 'status' | 'body' | 'error'>;

export interface SentRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Null if it is the same as in the previous try. */
  readonly body: string | null;
}

/** The tries, each with the whole of what it sent; null if that is unknown. */
export function wholeTries(history: readonly DeliveryTry[]) {
  let last: string | null = null;
  return history.map(({ request = null, ...made }) => {
    last = request?.body ?? last;
    return { ...made, request: request === null ? null : { ...request, body: last } };
  });
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

/** The events that some endpoint has not acknowledged: not yet, or not before they were given up. */
const unheard = (p: ScopeParameters) => sql`select d.event from webhook_deliveries d
  where d.account = ${p.account} and d.mode = ${p.mode} and d.status <> 'succeeded' and not exists (
    select 1 from webhook_deliveries other where other.account = d.account and other.mode = d.mode
      and other.event = d.event and other.endpoint = d.endpoint and other.status = 'succeeded')`;

/** For events: whether every endpoint that was to receive them has acknowledged them. */
export const heardByAll: Readonly<Record<'true' | 'false', RowFilter>> = {
  true: { name: 'heard', sql: (p) => sql`id not in (${unheard(p)})` },
  false: { name: 'unheard', sql: (p) => sql`id in (${unheard(p)})` },
};

/** How many endpoints have not acknowledged an event: not yet, or not before it was given up. */
export async function pendingWebhooks(reader: Reader, event: string): Promise<number> {
  return Number((await reader.first(counting, { event }))?.pending ?? 0);
}
