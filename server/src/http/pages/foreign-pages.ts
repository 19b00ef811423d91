import type { IncomingHttpHeaders } from 'node:http';
import { errors } from '@onfile/shared/errors.ts';
import type { Services } from '../../services.ts';
import { isLoopbackHost, ownOrigins } from '../../sign-in/own-origin.ts';

/*
 * What a browser may do with a secret key: what this server's own pages do, and nothing else. In development mode any
 * well-formed secret key opens a sandbox, so a page of any site could use a developer's server through their browser. Calls
 * with publishable keys are open to the pages of every site and under every name of the server: what they reach needs a
 * client secret.
 */

/** A request, as far as it says where it comes from. */
export interface Asked {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** The requested name with its port, as the client or a trusted proxy states it. */
  readonly host: string;
}

type Names = Pick<Services, 'allowedHosts' | 'dashboardOrigin' | 'keyMode' | 'origin'>;

/** Throws 403 for a secret key that a browser sends from another site's page, or under a name that may be anybody's. */
export function refuseForeignPage(names: Names, asked: Asked): void {
  // In production nobody can guess a key, and a session's cookie is bound to its name.
  if (names.keyMode === 'development' && isFromBrowser(asked) && !isKnownHost(names, asked.host)) {
    throw errors.hostNotAllowed(asked.host);
  }
  if (isForeignPage(names, asked)) throw errors.secretKeyInPage(asked.headers.origin ?? 'another site');
}

/** Whether a browser sends the request on behalf of a page that is not this server's. */
export function isForeignPage(names: Names, asked: Asked): boolean {
  const { headers, method } = asked;
  const site = headers['sec-fetch-site'];
  if (headers.origin !== undefined && !isOwnOrigin(names, headers.origin, asked.host)) return true;
  if (site !== undefined) return site !== 'same-origin' && !(site === 'none' && method === 'GET');
  // For a name without TLS, browsers send neither with requests that need no permission: images, scripts, links. With a header
  // for a key it would be a page's script, which would state its origin.
  const byScript = headers.authorization !== undefined || headers['onfile-dashboard'] !== undefined;
  return headers.origin === undefined && !byScript && isFromBrowser(asked);
}

/** Pages can neither omit the language nor set `Sec-Fetch-Mode`; Node's `fetch` sends both, but no browser's `Sec-Fetch-Site`. */
function isFromBrowser({ headers }: Asked): boolean {
  return (
    headers.origin !== undefined ||
    headers.referer !== undefined ||
    headers['sec-fetch-site'] !== undefined ||
    (headers['accept-language'] !== undefined && headers['sec-fetch-mode'] === undefined)
  );
}

function isOwnOrigin(names: Names, origin: string, host: string): boolean {
  const own = [names.origin, names.dashboardOrigin].flatMap((each) => ownOrigins(each));
  if (own.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase() && isKnownHost(names, host);
}

/** Whether only this server can have the name: it is this machine, its address in the settings, or allowed there. */
function isKnownHost(names: Names, host: string): boolean {
  const address = `http://${host}`;
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  const own = [names.origin, names.dashboardOrigin].map((each) => new URL(each).hostname);
  return isLoopbackHost(hostname) || own.includes(hostname) || names.allowedHosts.includes(hostname);
}
