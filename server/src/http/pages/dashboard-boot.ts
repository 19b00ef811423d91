import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { businessNameOf } from '../../keys/account.ts';
import { listSandboxes } from '../../keys/accounts.ts';
import type { Services } from '../../services.ts';
import type { Member } from '../../sign-in/member.ts';
import { isLoopbackHost } from '../../sign-in/own-origin.ts';
import type { SignIn } from '../../sign-in/sign-in.ts';
import { newestVersion } from '../../versions/version.ts';
import { webHeaders } from '../request/caller/member-caller.ts';
import { isForeignPage } from './foreign-pages.ts';

const sandboxesMax = 100;

interface Boot {
  readonly mode: 'development' | 'production';
  /** The API version that the dashboard uses. */
  readonly version: string;
  /** The sandboxes that development mode has seen; none in production. */
  readonly sandboxes: readonly { key: string; account: string; name: string; created: number }[];
  readonly user: { id: string; name: string; email: string; role: string } | null;
  /** Whether somebody has set up the dashboard. */
  readonly accounts_ready: boolean;
}

/** `/dashboard/boot`: the dashboard's first request. It takes no key. */
export function serveDashboardBoot(server: FastifyInstance, services: Services): void {
  const { signIn } = services;
  server.get('/dashboard/boot', async (request, reply) => {
    reply.headers({
      'Cache-Control': 'no-store',
      'Content-Type': 'application/json',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    const boot =
      signIn === null
        ? await developmentBoot(services, request)
        : await productionBoot(signIn, request, reply);
    return JSON.stringify(boot);
  });
}

async function developmentBoot(services: Services, request: FastifyRequest): Promise<Boot> {
  const known = isFromThisMachine(request) && !isForeignPage(services, request);
  const sandboxes = known ? await sandboxesOf(services) : [];
  return { mode: 'development', version: newestVersion, sandboxes, user: null, accounts_ready: true };
}

async function sandboxesOf({ store }: Services): Promise<Boot['sandboxes']> {
  const sandboxes = await listSandboxes(store.system, sandboxesMax);
  return sandboxes.map(({ account, key }) => ({
    key,
    account: account.id,
    name: businessNameOf(account),
    created: account.created,
  }));
}

async function productionBoot(signIn: SignIn, request: FastifyRequest, reply: FastifyReply): Promise<Boot> {
  const signedIn = await signIn.signedIn(webHeaders(request));
  if (signedIn !== null && signedIn.cookies.length > 0) reply.header('Set-Cookie', [...signedIn.cookies]);
  return {
    mode: 'production',
    version: newestVersion,
    sandboxes: [],
    user: signedIn === null ? null : userOf(signedIn.member),
    accounts_ready: await signIn.hasOwner(),
  };
}

function userOf({ id, name, email, role }: Member): Boot['user'] {
  return { id, name, email, role };
}

/** By its connection, and by the name it used: another site's name may have been made to point here. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const asked = `http://${request.headers.host ?? ''}`;
  if (!URL.canParse(asked) || request.headers['x-forwarded-for'] !== undefined) return false;
  const { hostname } = new URL(asked);
  return (
    ipaddr.process(request.socket.remoteAddress ?? '').range() === 'loopback' && isLoopbackHost(hostname)
  );
}
