import type { Call } from '../call.ts';
import type { CardChoice } from '../cards/chosen-card.ts';
import { resumeAttempt } from '../payments/resume-payment.ts';
import { resumeSetupAttempt } from '../setups/resume-setup.ts';
import { answerWithPage, answerWithSetupPage } from './answer-with-page.ts';

/** Goes on with a session's confirmation that was cut off after its attempt had been committed. Answers as it would have. */
export async function resumeCheckout(call: Call<CardChoice>, made: string) {
  const session = call.path.session ?? '';
  // Without an attempt there was nothing to pay: it is complete.
  if (made === session) return answerWithPage(call, session, null);
  return made.startsWith('setatt_')
    ? answerWithSetupPage(call, session, await resumeSetupAttempt(call, made, call.params))
    : answerWithPage(call, session, await resumeAttempt(call, made, call.params));
}
