import { events } from '../../outbox/append.ts';
import { type DeliveryRow, deliveries } from '../../outbox/deliveries.ts';
import { fields } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';
import { listPage } from '../list.ts';
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
    const types = await Promise.all(
      page.data.map(async (row) => (await events.find(reader, row.event))?.type),
    );
    return {
      ...page,
      data: page.data.map((row, index) => deliveryView(row, types[index] ?? null, call.now)),
    };
  },
});

export const webhookDeliveryRoutes = [list];

/** An event's way to an endpoint, with everything that was tried. */
function deliveryView(row: DeliveryRow, eventType: string | null, now: number) {
  const { id, created, endpoint, event, status, tries, due_at, doc } = row;
  return {
    id,
    object: 'onfile.webhook_delivery',
    created,
    endpoint,
    event,
    event_type: eventType,
    next_attempt: status === 'pending' ? Math.max(due_at, now) : null,
    attempt_count: tries,
    attempts: doc.history,
    status,
  };
}
