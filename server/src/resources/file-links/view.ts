import type Stripe from 'stripe';
import { isOver } from './rules.ts';
import type { FileLinkRow } from './table.ts';

export function fileLinkView(row: FileLinkRow, now: number, livemode: boolean): Stripe.FileLink {
  return {
    id: row.id,
    object: 'file_link',
    created: row.created,
    expired: isOver(row, now),
    expires_at: row.expires_at,
    file: row.file,
    livemode,
    metadata: row.doc.metadata,
    url: row.doc.url,
  };
}
