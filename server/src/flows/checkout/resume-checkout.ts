import type { Call } from '../call.ts';
import type { CardChoice } from '../cards/chosen-card.ts';
import { resumeAttempt } from '../payments/resume-payment.ts';
import { resumeSetupAttempt } from '../setups/resume-setup.ts';
import { answerWithPage, answerWithSetupPage } from './answer-with-page.ts';

/** Continues a confirmation that was cut off after its attempt was committed. Returns what it would have returned. */
export async function resumeCheckout(call: Call<CardChoice>, made: string) {
  const session = call.path.session ?? '';
  // There is no attempt if nothing was to be paid: the session is complete.
  if (made === session) return answerWithPage(call, session, null);
  return made.startsWith('setatt_')
    ? answerWithSetupPage(call, session, await resumeSetupAttempt(call, made, call.params))
    : answerWithPage(call, session, await resumeAttempt(call, made, call.params));
}
