import type { Row } from '../store/table.ts';
import { downgradeResponse } from '../versions/index.ts';
import type { EventDoc } from './append.ts';

/** The event as it happened, with its object in the reader's version. */
export function eventView(
  row: Row<'events', EventDoc>,
  livemode: boolean,
  version: string,
  pendingWebhooks: number,
) {
  const { doc } = row;
  return {
    id: row.id,
    object: 'event',
    api_version: version,
    created: row.created,
    data: downgradeResponse(version, doc.data),
    livemode,
    pending_webhooks: pendingWebhooks,
    request: doc.request,
    type: row.type,
  };
}
