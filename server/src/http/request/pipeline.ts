import type { FastifyRequest } from 'fastify';
import type { AnyRoute } from '../../api/route.ts';
import type { Caller } from '../../keys/caller-cache.ts';
import type { Services } from '../../services.ts';
import { beginAudited } from './audited-request.ts';
import { requireSettable } from './browser-access.ts';
import { callerOf, nameCaller } from './caller/name-caller.ts';
import { ownAccountNamed, requireOwnAccount } from './caller/own-account.ts';
import { carryOut } from './carry-out.ts';
import { arrived, type Context, type Exchange } from './context.ts';
import { earlierAnswer, readIdempotencyKey } from './idempotency/earlier-answer.ts';
import { noteRequest } from './note-request.ts';
import { checkParameters, openCall } from './open-call.ts';
import { requirePermission, requireReading } from './permit.ts';
import { readExpansion } from './read-expansion.ts';
import { readUpload } from './read-upload.ts';
import { refuse } from './refuse.ts';
import { formOf, readForm } from './request-parts.ts';
import { speakVersion, upgradeParameters } from './speak-version.ts';
import { failAsAsked, takeTurn } from './turn.ts';

/**
 * The life of a request: its steps, in order. Each adds what it finds out to the context, or throws the refusal.
 */
async function steps(asked: Context): Promise<string> {
  readForm(asked);
  const context = await nameCaller(asked);
  await beginAudited(context);
  requireOwnAccount(context);
  requirePermission(context);
  await failAsAsked(context);
  // A body that arrives slowly does not keep anybody from their turn.
  await readUpload(context);
  await takeTurn(context);
  speakVersion(context);
  readIdempotencyKey(context);
  const earlier = await earlierAnswer(context);
  if (earlier !== null) return earlier;
  upgradeParameters(context);
  readExpansion(context);
  requireReading(context);
  requireSettable(context);
  return carryOut(await openCall(checkParameters(context)));
}

/** What is needed to admit requests outside the API. */
type Asked = Pick<AnyRoute, 'callers' | 'method' | 'path' | 'returns'>;

/** Answers the API's requests. */
export function pipeline(services: Services) {
  return {
    /** Returns the body as JSON text, with status and headers set on the reply. Never throws an ApiError. */
    answer: async (route: AnyRoute, exchange: Exchange): Promise<string> => {
      const begun = performance.now();
      const context = arrived(services, route, exchange);
      try {
        const body = await inTurn(context).catch((thrown: unknown) => refuse(context, thrown));
        await context.audited?.end(exchange.reply.statusCode, body);
        return body;
      } finally {
        noteRequest(context, performance.now() - begun);
      }
    },

    /** Identifies the caller of a request outside the API. Throws what `answer` would refuse with. */
    admit: async (route: Asked, request: FastifyRequest): Promise<Caller> => {
      const asked = { services, route, request, path: route.path, form: formOf(request) };
      const named = { ...asked, ...(await callerOf(asked)) };
      ownAccountNamed(named);
      requirePermission(named);
      return named.caller;
    },
  };
}

/** Takes the steps, and releases what they took for the request. */
async function inTurn(context: Context): Promise<string> {
  try {
    return await steps(context);
  } finally {
    for (const release of context.releases.reverse()) release();
  }
}
