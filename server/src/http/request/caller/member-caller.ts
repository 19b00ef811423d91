import { errors } from '@onfile/shared/errors.ts';
import type { FastifyRequest } from 'fastify';
import { findAccount } from '../../../keys/accounts.ts';
import type { Caller } from '../../../keys/caller-cache.ts';
import type { Services } from '../../../services.ts';
import type { SignedIn } from '../../../sign-in/member.ts';
import { isOwnPage } from '../../../sign-in/own-origin.ts';

/**
 * The caller for the dashboard's pages, which have a session and no key; null for every other request. Another site's page can
 * make a browser send the cookie, but neither the header, which needs a preflight, nor a false origin. Throws 401 without a
 * valid session, and 403 for another site's page.
 */
export async function memberCaller(
  services: Services,
  request: FastifyRequest,
): Promise<(Caller & { readonly member: SignedIn }) | null> {
  const { headers } = request;
  if (services.signIn === null || headers.authorization !== undefined || headers['onfile-dashboard'] !== '1')
    return null;
  requireOwnPage(services, request);
  const member = await services.signIn.signedIn(webHeaders(request));
  const account =
    member === null ? undefined : await findAccount(services.store.system, member.member.account);
  if (member === null || account === undefined) throw errors.signInNeeded();
  return {
    account,
    livemode: modeOf(request) === 'live',
    kind: 'secret',
    key: null,
    permissions: null,
    member,
  };
}

/** Throws 403 unless the request comes from one of this server's pages. */
export function requireOwnPage(services: Services, request: FastifyRequest): void {
  const source = { origin: one(request.headers.origin), site: one(request.headers['sec-fetch-site']) };
  if (!isOwnPage(source, services.dashboardOrigin)) throw errors.foreignPage();
}

/** A request's headers as the web's standard type. */
export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value);
    else for (const each of value ?? []) headers.append(name, each);
  }
  return headers;
}

function modeOf(request: FastifyRequest): 'test' | 'live' {
  const mode = one(request.headers['onfile-mode']) ?? 'test';
  if (mode === 'test' || mode === 'live') return mode;
  throw errors.stateInvalid(`The header Onfile-Mode is test or live, not ${JSON.stringify(mode)}.`);
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join() : value;
}
