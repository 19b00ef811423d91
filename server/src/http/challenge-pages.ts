import type { FastifyInstance, FastifyReply } from 'fastify';
import { attempts } from '../flows/attempts.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';

/** The test issuer as its web page needs it; live networks have pages of their own. */
export interface ChallengeIssuer {
  /** The issuer's page for a challenge as HTML, posting its answer to `action`; null when there is none. */
  challengePage(authenticationId: string, action: string): string | null;
  readonly challengeStyle: string;
  completeChallenge(authenticationId: string, answer: 'authenticated' | 'failed'): Promise<void>;
}

const owning = systemStatement<{ id: string }, { account: string; mode: 'test' | 'live' }>((db, p) =>
  db.selectFrom('payment_attempts').select(['account', 'mode']).where('id', '=', p.id).compile(),
);

/** These pages reach this server only, and run no inline script. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

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

/**
 * The end of a challenge. In a frame it tells the frame around it; as a whole page it finishes the payment itself
 * and goes back to the merchant.
 */
const doneScript = `
const query = new URLSearchParams(location.search);
const attempt = query.get('attempt');
if (parent !== window) {
  parent.postMessage({ type: 'onfile.challenge.done', attempt }, location.origin);
} else {
  const secret = query.get('client_secret') ?? '';
  const credentials = { key: query.get('publishable_key') ?? '', client_secret: secret };
  const page = '/v1/payment_pages/' + encodeURIComponent(secret.split('_secret_', 1)[0]);
  const waiting = await (await fetch(page + '?' + new URLSearchParams(credentials))).json();
  await fetch(page + '/finish_authentication', { method: 'POST', body: new URLSearchParams({ ...credentials, attempt }) });
  if (waiting.return_url) location.replace(waiting.return_url.replaceAll('{CHECKOUT_SESSION_ID}', waiting.id));
}
`;

interface ChallengeQuery {
  readonly source?: string;
  readonly client_secret?: string;
  readonly publishable_key?: string;
}

/**
 * `/acs/:attempt` is the issuer's page inside the challenge frame, `/3d_secure_2/hosted` the same as a whole page;
 * the buyer's answer is posted to `/acs/:attempt/result`.
 */
export function serveChallenges(server: FastifyInstance, services: Services, issuer: ChallengeIssuer): void {
  async function authenticationOf(attemptId: string): Promise<string | null> {
    const [owner] = await services.store.system.all(owning, { id: attemptId });
    if (owner === undefined) return null;
    const store = services.store.account({ account: owner.account, livemode: owner.mode === 'live' });
    return (await attempts.find(store.reader, attemptId))?.doc.authentication ?? null;
  }

  async function sendChallenge(reply: FastifyReply, attempt: string, query: string) {
    const authentication = await authenticationOf(attempt);
    const action = `/acs/${encodeURIComponent(attempt)}/result${query}`;
    const page = authentication === null ? null : issuer.challengePage(authentication, action);
    return page === null ? sendMissing(reply) : sendPage(reply, page);
  }

  server.get('/acs/style.css', (_request, reply) => reply.type('text/css').send(issuer.challengeStyle));
  // A module, because it waits; nothing else of the page does.
  server.get('/acs/done.js', (_request, reply) => reply.type('text/javascript').send(doneScript));
  server.get('/acs/done', (_request, reply) => sendPage(reply, donePage));

  server.get<{ Params: { attempt: string } }>('/acs/:attempt', (request, reply) =>
    sendChallenge(reply, request.params.attempt, ''),
  );

  server.get<{ Querystring: ChallengeQuery }>('/3d_secure_2/hosted', (request, reply) => {
    const { source = '', client_secret = '', publishable_key = '' } = request.query;
    return sendChallenge(reply, source, `?${new URLSearchParams({ client_secret, publishable_key })}`);
  });

  server.post<{
    Params: { attempt: string };
    Querystring: ChallengeQuery;
    Body: Readonly<Record<string, unknown>>;
  }>('/acs/:attempt/result', async (request, reply) => {
    const { attempt } = request.params;
    const authentication = await authenticationOf(attempt);
    if (authentication === null) return sendMissing(reply);
    const answer = request.body.result === 'authenticated' ? 'authenticated' : 'failed';
    await issuer.completeChallenge(authentication, answer);
    const { client_secret, publishable_key } = request.query;
    const whole =
      client_secret === undefined ? {} : { client_secret, publishable_key: publishable_key ?? '' };
    return reply.redirect(`/acs/done?${new URLSearchParams({ attempt, ...whole })}`, 303);
  });
}

function sendPage(reply: FastifyReply, html: string) {
  return reply
    .headers({
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    })
    .type('text/html; charset=utf-8')
    .send(html);
}

function sendMissing(reply: FastifyReply) {
  return reply.code(404).type('text/plain').send('There is no such challenge.');
}
