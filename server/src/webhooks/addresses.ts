import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an address leads into this server's network rather than onto the internet (RFC 6890). */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return true;
  // An IPv4 address inside an IPv6 one is judged as itself.
  return ipaddr.process(address).range() !== 'unicast';
}

/** Whether a URL's host is itself an address that must not be reached. Names are checked when they are resolved. */
export function namesPrivateAddress(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host));
}
