import { paymentIntents } from '../api/payment-intents/table.ts';
import { paymentIntentView, publicPaymentIntentView } from '../api/payment-intents/view.ts';
import type { Call } from '../api/route.ts';
import { declinedAnswer } from './declined-answer.ts';
import type { Failure } from './finish-attempt.ts';

/** The intent as its caller may see it. */
export async function answerWithIntent(
  call: Pick<Call<unknown>, 'caller' | 'livemode' | 'store'>,
  id: string,
  failure: Failure | null = null,
) {
  if (failure !== null) throw declinedAnswer(call, failure);
  const row = await paymentIntents.find(call.store.reader, id);
  if (row === undefined) throw new Error(`There is no intent ${id}.`);
  const view = paymentIntentView(row, call.livemode);
  return call.caller === 'secret' ? view : publicPaymentIntentView(view);
}
