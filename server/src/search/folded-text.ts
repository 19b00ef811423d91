const mark = /\p{Mark}/gu;

/**
 * What a text is found by: without case and accents, spaces made one. Marks go first: many in a row would be put in order,
 * which takes time as their number squared.
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
