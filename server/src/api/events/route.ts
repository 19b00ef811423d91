import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import { events } from '../../events/append.ts';
import { heardByAll, pendingWebhooks } from '../../events/deliveries.ts';
import { eventView } from '../../events/event-view.ts';
import type { OpenCall } from '../../flows/call.ts';
import { resend } from '../../flows/webhooks/resend-event.ts';
import { fields, listOf } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';
import { eventsOfAny, filtersOfObjects, filtersOfTypes } from '../../resources/events/table.ts';
import { listPage, type Paging } from '../../resources/list.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const typesMax = 20;
const objectsMax = 100;

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
    delivery_success: fields.boolean().optional(),
    type: fields.text().optional(),
    types: listOf(fields.text(), typesMax).optional(),
  }),
  returns: 'list:event',
  read: async (call, reader) => {
    const { delivery_success, type, types } = call.params;
    if (type !== undefined && types !== undefined)
      throw errors.parametersExclusive(['type', 'types'], 'type');
    const patterns = types ?? (type?.endsWith('*') ? [type] : undefined);
    const filters = patterns === undefined ? [{ type }] : filtersOfTypes(patterns);
    const heard = delivery_success === undefined ? undefined : heardByAll[`${delivery_success}`];
    return eventPage(call, reader, call.params, '/v1/events', eventsOfAny(filters, heard));
  },
});

/** Events about these objects, and about everything that is or was a customer's: the public list has no such filters. */
const listOfObjects = route({
  method: 'GET',
  path: '/v1/onfile/events',
  params: ownParams({
    ...pagingByCreation,
    objects: listOf(fields.text(), objectsMax).optional(),
    customer: fields.text().optional(),
  }),
  returns: 'list:event',
  read: (call, reader) => {
    const { objects = [], customer } = call.params;
    const filters = filtersOfObjects(objects, customer);
    return eventPage(call, reader, call.params, '/v1/onfile/events', eventsOfAny(filters));
  },
});

async function eventPage(
  call: OpenCall,
  reader: Reader,
  paging: Paging,
  url: string,
  found: ReturnType<typeof eventsOfAny>,
): Promise<Stripe.ApiList<ReturnType<typeof eventView>>> {
  const page = await listPage(reader, found, {
    paging,
    noun: 'event',
    url,
    filter: (cursor) => cursor,
    view: (row) => eventView(row, call.livemode, call.version, 0),
  });
  const pending = await Promise.all(page.data.map(({ id }) => pendingWebhooks(reader, id)));
  return {
    ...page,
    data: page.data.map((event, index) => ({ ...event, pending_webhooks: pending[index] ?? 0 })),
  };
}

/** Resends an event, to one endpoint or to all that listen. The path is the one that Stripe's CLI uses. */
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

export const eventRoutes = [list, listOfObjects, retrieve, retry];
