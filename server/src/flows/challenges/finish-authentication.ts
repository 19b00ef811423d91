import { errors } from '@onfile/shared/errors.ts';
import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { setupAttempts } from '../../resources/setup-attempts/table.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import type { Call } from '../call.ts';
import { answerWithPage, answerWithSetupPage } from '../checkout/answer-with-page.ts';
import { answerWithIntent, answerWithPayment } from '../payments/answer-with-intent.ts';
import { finishSetupChallenge } from '../setups/resume-setup.ts';
import { finishChallenge } from './finish-challenge.ts';

type FinishCall = Call<{ readonly attempt: string; readonly cancelled?: boolean | undefined }>;

/**
 * `POST /v1/payment_pages/:session/finish_authentication`: Checkout's page calls it when the challenge is over. Asks the
 * issuer and finishes the attempt; until then, and after a crash, the attempt waits. Throws 402 if the payment failed.
 */
export async function finishPageAuthentication(call: FinishCall) {
  const session = call.path.session ?? '';
  if (call.params.attempt.startsWith('setatt_')) return finishSetupPage(call, session);
  const attempt = await attemptOf(call, ({ checkout_session }) => checkout_session === session);
  const result = await finishChallenge(call, attempt, call.params.cancelled === true);
  return answerWithPage(call, session, result?.failure ?? null);
}

async function finishSetupPage(call: FinishCall, session: string) {
  const attempt = await setupAttempts.find(call.store.reader, call.params.attempt);
  const intent = await setupIntents.find(call.store.reader, attempt?.setup_intent ?? '');
  if (attempt === undefined || intent?.checkout_session !== session) {
    throw errors.missingInBody('setup attempt', call.params.attempt, 'attempt');
  }
  const failure = await finishSetupChallenge(call, attempt, call.params.cancelled === true);
  return answerWithSetupPage(call, session, failure);
}

/** `POST /v1/payment_intents/:intent/finish_authentication`: the same for `stripe.js`. Throws 402 if the payment failed. */
export async function finishIntentAuthentication(call: FinishCall) {
  const intent = call.path.intent ?? '';
  const attempt = await attemptOf(call, ({ payment_intent }) => payment_intent === intent);
  const result = await finishChallenge(call, attempt, call.params.cancelled === true);
  return result === null ? answerWithIntent(call, intent) : answerWithPayment(call, result);
}

async function attemptOf(call: FinishCall, belongs: (attempt: AttemptRow) => boolean): Promise<AttemptRow> {
  const attempt = await attempts.find(call.store.reader, call.params.attempt);
  if (attempt === undefined || !belongs(attempt)) {
    throw errors.missingInBody('payment attempt', call.params.attempt, 'attempt');
  }
  return attempt;
}
