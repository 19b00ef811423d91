import type { Call } from '../api/route.ts';
import { setupAttempts } from '../api/setup-attempts/table.ts';
import { answerWithPage, answerWithSetupPage } from './answer-with-page.ts';
import { attempts } from './attempts.ts';
import { failureOfIntent } from './resume-payment.ts';
import { runAttempt } from './run-attempt.ts';
import { runSetup } from './run-setup.ts';
import { failureOfSetup } from './setup-intents.ts';
import { unfinished, unfinishedSetup } from './take-up.ts';

/** Goes on with a session's confirmation that was cut off after its attempt had been committed. Answers as it would have. */
export async function resumeCheckout(call: Omit<Call<unknown>, 'params'>, attemptId: string) {
  const session = call.path.session ?? '';
  // Without an attempt there was nothing to pay: it is complete.
  if (attemptId === session) return answerWithPage(call, session, null);
  const { reader } = call.store;
  if (attemptId.startsWith('setatt_')) {
    const attempt = await setupAttempts.find(reader, attemptId);
    const standing = await unfinishedSetup(call, attempt);
    const failure = standing === null ? await failureOfSetup(call, attempt) : await runSetup(call, standing);
    return answerWithSetupPage(call, session, failure);
  }
  const attempt = await attempts.find(reader, attemptId);
  const standing = await unfinished(call, attempt);
  const failure = standing === null ? await failureOfIntent(call, attempt) : await runAttempt(call, standing);
  return answerWithPage(call, session, failure);
}
