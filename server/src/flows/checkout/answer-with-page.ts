import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { ApiError } from '@onfile/shared/errors.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import type { OpenCall } from '../call.ts';
import { there } from '../payments/attempt-parts.ts';
import type { Failure, PaymentResult } from '../payments/commit-outcome.ts';
import { declinedAnswer } from '../payments/declined-answer.ts';
import { declinedSetup } from '../setups/answer-with-setup.ts';
import type { SetupFailure } from '../setups/finish-setup.ts';
import { checkoutPage } from './checkout-page.ts';

/** Returns a session's page after a confirmation; throws 402, with the page in it, if the confirmation failed. */
export async function answerWithPage(call: OpenCall, sessionId: string, failure: Failure | null) {
  const page = await pageOf(call, sessionId);
  if (failure === null) return page;
  throw carrying(page, declinedAnswer(failure));
}

/** The same after a payment, from the session as the payment left it. */
export async function answerWithPayment(call: OpenCall, { failure, session }: PaymentResult) {
  if (session === null) throw new Error('A payment without Checkout has no page.');
  const page = await checkoutPage(call, session);
  if (failure === null) return page;
  throw carrying(page, declinedAnswer(failure));
}

/** The same for a session in setup mode. */
export async function answerWithSetupPage(call: OpenCall, sessionId: string, failure: SetupFailure | null) {
  const page = await pageOf(call, sessionId);
  if (failure === null) return page;
  throw carrying(page, declinedSetup(failure));
}

async function pageOf(call: OpenCall, sessionId: string): Promise<CheckoutPage> {
  return checkoutPage(call, there(await checkoutSessions.find(call.store.reader, sessionId), sessionId));
}

function carrying(page: CheckoutPage, { status, type, message, attributes }: ApiError): ApiError {
  return new ApiError(status, type, message, { ...attributes, checkout_page: page });
}
