import { ApiError } from '@onfile/shared/errors.ts';
import { checkoutSessions } from '../api/checkout-sessions/table.ts';
import type { Call } from '../api/route.ts';
import { checkoutPage } from './checkout-page.ts';
import { declinedAnswer } from './declined-answer.ts';
import type { Failure } from './finish-attempt.ts';

/** The page of a session after a confirmation; a failed one throws 402 and carries the page with it. */
export async function answerWithPage(
  call: Omit<Call<unknown>, 'params'>,
  sessionId: string,
  failure: Failure | null,
) {
  const session = await checkoutSessions.find(call.store.reader, sessionId);
  if (session === undefined) throw new Error(`There is no session ${sessionId}.`);
  const page = await checkoutPage(call, session);
  if (failure === null) return page;
  const { status, type, message, attributes } = declinedAnswer(call, failure);
  throw new ApiError(status, type, message, { ...attributes, checkout_page: page });
}
