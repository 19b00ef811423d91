import type { FastifyInstance } from 'fastify';

/** What the dashboard's origin serves; everything else belongs to the other. */
const ofDashboard = /^\/(dashboard|v1|favicon\.ico|healthz|readyz)(\/|$)/;

/**
 * Keeps the dashboard on its own origin, apart from the pages on which buyers pay: its address elsewhere redirects there, and
 * nothing but it and the API is served there. `origin` is that of `ONFILE_DASHBOARD_URL`.
 */
export function separateDashboard(server: FastifyInstance, origin: string): void {
  const { host } = new URL(origin);
  server.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const there = request.host === host;
    if (there && !ofDashboard.test(path)) return reply.callNotFound();
    if (there || !/^\/dashboard(\/|$)/.test(path)) return;
    const looking = request.method === 'GET' || request.method === 'HEAD';
    return looking ? reply.redirect(`${origin}${request.url}`, 308) : reply.callNotFound();
  });
}
