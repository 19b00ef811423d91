import type Stripe from 'stripe';
import type { FileRow } from './table.ts';

export function fileView(
  { id, created, expires_at, purpose, doc }: FileRow,
  links: Stripe.ApiList<Stripe.FileLink>,
): Stripe.File {
  return {
    id,
    object: 'file',
    created,
    expires_at,
    filename: doc.filename,
    links,
    purpose,
    size: doc.size,
    title: null,
    type: doc.type,
    url: doc.url,
  };
}
