import { errors } from '@onfile/shared/errors.ts';
import { type EventDoc, events } from '../../events/append.ts';
import { type DeliveryRow, deliveries, wholeTries } from '../../events/deliveries.ts';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';
import { listPage } from '../../resources/list.ts';
import type { Row } from '../../store/table.ts';
import { route } from '../route.ts';

const url = '/v1/onfile/webhook_deliveries';

const list = route({
  method: 'GET',
  path: url,
  params: ownParams({
    ...pagingByCreation,
    endpoint: fields.text().optional(),
    event: fields.text().optional(),
    status: fields.choice(['failed', 'pending', 'succeeded']).optional(),
  }),
  returns: 'list:onfile.webhook_delivery',
  read: async (call, reader) => {
    const { endpoint, event, status } = call.params;
    const page = await listPage(reader, deliveries, {
      paging: call.params,
      filter: (cursor) => ({ ...cursor, where: { endpoint, event, status } }),
      noun: 'webhook delivery',
      url,
      view: (row) => row,
    });
    // What was sent is as large as the event, so only single deliveries include it.
    const data = await Promise.all(
      page.data.map(async (row) => {
        const attempts = row.doc.history.map(({ request: _sent, ...made }) => made);
        return deliveryView(row, await events.find(reader, row.event), { now: call.now, attempts });
      }),
    );
    return { ...page, data };
  },
});

const retrieve = route({
  method: 'GET',
  path: `${url}/:delivery`,
  params: ownParams({}),
  returns: 'onfile.webhook_delivery',
  read: async (call, reader) => {
    const row = await deliveries.find(reader, call.path.delivery ?? '');
    if (row === undefined) throw errors.missingInPath('webhook delivery', call.path.delivery ?? '');
    const attempts = wholeTries(row.doc.history);
    return deliveryView(row, await events.find(reader, row.event), { now: call.now, attempts });
  },
});

export const webhookDeliveryRoutes = [list, retrieve];

/** An event's delivery to an endpoint, with every try. */
function deliveryView(
  row: DeliveryRow,
  told: Row<'events', EventDoc> | undefined,
  { now, attempts }: { readonly now: number; readonly attempts: readonly object[] },
) {
  const { id, created, endpoint, event, status, tries, due_at } = row;
  return {
    id,
    object: 'onfile.webhook_delivery',
    created,
    endpoint,
    event,
    event_type: told?.type ?? null,
    event_request: told?.doc.request?.id ?? null,
    next_attempt: status === 'pending' ? Math.max(due_at, now) : null,
    attempt_count: tries,
    attempts,
    status,
  };
}
