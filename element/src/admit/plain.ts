/** A group from the merchant's page, by name: its types mean nothing until its values have been read. */
export type Given = Readonly<Record<string, unknown>>;

export function groupIn(value: unknown): Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Text of at most `most` characters: longer text is cut, anything else is null. */
export function textIn(value: unknown, most: number): string | null {
  return typeof value === 'string' ? value.slice(0, most) : null;
}

export function wordIn<const Words extends readonly [string, ...string[]]>(
  value: unknown,
  words: Words,
): Words[number] {
  return words.find((word) => word === value) ?? words[0];
}

/** Texts by name; anything else is left out. */
export function textsIn(value: unknown, most: number): Readonly<Record<string, string>> {
  const texts = Object.entries(groupIn(value)).flatMap(([name, text]) =>
    typeof text === 'string' || typeof text === 'number'
      ? [[name, String(text).slice(0, most)] as const]
      : [],
  );
  return Object.fromEntries(texts);
}
