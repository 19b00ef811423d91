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

/** The keys that a customer's row is found by; null where there is nothing to find. */
export function keysOf({ name, email }: { readonly name: string | null; readonly email: string | null }) {
  const nameKey = name === null ? null : foldedText(name);
  const words = nameKey?.split(' ') ?? [];
  return {
    name_key: nameKey,
    surname_key: words.length > 1 ? (words.at(-1) ?? null) : null,
    email_key: email === null ? null : foldedText(email),
  };
}
