import { withoutCards } from '../../redaction/without-cards.ts';
import type { Context } from './context.ts';
import { loggedParameters } from './logged-parameters.ts';
import { header, readablePath, userAgentOf } from './request-parts.ts';

const idempotencyKeyMax = 255;
const userAgentMax = 300;

/**
 * Adds a request, which took this many milliseconds, to its account's log. Callers that cannot be named have no log. Successful
 * requests for logs and for the dashboard's figures are left out, because they would only fill it.
 */
export function noteRequest(context: Context, took: number): void {
  const { services, caller, request, reply, now } = context;
  if (caller === null || !services.requestLog.hasRoom(caller.account.id, now, reply.statusCode)) return;
  if (looksOnly(context) && reply.statusCode < 400) return;
  services.requestLog.add({
    id: context.requestId,
    account: caller.account.id,
    mode: caller.livemode ? 'live' : 'test',
    created: now + caller.account.clockOffset,
    method: request.method,
    path: readablePath(context.path),
    status: reply.statusCode,
    key: context.name,
    doc: {
      api_version: context.version,
      duration_ms: Math.round(took),
      idempotency_key:
        withoutCards(header(request, 'idempotency-key') ?? '').slice(0, idempotencyKeyMax) || null,
      ip: request.ip,
      user_agent: userAgentOf(request)?.slice(0, userAgentMax) ?? null,
      // What browsers send may be a card.
      request: caller.kind === 'publishable' ? null : loggedParameters(context.form),
      error: context.error,
    },
  });
}

function looksOnly({ request, path }: Context): boolean {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return reads && (path.startsWith('/v1/onfile/') || header(request, 'onfile-dashboard') === '1');
}
