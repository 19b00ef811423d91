import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { ApiError } from '@onfile/shared/errors.ts';
import { checkoutSessions } from '../api/checkout-sessions/table.ts';
import type { Call } from '../api/route.ts';
import { declinedSetup } from './answer-with-setup.ts';
import { there } from './attempt-parts.ts';
import { checkoutPage } from './checkout-page.ts';
import { declinedAnswer } from './declined-answer.ts';
import type { Failure } from './finish-attempt.ts';
import type { SetupFailure } from './finish-setup.ts';

type AnyCall = Omit<Call<unknown>, 'params'>;

/** The page of a session after a confirmation; a failed one throws 402 and carries the page with it. */
export async function answerWithPage(call: AnyCall, sessionId: string, failure: Failure | null) {
  const page = await pageOf(call, sessionId);
  if (failure === null) return page;
  throw carrying(page, declinedAnswer(failure));
}

/** The same of a session in setup mode. */
export async function answerWithSetupPage(call: AnyCall, sessionId: string, failure: SetupFailure | null) {
  const page = await pageOf(call, sessionId);
  if (failure === null) return page;
  throw carrying(page, declinedSetup(failure));
}

async function pageOf(call: AnyCall, sessionId: string): Promise<CheckoutPage> {
  return checkoutPage(call, there(await checkoutSessions.find(call.store.reader, sessionId), sessionId));
}

function carrying(page: CheckoutPage, { status, type, message, attributes }: ApiError): ApiError {
  return new ApiError(status, type, message, { ...attributes, checkout_page: page });
}
