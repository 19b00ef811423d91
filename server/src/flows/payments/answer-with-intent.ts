import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Call } from '../call.ts';
import { there } from './attempt-parts.ts';
import type { Failure, PaymentResult } from './commit-outcome.ts';
import { declinedAnswer } from './declined-answer.ts';

/** Returns the intent as a payment left it; throws 402 if the payment failed. */
export function answerWithPayment(
  { livemode }: Pick<Call<unknown>, 'livemode'>,
  { failure, intent }: Pick<PaymentResult, 'failure' | 'intent'>,
) {
  if (failure !== null) throw declinedAnswer(failure);
  return paymentIntentView(intent, livemode);
}

/** Returns the intent as it is now; throws 402 if the attempt failed. */
export async function answerWithIntent(
  call: Pick<Call<unknown>, 'livemode' | 'store'>,
  id: string,
  failure: Failure | null = null,
) {
  const intent = there(await paymentIntents.find(call.store.reader, id), id);
  return answerWithPayment(call, { failure, intent });
}
