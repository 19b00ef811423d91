import { type ApiError, errors } from '@onfile/shared/errors.ts';
import { withoutCards } from '../../redaction/without-cards.ts';
import { StoreUnavailable } from '../../store/store-unavailable.ts';

export interface ErrorContext {
  readonly requestId: string;
  readonly origin: string;
  /** Unix seconds. */
  readonly now: number;
  /** Where the request is kept; null for one that is kept nowhere. */
  readonly caller: { readonly account: string; readonly livemode: boolean } | null;
}

/** What somebody sent is repeated, to them and in logs, in part: an answer is no longer than its question. */
const messageMax = 2000;
const paramMax = 500;

/** An error's words, as they may be shown and kept. Cut after cards are gone: of one that is cut, the beginning would stay. */
export function wordsOf({ message, attributes: { param } }: ApiError): {
  message: string;
  param: string | null;
} {
  return { message: inPart(message, messageMax), param: param ? inPart(param, paramMax) : null };
}

function inPart(text: string, lengthMax: number): string {
  const safe = withoutCards(text);
  return safe.length > lengthMax ? `${safe.slice(0, lengthMax)}…` : safe;
}

/** Anything else that is thrown is the server's own fault and says nothing of itself to the caller. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError';
}

/** What the server's own fault is answered with: one that passes says so. `otherwise` is what became of the request. */
export function answerToFault(thrown: unknown, otherwise: ApiError = errors.internal()): ApiError {
  return thrown instanceof StoreUnavailable ? errors.storeUnavailable() : otherwise;
}

/** Stripe's error body: null attributes left out, keys in alphabetical order. */
export function errorBody(error: ApiError, context: ErrorContext): { error: Record<string, unknown> } {
  const { code } = error.attributes;
  const attributes: Record<string, unknown> = {
    ...error.attributes,
    ...wordsOf(error),
    type: error.type,
  };
  if (code !== undefined)
    attributes.doc_url = `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
  if (error.status !== 401) attributes.request_log_url = requestLogUrl(context);
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null);
  return { error: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Where the dashboard shows a request, whichever account and mode it shows otherwise. */
function requestLogUrl({ origin, requestId, caller, now }: ErrorContext): string {
  const where = caller === null ? '' : `account=${caller.account}&mode=${caller.livemode ? 'live' : 'test'}&`;
  return `${origin}/dashboard/logs/${requestId}?${where}t=${now}`;
}
