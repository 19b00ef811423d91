/** The locale when no readable one is given. */
const fallback = 'en-US';

/**
 * The gate for locales from outside: a browser's settings, a header, a page's option. Some are not language tags (`C`,
 * `en_US.UTF-8`), and `Intl` throws on those. Returns the first that `Intl` has data for, as a BCP 47 tag.
 */
export function localeFrom(...given: readonly unknown[]): string {
  return knownLocale(...given) ?? fallback;
}

/** The same, or null if there is none. */
export function knownLocale(...given: readonly unknown[]): string | null {
  for (const one of given) {
    // POSIX locales have an underscore, and an encoding or a variant after it.
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
