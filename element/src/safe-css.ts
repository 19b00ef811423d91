/** `fontSize` is `font-size`. */
export function cssName(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Nothing that leaves its declaration, loads something, or says either in escapes. */
export function isSafe(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    !/[{};<>\\]|\/\*|(url|src|image|image-set|expression)\s*\(|@import/i.test(value)
  );
}
