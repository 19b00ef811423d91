import type { FastifyInstance, FastifyReply } from 'fastify';
import { findChallenge } from '../../flows/challenges/find-challenge.ts';
import { isSameSecret } from '../../keys/same-secret.ts';
import type { Services } from '../../services.ts';
import { challenge as challengePolicy, closed } from './policies.ts';
import { sendDocument } from './send-document.ts';

/** The test issuer as its web page needs it; live networks have pages of their own. */
export interface ChallengeIssuer {
  /** The issuer's challenge page as HTML, which posts its answer to `action`; null if there is none. */
  challengePage(authenticationId: string, action: string): Promise<string | null>;
  readonly challengeStyle: string;
  completeChallenge(authenticationId: string, answer: 'authenticated' | 'failed'): Promise<void>;
}

const donePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Returning to the shop</title>
<link rel="stylesheet" href="/acs/style.css">
<script type="module" src="/acs/done.js"></script>
</head>
<body><main><p role="status">Thank you. Returning to the shop …</p></main></body>
</html>
`;

/** Ends a challenge in a frame by telling the frame around it. */
const doneScript = `
const attempt = new URLSearchParams(location.search).get('attempt');
if (parent !== window) parent.postMessage({ type: 'onfile.challenge.done', attempt }, location.origin);
`;

/** A name that is given twice arrives as a list. */
interface ChallengeQuery {
  readonly source?: string | string[];
  readonly client_secret?: string | string[];
}

/**
 * `/acs/:attempt` is the issuer's page inside the challenge frame, `/3d_secure_2/hosted` the same as a whole page; the
 * buyer's answer is posted to `/acs/:attempt/result`.
 */
export function serveChallenges(server: FastifyInstance, services: Services, issuer: ChallengeIssuer): void {
  async function sendChallenge(reply: FastifyReply, attempt: string, clientSecret: string | null) {
    const challenge = await findChallenge(services, attempt);
    const query = clientSecret === null ? '' : `?${new URLSearchParams({ client_secret: clientSecret })}`;
    const action = `/acs/${encodeURIComponent(attempt)}/result${query}`;
    const page = challenge && (await issuer.challengePage(challenge.authentication, action));
    if (challenge === null || page === null) return sendMissing(reply);
    if (clientSecret !== null && !isSameSecret(clientSecret, challenge.clientSecret))
      return sendMissing(reply);
    return sendPage(reply, page, clientSecret === null ? null : challenge.returnsTo);
  }

  const sendPart = (reply: FastifyReply, type: string, body: string) =>
    sendDocument(reply, { policy: closed, type, cache: 'no-cache', body });
  server.get('/acs/style.css', (_request, reply) => sendPart(reply, 'text/css', issuer.challengeStyle));
  server.get('/acs/done.js', (_request, reply) => sendPart(reply, 'text/javascript', doneScript));
  server.get('/acs/done', (_request, reply) => sendPage(reply, donePage, null));

  server.get<{ Params: { attempt: string } }>('/acs/:attempt', (request, reply) =>
    sendChallenge(reply, request.params.attempt, null),
  );

  server.get<{ Querystring: ChallengeQuery }>('/3d_secure_2/hosted', (request, reply) => {
    const { source, client_secret } = request.query;
    if (typeof source !== 'string' || !/^\w+$/.test(source)) return sendMissing(reply);
    return sendChallenge(reply, source, typeof client_secret === 'string' ? client_secret : '');
  });

  server.post<{
    Params: { attempt: string };
    Querystring: ChallengeQuery;
    Body: Readonly<Record<string, unknown>> | undefined;
  }>('/acs/:attempt/result', async (request, reply) => {
    // This answer redirects to the frame's next page: WebKit subjects redirects to the embedder's policy, as it does pages.
    reply.headers(challengePolicy(null));
    const { attempt } = request.params;
    const challenge = await findChallenge(services, attempt);
    const secret = request.query.client_secret?.toString();
    if (challenge === null || (secret !== undefined && !isSameSecret(secret, challenge.clientSecret))) {
      return sendMissing(reply);
    }
    const answer = request.body?.result === 'authenticated' ? 'authenticated' : 'failed';
    await issuer.completeChallenge(challenge.authentication, answer);
    // In a frame, the script around it continues; on a whole page, nobody else would.
    const back = secret === undefined ? null : await challenge.finish();
    return reply.redirect(back?.href ?? `/acs/done?${new URLSearchParams({ attempt })}`, 303);
  });
}

function sendPage(reply: FastifyReply, html: string, leadsTo: string | null) {
  const policy = challengePolicy(leadsTo);
  return sendDocument(reply, { policy, type: 'text/html; charset=utf-8', cache: 'no-store', body: html });
}

function sendMissing(reply: FastifyReply) {
  return sendDocument(reply, {
    policy: challengePolicy(null),
    status: 404,
    type: 'text/plain; charset=utf-8',
    cache: 'no-store',
    body: 'There is no such challenge.',
  });
}
