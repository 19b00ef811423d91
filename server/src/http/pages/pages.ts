import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { type ChallengeIssuer, serveChallenges } from './challenge-pages.ts';
import { serveSignIn } from './dashboard-auth.ts';
import { serveDashboardBoot } from './dashboard-boot.ts';
import { serveFrontEnds } from './front-ends.ts';
import { serveReceipts } from './receipts.ts';

/** Everything except the API: health, the browser's script and frames, signing in, and the issuer's test page. */
export function pages(server: FastifyInstance, services: Services, issuer: ChallengeIssuer): void {
  server.get('/healthz', async (_request, reply) => reply.type('application/json').send('{"status":"ok"}'));
  const requireWrites = writesNowAndThen(services);
  server.get('/readyz', async (_request, reply) => {
    await requireWrites();
    return reply.type('application/json').send('{"status":"ready"}');
  });
  serveDashboardBoot(server, services);
  serveFrontEnds(server);
  serveSignIn(server, services);
  serveReceipts(server, services);
  serveChallenges(server, services, issuer);
}

/** However often it is asked, it costs no more than an occasional write. */
const writeMs = 500;

function writesNowAndThen({ store }: Services): () => Promise<void> {
  let last = { begun: Number.NEGATIVE_INFINITY, done: Promise.resolve() };
  return () => {
    const now = performance.now();
    if (now - last.begun > writeMs) last = { begun: now, done: store.tryWrite() };
    return last.done;
  };
}
