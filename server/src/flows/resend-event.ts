import { errors } from '@onfile/shared/errors.ts';
import type { Call } from '../api/route.ts';
import { webhookEndpoints } from '../api/webhook-endpoints/table.ts';
import type { EventDoc } from '../outbox/append.ts';
import { enqueueDelivery, listensTo } from '../outbox/enqueue.ts';
import type { Transaction } from '../store/store.ts';
import type { Row } from '../store/table.ts';

/** Delivers an event once more: to the endpoint that is named, or to all that listen to it. Throws 400 for an unknown one. */
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
