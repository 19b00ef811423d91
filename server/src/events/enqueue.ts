import type { Ids } from '@onfile/shared/ids.ts';
import { sql } from 'kysely';
import { statement } from '../store/statement.ts';
import type { Transaction } from '../store/store.ts';
import type { EndpointDoc } from '../webhooks/endpoints.ts';
import { deliveries } from './deliveries.ts';

const listening = statement<object, { id: string; doc: string }>((db, p) =>
  sql<{ id: string; doc: string }>`select id, doc from webhook_endpoints
    where account = ${p.account} and mode = ${p.mode} and status = 'enabled'`.compile(db),
);

interface Happened {
  readonly id: string;
  readonly type: string;
  readonly object: string;
}

/** Writes the events' deliveries along with them. Endpoints that are created later do not receive them. */
export async function enqueueDeliveries(
  transaction: Transaction,
  ids: Ids,
  now: number,
  events: readonly Happened[],
): Promise<void> {
  const endpoints = (await transaction.all(listening, {})).map(({ id, doc }) => {
    const { enabled_events }: EndpointDoc = JSON.parse(doc);
    return { id, enabled_events };
  });
  for (const event of events) {
    for (const endpoint of endpoints) {
      if (listensTo(endpoint, event.type)) await enqueueDelivery(transaction, ids, now, event, endpoint.id);
    }
  }
}

export function listensTo({ enabled_events }: Pick<EndpointDoc, 'enabled_events'>, type: string): boolean {
  return enabled_events.includes('*') || enabled_events.includes(type);
}

export async function enqueueDelivery(
  transaction: Transaction,
  ids: Ids,
  now: number,
  event: Pick<Happened, 'id' | 'object'>,
  endpoint: string,
): Promise<void> {
  await deliveries.insert(transaction, {
    id: ids.next('webhook_delivery'),
    created: now,
    endpoint,
    event: event.id,
    object: event.object,
    status: 'pending',
    tries: 0,
    due_at: 0,
    claimed_until: 0,
    doc: { give_up_at: null, history: [] },
  });
  transaction.announce('deliveries');
}
