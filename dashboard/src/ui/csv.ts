import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import type { Api } from '../api/client.ts';
import { nextPage, type Page } from '../api/queries.ts';

export interface CsvColumn<Item> {
  readonly header: string;
  text(item: Item): string | number | null;
}

/** A spreadsheet takes a text that begins with one of these for a formula. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf<Item>(columns: readonly CsvColumn<Item>[], items: readonly Item[]): string {
  const rows = [
    columns.map(({ header }) => cell(header)),
    ...items.map((item) => columns.map((c) => cell(c.text(item)))),
  ];
  return `${rows.map((row) => row.join(',')).join('\r\n')}\r\n`;
}

/** Every item of a list, page by page. */
export async function everyItem<Item extends { readonly id: string }>(
  api: Api,
  path: string,
  params: FormGroup,
  onProgress: (count: number) => void,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: FormGroup | undefined = {};
  while (cursor !== undefined) {
    const page: Page<Item> = await api.get(path, { ...params, limit: 100, ...cursor });
    items.push(...page.data);
    onProgress(items.length);
    cursor = nextPage(page);
  }
  return items;
}

export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
