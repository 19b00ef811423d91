import { attempts } from '../../resources/attempts/attempts.ts';
import { setupAttempts } from '../../resources/setup-attempts/table.ts';
import type { Call } from '../call.ts';
import { broughtAgain, type CardChoice } from '../cards/chosen-card.ts';
import { failureOfIntent } from '../payments/resume-payment.ts';
import { runAttempt } from '../payments/run-attempt.ts';
import { unfinished, unfinishedSetup } from '../payments/take-up.ts';
import { runSetup } from '../setups/run-setup.ts';
import { failureOfSetup } from '../setups/setup-intents.ts';
import { answerWithPage, answerWithSetupPage } from './answer-with-page.ts';

/** Goes on with a session's confirmation that was cut off after its attempt had been committed. Answers as it would have. */
export async function resumeCheckout(call: Call<CardChoice>, attemptId: string) {
  const session = call.path.session ?? '';
  // Without an attempt there was nothing to pay: it is complete.
  if (attemptId === session) return answerWithPage(call, session, null);
  const { reader } = call.store;
  if (attemptId.startsWith('setatt_')) {
    const attempt = await setupAttempts.find(reader, attemptId);
    const standing = await unfinishedSetup(call, attempt);
    const failure =
      standing === null
        ? await failureOfSetup(call, attempt)
        : await runSetup(call, standing, await broughtAgain(call, call.params, standing.payment_method));
    return answerWithSetupPage(call, session, failure);
  }
  const attempt = await attempts.find(reader, attemptId);
  const standing = await unfinished(call, attempt);
  const failure =
    standing === null
      ? await failureOfIntent(call, attempt)
      : await runAttempt(call, standing, await broughtAgain(call, call.params, standing.payment_method));
  return answerWithPage(call, session, failure);
}
