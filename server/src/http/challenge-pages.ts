import type { FastifyInstance } from 'fastify';
import { attempts } from '../flows/attempts.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';

/** The test issuer as its web page needs it; live networks have pages of their own. */
export interface ChallengeIssuer {
  /** The issuer's page for a challenge as HTML; null when there is none. */
  challengePage(authenticationId: string, action: string): string | null;
  completeChallenge(authenticationId: string, answer: 'authenticated' | 'failed'): Promise<void>;
}

const owning = systemStatement<{ id: string }, { account: string; mode: 'test' | 'live' }>((db, p) =>
  db.selectFrom('payment_attempts').select(['account', 'mode']).where('id', '=', p.id).compile(),
);

/** Issuers' pages are of other people: their frame may not reach anything but itself. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

/** `/acs/:attempt` is the issuer's page inside the challenge frame; its answer comes back to `/acs/:attempt/result`. */
export function serveChallenges(server: FastifyInstance, services: Services, issuer: ChallengeIssuer): void {
  async function authenticationOf(attemptId: string): Promise<string | null> {
    const [owner] = await services.store.system.all(owning, { id: attemptId });
    if (owner === undefined) return null;
    const store = services.store.account({ account: owner.account, livemode: owner.mode === 'live' });
    return (await attempts.find(store.reader, attemptId))?.doc.authentication ?? null;
  }

  server.get<{ Params: { attempt: string } }>('/acs/:attempt', async (request, reply) => {
    const { attempt } = request.params;
    const authentication = await authenticationOf(attempt);
    const page =
      authentication === null ? null : issuer.challengePage(authentication, `/acs/${attempt}/result`);
    reply.header('Content-Security-Policy', policy).header('Cache-Control', 'no-store');
    if (page === null) return reply.code(404).type('text/plain').send('There is no such challenge.');
    return reply.type('text/html; charset=utf-8').send(page);
  });

  server.post<{ Params: { attempt: string }; Body: Readonly<Record<string, unknown>> }>(
    '/acs/:attempt/result',
    async (request, reply) => {
      const { attempt } = request.params;
      const authentication = await authenticationOf(attempt);
      if (authentication === null)
        return reply.code(404).type('text/plain').send('There is no such challenge.');
      const answer = request.body.answer === 'authenticated' ? 'authenticated' : 'failed';
      await issuer.completeChallenge(authentication, answer);
      return reply.redirect(`/v3/three-ds-2-done.html#${new URLSearchParams({ attempt })}`, 303);
    },
  );
}
