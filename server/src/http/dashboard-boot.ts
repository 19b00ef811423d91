import type { FastifyInstance, FastifyRequest } from 'fastify';
import { businessNameOf } from '../keys/account.ts';
import { listSandboxes } from '../keys/accounts.ts';
import type { Services } from '../services.ts';
import { newestVersion } from '../versions/version.ts';

const path = '/dashboard/boot';
const sandboxesMax = 100;

/** What the dashboard needs to know before it can ask anything else. In development mode it opens on a sandbox at once. */
export function serveDashboardBoot(server: FastifyInstance, services: Services): void {
  if (services.keyMode !== 'development') return;
  server.get(path, async (request, reply) => {
    const sandboxes = asksFromThisMachine(request)
      ? await listSandboxes(services.store.system, sandboxesMax)
      : [];
    reply.header('Cache-Control', 'no-store').type('application/json');
    return JSON.stringify({
      mode: services.keyMode,
      version: newestVersion,
      sandboxes: sandboxes.map(({ account, key }) => ({
        key,
        account: account.id,
        name: businessNameOf(account),
        created: account.created,
      })),
      user: null,
      accounts_ready: true,
    });
  });
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Keys are told to this machine only. The name is looked at as well: a foreign page whose name was made to lead here
 * asks under that name.
 */
function asksFromThisMachine(request: FastifyRequest): boolean {
  return loopback.has(request.ip) && loopbackNames.has(request.hostname);
}
