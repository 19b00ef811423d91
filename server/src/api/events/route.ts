import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import { resend } from '../../flows/resend-event.ts';
import { type EventDoc, events } from '../../outbox/append.ts';
import { pendingWebhooks } from '../../outbox/deliveries.ts';
import { eventView } from '../../outbox/event-view.ts';
import { fields, listOf } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';
import type { Row } from '../../store/table.ts';
import { listPage } from '../list.ts';
import { route } from '../route.ts';
import { eventsOfTypes } from './table.ts';

const typesMax = 20;

const retrieve = route({
  method: 'GET',
  path: '/v1/events/:event',
  params: ownParams({}),
  returns: 'event',
  read: async (call, reader) => {
    const row = await events.find(reader, call.path.event ?? '');
    if (row === undefined) throw errors.missingInPath('event', call.path.event ?? '');
    return eventView(row, call.livemode, call.version, await pendingWebhooks(reader, row.id));
  },
});

const list = route({
  method: 'GET',
  path: '/v1/events',
  params: params<Stripe.EventListParams>()({
    ...pagingByCreation,
    delivery_success: fields.unsupported(),
    type: fields.text().optional(),
    types: listOf(fields.text(), typesMax).optional(),
  }),
  returns: 'list:event',
  read: async (call, reader) => {
    const { type, types } = call.params;
    if (type !== undefined && types !== undefined)
      throw errors.parametersExclusive(['type', 'types'], 'type');
    const view = (row: Row<'events', EventDoc>) => eventView(row, call.livemode, call.version, 0);
    const patterns = types ?? (type?.endsWith('*') ? [type] : undefined);
    const common = { paging: call.params, noun: 'event', url: '/v1/events', view };
    const page =
      patterns === undefined
        ? await listPage(reader, events, { ...common, filter: (cursor) => ({ ...cursor, where: { type } }) })
        : await listPage(reader, eventsOfTypes(patterns), { ...common, filter: (cursor) => cursor });
    const pending = await Promise.all(page.data.map(({ id }) => pendingWebhooks(reader, id)));
    return {
      ...page,
      data: page.data.map((event, index) => ({ ...event, pending_webhooks: pending[index] ?? 0 })),
    };
  },
});

/** Sends an event again, to one endpoint or to all that listen. The path is that of Stripe's CLI. */
const retry = route({
  method: 'POST',
  path: '/v1/events/:event/retry',
  params: ownParams({ webhook_endpoint: fields.text().optional() }),
  returns: 'event',
  write: async (call, transaction) => {
    const row = await events.find(transaction, call.path.event ?? '');
    if (row === undefined) throw errors.missingInPath('event', call.path.event ?? '');
    await resend(call, transaction, row);
    return eventView(row, call.livemode, call.version, await pendingWebhooks(transaction, row.id));
  },
});

export const eventRoutes = [list, retrieve, retry];
