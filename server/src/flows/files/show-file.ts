import type Stripe from 'stripe';
import { fileLinks } from '../../resources/file-links/table.ts';
import { fileLinkView } from '../../resources/file-links/view.ts';
import type { FileRow } from '../../resources/files/table.ts';
import { fileView } from '../../resources/files/view.ts';
import type { Reader } from '../../store/store.ts';

/** A file with its newest links. */
export async function showFile(reader: Reader, row: FileRow, now: number) {
  return fileView(row, await linksOf(reader, row.id, now));
}

export async function linksOf(
  reader: Reader,
  file: string,
  now: number,
): Promise<Stripe.ApiList<Stripe.FileLink>> {
  const { rows, hasMore } = await fileLinks.page(reader, { limit: 10, where: { file } });
  return {
    object: 'list',
    data: rows.map((row) => fileLinkView(row, now, reader.scope.livemode)),
    has_more: hasMore,
    url: `/v1/file_links?file=${file}`,
  };
}
