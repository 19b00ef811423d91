import type { RequestListener } from 'node:http';
import { errors } from '@onfile/shared/errors.ts';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { routes } from '../api/index.ts';
import { decodeForm, formLimits } from '../params/form.ts';
import type { Services } from '../services.ts';
import { serveCliSockets } from './cli-sockets.ts';
import type { ChallengeIssuer } from './pages/challenge-pages.ts';
import { serveFiles } from './pages/files.ts';
import { pages } from './pages/pages.ts';
import { closed } from './pages/policies.ts';
import { answerToFault, errorBody, isApiError } from './request/error-response.ts';
import { isStripesOwn } from './request/missing-endpoints.ts';
import { pipeline } from './request/pipeline.ts';
import { repeatedHeader } from './request/repeated-header.ts';
import { serveStream } from './stream.ts';
import type { TakenPort } from './take-port.ts';

const commonHeaders = {
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required, X-Stripe-Privileged-Session-Required',
  'Access-Control-Max-Age': '300',
  'Cache-Control': 'no-cache, no-store',
  'Content-Type': 'application/json',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  Vary: 'Origin',
} as const;

/** No request line is longer, because Node does not accept a longer request head. */
const longestUrl = 16 * 1024;

interface ServerParts {
  readonly services: Services;
  readonly issuer: ChallengeIssuer;
  readonly logger: FastifyBaseLogger;
  readonly port: TakenPort;
  readonly trustedProxies: string | undefined;
}

/**
 * Builds what answers at the port once it is ready: the API's routes, the private page calls, health, and the built front
 * ends.
 */
export function createServer({
  services,
  issuer,
  logger,
  port,
  trustedProxies,
}: ServerParts): FastifyInstance {
  let listener: RequestListener = () => {};
  const server = Fastify({
    serverFactory: (given) => {
      listener = given;
      return port.server;
    },
    return503OnClosing: false,
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    bodyLimit: formLimits.bodyBytes,
    routerOptions: { maxParamLength: longestUrl },
    // Every GET also answers HEAD.
    exposeHeadRoutes: true,
    trustProxy: trustedProxies ?? false,
    // Runs before every hook.
    frameworkErrors: (error, request, reply) => refuse(error, request, reply.headers(closed)),
  });
  server.addHook('onRequest', ({ raw }, reply, done) => {
    reply.headers(closed);
    const repeated = repeatedHeader(raw.rawHeaders);
    done(repeated === null ? undefined : errors.headerRepeated(repeated));
  });
  server.addHook('onReady', async () => port.serve(listener));
  acceptForms(server);
  // Names in a path are looked up in the store, and neither engine can hold such text.
  server.addHook('onRequest', ({ method, url }, _reply, done) => {
    const path = url.includes('%00') ? (url.split('?', 1)[0] ?? '') : '';
    done(path.includes('%00') ? errors.unrecognizedUrl(method, path) : undefined);
  });
  const { answer, admit } = pipeline(services);

  const exchange = (request: FastifyRequest, reply: FastifyReply) => {
    const requestId = services.ids.next('request');
    reply.headers(commonHeaders).header('Request-Id', requestId).serializer(asItIs);
    return { requestId, now: services.clock.now(), request, reply };
  };
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) => answer(route, exchange(request, reply)),
    });
  }
  serveCliSockets(server, services);
  serveStream(server, services, (request) =>
    admit({ method: 'GET', path: '/v1/onfile/stream', callers: 'server', returns: 'list:event' }, request),
  );
  serveFiles(server, services, (request) =>
    admit({ method: 'GET', path: '/v1/files/:file/contents', callers: 'server', returns: 'file' }, request),
  );
  server.options('/v1/*', async (request, reply) => {
    reply
      .headers(commonHeaders)
      .header('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '*')
      .code(200);
    return '';
  });

  function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const context = { ...exchange(request, reply), origin: services.dashboardOrigin, caller: null };
    const refusal = refusalOf(error, request);
    if (refusal === null) request.log.error({ err: error }, 'request failed');
    const answered = refusal ?? answerToFault(error);
    if (answered.status === 503) reply.header('Stripe-Should-Retry', 'true');
    return reply.code(answered.status).send(JSON.stringify(errorBody(answered, context), null, 2));
  }
  server.setErrorHandler((error: unknown, request, reply) => refuse(error, request, reply));
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const error = isStripesOwn(path) ? errors.endpointUnsupported : errors.unrecognizedUrl;
    return refuse(error(request.method, path), request, reply);
  });
  pages(server, services, issuer);
  return server;
}

/** Resources validate parameters themselves, so Fastify's schema compilers need not be loaded. */
const noSchemas = () => {
  throw new Error('Routes of this server have no JSON schema.');
};

/** Answers are already JSON text. With a serializer Fastify adds no charset to their type, as Stripe adds none. */
const asItIs = (text: unknown) => String(text);

const uploading = new Set(
  routes.flatMap(({ method, path, upload }) => (upload === null ? [] : [`${method} ${path}`])),
);

function takesUpload({ method, routeOptions }: FastifyRequest): boolean {
  return uploading.has(`${method} ${routeOptions.url}`);
}

/** Form bodies are decoded as they arrive; except for uploads, this API accepts no other body. */
function acceptForms(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => {
      let text: string;
      try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(body);
      } catch {
        throw errors.bodyMalformed('it is not valid UTF-8.');
      }
      return decodeForm(text);
    },
  );
  // Read once it is known who sends it, and how much they may send.
  server.addContentTypeParser('multipart/form-data', (request, _body, done) =>
    done(takesUpload(request) ? null : errors.contentType(), null),
  );
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => {
    // Some clients send a POST without parameters as an empty body of any type.
    if (body.length > 0) throw errors.contentType();
    return {};
  });
}

/** Fastify's own refusals in Stripe's form; null for errors of the server. */
function refusalOf(error: unknown, { method, url }: Pick<FastifyRequest, 'method' | 'url'>) {
  if (isApiError(error)) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_BAD_URL') return errors.unrecognizedUrl(method, url.split('?', 1)[0] ?? '');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return errors.bodyTooLarge(formLimits.bodyBytes);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return errors.contentType();
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
    return errors.bodyMalformed('its length is not the declared one.');
  }
  return null;
}
