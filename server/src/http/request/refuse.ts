import { ApiError, errors } from '@onfile/shared/errors.ts';
import { downgradeParam } from '../../versions/index.ts';
import { errorText } from './answer-text.ts';
import type { Context } from './context.ts';
import { answerToFault, isApiError, wordsOf } from './error-response.ts';
import { tellingOtherSandbox } from './other-sandbox.ts';

/** The answer to a request for which a step has thrown. */
export async function refuse(context: Context, thrown: unknown): Promise<string> {
  const { request, reply } = context;
  if (!isApiError(thrown)) request.log.error({ err: thrown }, 'request failed');
  const error = await errorOf(context, thrown);
  reply.code(error.status);
  // The official clients retry it by themselves.
  if (error.status === 429 || error.status >= 500) reply.header('Stripe-Should-Retry', 'true');
  if (error.status === 401)
    reply.removeHeader('Request-Id').header('WWW-Authenticate', 'Bearer realm="Stripe"');
  const { type, attributes } = error;
  const { code = null, decline_code = null } = attributes;
  context.error = { type, code, decline_code, ...wordsOf(error) };
  return errorText(context, error);
}

async function errorOf(context: Context, thrown: unknown): Promise<ApiError> {
  if (isApiError(thrown)) return inWordsOf(context, await tellingOtherSandbox(context.services, thrown));
  // A flow's earlier steps stand if a later one fails.
  return answerToFault(thrown, context.prepared?.kind === 'flow' ? errors.interrupted() : errors.internal());
}

/** The error with its parameter as the request names it. */
function inWordsOf({ version, request, path }: Context, error: ApiError): ApiError {
  const { param } = error.attributes;
  if (param === undefined || param === null) return error;
  const named = downgradeParam(version, { method: request.method, path }, param);
  if (named === param) return error;
  return new ApiError(error.status, error.type, error.message, { ...error.attributes, param: named });
}
