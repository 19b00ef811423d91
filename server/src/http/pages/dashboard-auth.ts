import { errors } from '@onfile/shared/errors.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../../services.ts';
import { authPath, isAuthCall } from '../../sign-in/auth-calls.ts';
import type { SignIn } from '../../sign-in/sign-in.ts';
import { requireOwnPage, webHeaders } from '../request/caller/member-caller.ts';
import { errorBody } from '../request/error-response.ts';

/** `/dashboard/auth/*`: the sign-in pages' calls, with JSON bodies. They exist only in production mode. */
export function serveSignIn(server: FastifyInstance, services: Services): void {
  const { signIn } = services;
  if (signIn === null) return;
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string) => {
        if (body.includes('\\u0000')) throw errors.bodyMalformed('it contains a NUL character.');
        return body;
      },
    );
    scope.route<{ Params: { '*': string } }>({
      method: ['GET', 'POST'],
      url: `${authPath}/*`,
      handler: (request, reply) => answer(signIn, services, request, reply, `/${request.params['*']}`),
    });
  });
}

async function answer(
  signIn: SignIn,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
): Promise<string> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (!isAuthCall(method, path)) throw errors.unrecognizedUrl(method, `${authPath}${path}`);
  requireOwnPage(services, request);
  const requestId = services.ids.next('request');
  const response = await signIn.handle({
    method,
    path,
    query: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
    headers: webHeaders(request),
    body: typeof request.body === 'string' ? request.body : null,
    ipAddress: request.ip,
    requestId,
  });
  reply
    .code(response.status)
    .headers({ 'Cache-Control': 'no-store', 'Content-Type': 'application/json', 'Request-Id': requestId });
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('Set-Cookie', cookies);
  const wait = response.headers.get('retry-after') ?? response.headers.get('x-retry-after');
  if (wait !== null) reply.header('Retry-After', wait);
  const body = bodyOf(await response.text());
  return response.ok
    ? JSON.stringify(body, withoutToken)
    : refusal(services, requestId, response.status, body);
}

function refusal(services: Services, requestId: string, status: number, body: unknown): string {
  const { code, message } =
    typeof body === 'object' && body !== null ? (body as { code?: unknown; message?: unknown }) : {};
  const error =
    status >= 500
      ? errors.internal()
      : errors.signInRefused(
          status,
          typeof code === 'string' ? code.toLowerCase() : status === 429 ? 'rate_limit' : 'sign_in_refused',
          typeof message === 'string' ? message : 'That was refused.',
        );
  const context = { requestId, origin: services.origin, now: services.clock.now(), caller: null };
  return JSON.stringify(errorBody(error, context));
}

function bodyOf(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The session's token belongs in the cookie, which no script can read. */
function withoutToken(name: string, value: unknown): unknown {
  return name === 'token' ? undefined : value;
}
