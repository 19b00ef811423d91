const longest = 22;
const between = '* ';

/**
 * What cardholders read on their statement: the account's prefix, and the payment's suffix. Source: Stripe's documentation
 * of statement descriptors.
 */
export function statementDescriptor(prefix: string | null, suffix: string | null): string {
  return withSuffix(prefix ?? 'ONFILE', suffix);
}

/** The same with another suffix; null keeps the one it has. */
export function withSuffix(descriptor: string, suffix: string | null): string {
  if (suffix === null) return descriptor;
  const [prefix = ''] = descriptor.split(between, 1);
  return `${prefix}${between}${suffix}`.slice(0, longest).trimEnd();
}
