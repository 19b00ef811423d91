import { type ApiError, errors } from '@onfile/shared/errors.ts';
import { withoutCards } from '../../redaction/without-cards.ts';
import { StoreUnavailable } from '../../store/store-unavailable.ts';

export interface ErrorContext {
  readonly requestId: string;
  readonly origin: string;
  /** Unix seconds. */
  readonly now: number;
  /** Whose log keeps the request; null if none does. */
  readonly caller: { readonly account: string; readonly livemode: boolean } | null;
}

/** What a client sent is repeated only in part, to them and in logs, so that an answer is no longer than its question. */
const messageMax = 2000;
const paramMax = 500;

/** An error's words as they may be shown and kept. Cut only after cards are removed, or the start of a cut one would remain. */
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

/** Anything else that is thrown is a bug of the server, and its details are not shown to the caller. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError';
}

/** The answer to a failure of the server: a temporary one says so. `otherwise` says what became of the request. */
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

/** Where the dashboard shows a request, whichever account and mode it currently shows. */
function requestLogUrl({ origin, requestId, caller, now }: ErrorContext): string {
  const where = caller === null ? '' : `account=${caller.account}&mode=${caller.livemode ? 'live' : 'test'}&`;
  return `${origin}/dashboard/logs/${requestId}?${where}t=${now}`;
}
