import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import { type EventDoc, events } from '../../outbox/append.ts';
import { fields, listOf } from '../../params/fields.ts';
import { pagingByCreation } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';
import type { Row } from '../../store/table.ts';
import { downgradeResponse } from '../../versions/index.ts';
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
    return eventView(row, call.livemode, call.version);
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
  read: (call, reader) => {
    const { type, types } = call.params;
    if (type !== undefined && types !== undefined)
      throw errors.parametersExclusive(['type', 'types'], 'type');
    const view = (row: Row<'events', EventDoc>) => eventView(row, call.livemode, call.version);
    const patterns = types ?? (type?.endsWith('*') ? [type] : undefined);
    const common = { paging: call.params, noun: 'event', url: '/v1/events', view };
    return patterns === undefined
      ? listPage(reader, events, { ...common, filter: (cursor) => ({ ...cursor, where: { type } }) })
      : listPage(reader, eventsOfTypes(patterns), { ...common, filter: (cursor) => cursor });
  },
});

export const eventRoutes = [list, retrieve];

/** The event as it happened, its object in the version of the reader. */
function eventView(row: Row<'events', EventDoc>, livemode: boolean, version: string) {
  const { doc } = row;
  return {
    id: row.id,
    object: 'event',
    api_version: version,
    created: row.created,
    data: downgradeResponse(version, doc.data),
    livemode,
    pending_webhooks: 0,
    request: doc.request,
    type: row.type,
  };
}
