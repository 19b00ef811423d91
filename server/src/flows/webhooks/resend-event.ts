import { errors } from '@onfile/shared/errors.ts';
import type { EventDoc } from '../../events/append.ts';
import { enqueueDelivery, listensTo } from '../../events/enqueue.ts';
import type { Transaction } from '../../store/store.ts';
import type { Row } from '../../store/table.ts';
import { webhookEndpoints } from '../../webhooks/endpoints.ts';
import type { Call } from '../call.ts';

/**
 * Delivers an event again, to the named endpoint or to all that listen to it: for `POST /v1/events/:id/retry`. Writes the
 * deliveries in the route's transaction. Throws 400 for an unknown endpoint.
 */
export async function resend(
  call: Call<{ readonly webhook_endpoint?: string | undefined }>,
  transaction: Transaction,
  event: Row<'events', EventDoc>,
): Promise<void> {
  const { webhook_endpoint: named } = call.params;
  const { rows } = await webhookEndpoints.page(transaction, { limit: 1000 });
  const wanted = rows.filter(
    ({ id, status, doc }) =>
      status === 'enabled' && (named === undefined ? listensTo(doc, event.type) : id === named),
  );
  if (named !== undefined && wanted.length === 0) {
    throw errors.missingInBody('webhook endpoint', named, 'webhook_endpoint');
  }
  for (const { id } of wanted) await enqueueDelivery(transaction, call.services.ids, call.now, event, id);
}
