/**
 * Headers that a request may have only once, because they decide whose it is and what it means (RFC 9110, 5.3 and 7.2). Node
 * takes the first of two, or joins them; a proxy in front may have taken the other.
 */
const single = /^(host|authorization|idempotency-key|stripe-version|stripe-account|stripe-context)$/i;

/** The name of such a header that was sent more than once; null if there is none. `raw` alternates names and values. */
export function repeatedHeader(raw: readonly string[]): string | null {
  const seen = new Set<string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    if (!single.test(name)) continue;
    if (seen.has(name.toLowerCase())) return name;
    seen.add(name.toLowerCase());
  }
  return null;
}
