import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Call } from '../call.ts';
import { there } from './attempt-parts.ts';
import type { Failure, PaymentResult } from './commit-outcome.ts';
import { declinedAnswer } from './declined-answer.ts';

/** The intent as a payment has left it; a failed one throws 402. */
export function answerWithPayment(
  { livemode }: Pick<Call<unknown>, 'livemode'>,
  { failure, intent }: Pick<PaymentResult, 'failure' | 'intent'>,
) {
  if (failure !== null) throw declinedAnswer(failure);
  return paymentIntentView(intent, livemode);
}

/** The intent as it is now; a failed attempt throws 402. */
export async function answerWithIntent(
  call: Pick<Call<unknown>, 'livemode' | 'store'>,
  id: string,
  failure: Failure | null = null,
) {
  const intent = there(await paymentIntents.find(call.store.reader, id), id);
  return answerWithPayment(call, { failure, intent });
}
