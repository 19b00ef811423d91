/** Where nobody names a locale that can be read. */
const fallback = 'en-US';

/**
 * The gate for locales from outside: a browser's settings, a header, a page's option. They may be no language tags, as `C`
 * and `en_US.UTF-8` are, and `Intl` throws at those. Answers the first that `Intl` has words for, as a BCP 47 tag.
 */
export function localeFrom(...given: readonly unknown[]): string {
  return knownLocale(...given) ?? fallback;
}

/** The same, and null where there is none. */
export function knownLocale(...given: readonly unknown[]): string | null {
  for (const one of given) {
    // As POSIX writes them: with an underscore, and with an encoding or a variant after it.
    const tag =
      typeof one === 'string'
        ? one
            .trim()
            .replace(/[.@].*/, '')
            .replaceAll('_', '-')
        : '';
    const known = supported(tag);
    if (known !== undefined) return known;
  }
  return null;
}

function supported(tag: string): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag)[0];
  } catch {
    return undefined;
  }
}
