const mark = /\p{Mark}/gu;

/**
 * The text by which something is found: without case and accents, with single spaces. Marks are removed first, because
 * many in a row would be sorted, in quadratic time.
 */
export function foldedText(text: string): string {
  return text
    .replaceAll(mark, '')
    .normalize('NFKD')
    .replaceAll(mark, '')
    .toLowerCase()
    .trim()
    .replaceAll(/\s+/g, ' ');
}
