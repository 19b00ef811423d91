const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether a host of a URL or `Host` header, without its port, is this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return loopback.has(hostname);
}

/** The origins under which browsers may use the dashboard: the server's own, and on loopback every name of this machine. */
export function ownOrigins(origin: string): string[] {
  const url = new URL(origin);
  if (!isLoopbackHost(url.hostname)) return [url.origin];
  return [...loopback].map((host) => `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`);
}

export interface RequestSource {
  readonly origin: string | undefined;
  /** The header `Sec-Fetch-Site`, which pages cannot set. */
  readonly site: string | undefined;
}

/** Whether a browser's request comes from one of our pages; one that does not say comes from elsewhere. */
export function isOwnPage({ origin, site }: RequestSource, own: string): boolean {
  if (origin !== undefined && !ownOrigins(own).includes(origin)) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin !== undefined || site !== undefined;
}
