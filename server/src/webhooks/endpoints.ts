import { sql } from 'kysely';
import { statement } from '../store/statement.ts';
import { type Row, resourceTable } from '../store/table.ts';

export interface EndpointDoc {
  readonly api_version: string | null;
  readonly description: string | null;
  readonly enabled_events: readonly string[];
  readonly metadata: Record<string, string>;
  /** Newest first; older ones also sign until they expire. */
  readonly secrets: readonly { readonly sealed: string; readonly expires_at: number | null }[];
  readonly url: string;
  /** The device for which `onfile listen` created it; null for the merchant's own. */
  readonly device: string | null;
}

export type EndpointRow = Row<'webhook_endpoints', EndpointDoc>;

export const webhookEndpoints = resourceTable<'webhook_endpoints', EndpointDoc>('webhook_endpoints', [
  'status',
]);

export const deletingEndpoint = statement<{ id: string }>((db, p) =>
  sql<never>`delete from webhook_endpoints
    where account = ${p.account} and mode = ${p.mode} and id = ${p.id}`.compile(db),
);
